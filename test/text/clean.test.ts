import { describe, expect, it } from 'vitest'
import { cleanText } from '../../src/text/clean.ts'

describe('cleanText', () => {
  it.each([
    ['line breaks', 'Learning to\n  rank\r\npapers', 'Learning to rank papers'],
    ['runs of spaces and tabs', '  a \t\t b  ', 'a b'],
    ['Unicode spaces', 'a\u00a0b\u2009c\u3000d\u2028e\u0085f', 'a b c d e f'],
    ['control characters', 'a\u0000b\u0007c\u001bd\u009be', 'abcde'],
    ['zero-width characters', 'a\u200bb\u2060c\ufeffd\u00ade', 'abcde'],
    ['a zero-width space between spaces', 'a \u200b b', 'a b'],
    ['bidirectional controls', '\u202egnp.exe\u202c \u200fx\u2066y\u2069\u061c', 'gnp.exe xy'],
    ['tag characters', 'plain\u{e0068}\u{e0069}', 'plain'],
    ['lone surrogates', 'a\ud83db\ude00c', 'abc'],
    ['decomposed letters', 'Cafe\u0301 A\u030angstro\u0308m', 'Café Ångström'],
    ['only white space', ' \n\u200b ', ''],
  ])('normalises %s', (_, raw, clean) => {
    expect(cleanText(raw)).toBe(clean)
  })

  it.each([
    ['an emoji of several characters', '👩\u200d🔬 and 👩🏽\u200d💻 and 🏳️\u200d🌈'],
    ['Persian, whose words need the non-joiner', 'می\u200cخواهم'],
    ['Devanagari, which shapes letters with the joiner', 'क्\u200dष'],
    ['Arabic and Hebrew, which need no controls', 'سلام שלום'],
    ['Vietnamese', 'Nguyễn Ánh'],
  ])('keeps %s', (_, text) => {
    expect(cleanText(text)).toBe(text)
  })

  it('removes unneeded joiners', () => {
    expect(cleanText('a\u200db \u200c👍\u200d c\u200c')).toBe('ab 👍 c')
  })

  it('keeps as many marks on one letter as a language may need, not more', () => {
    expect(cleanText(`a${'\u0f71'.repeat(500)}b`)).toHaveLength(32)
  })

  it.each([
    'Let\u2019s <think> about <b>HTML</b> &amp; &lt;entities&gt;',
    'It costs $5 or $10, up to US$20; $OneMillion stays.',
    'Between $1M and $2M; A$X makes $1M; B$Y makes $2M, or 3$',
    'From $5 and 6$ to $7 of 8$',
    'snake_case_name, GPT_4o, __init__.py and config_v2.json',
    'In C:\\Users\\new\\to_do there is a file',
    'Run it with --flag -v, or x --> y, or <!-- this -->',
    'About ~5x faster, in ~/home, on https://example.org/~me/a_b--c, 60%~70%, 3 ~ 4',
    'AT&T, C#, 100%, 5 * 3, a < b > c, a || b, [1], (2), @me, #1, "quotes", it\'s',
    '5\u203210\u2033',
    '^_^ and [^1] and a ^ b',
    'The set {0, 1}, the scale {bad, fair, good} and {"a": 1}',
    'A newline token "\\n\\n" after it',
    'An anecdote in 3 times out of ten, sim2real, at 5pm approx. 20 in total',
    'the chips W0pm0 and x86sim2',
    'en – and em — dashes, “quotes”, … and x² + y₁',
  ])('does not change ordinary text: %s', text => {
    expect(cleanText(text)).toBe(text)
  })
})
