import { describe, expect, it } from 'vitest'
import { foldTyped, readTyped, tidyTyped } from '../../src/text/typed.ts'

describe('what a person typed', () => {
  it.each([
    ['every dash', '-‐‑‒–—―−﹘﹣－⸺⁻➖', '--------------'],
    ['two hyphens, which some keyboards make an em dash of', 'a --b', 'a --b'],
    ['double quotation marks', '“a” „b“ ‟c‟ ＂d＂ ❝e❞ 〝f〟', '"a" "b" "c" "d" "e" "f"'],
    ['guillemets in both directions', '«a» »b« ‹c› ›d‹', '"a" "b" "c" "d"'],
    ['brackets of Chinese and Japanese', '「a」『b』｢c｣﹁d﹂《e》〈f〉', '"a""b""c""d""e""f"'],
    [
      'single quotation marks around words',
      "‘a b’ ‚c d‘ 'e f' (‘g h’) title:‘i j’",
      '"a b" "c d" "e f" ("g h") title:"i j"',
    ],
    ['apostrophes', 'don’t o‘brien models’ ’tis rock ＇n', "don't o'brien models' 'tis rock 'n"],
    ['apostrophes within a phrase', '“a ‘b c’ d’s”', `"a 'b c' d's"`],
    [
      'marks of another kind within a phrase',
      '«the “big” one» 「a『b』c」 "the "big" one" “a ‹b «c»›”',
      '"the  big  one" "a b c" "the  big  one" "a  b  c  "',
    ],
    ['marks that are mixed up', '"a” “b" „c"', '"a" "b" "c"'],
    ['French spacing', '« a b » « c »', '" a b " " c "'],
    ['a phrase that is missing its second mark', '"a b "c d"', '"a b  c d '],
    ['TeX’s quotation marks', "``a b''", '"a b"'],
    [
      'accents in TeX',
      String.raw`Fr\'echet Fr{\'e}chet Fr\'{e}chet M\"uller Fr\’echet Fran\c{c}ois`,
      'Fréchet Fréchet Fréchet Müller Fréchet François',
    ],
    [
      'formulas and commands in TeX',
      String.raw`H$_2$O $\alpha$-divergence \textbf{Attention} \emph{is}`,
      'H₂O α-divergence Attention is',
    ],
    [
      'what isn’t TeX',
      String.raw`C:\path a\b $5 or $10 \* don't`,
      String.raw`C:\path a\b $5 or $10 \* don't`,
    ],
    ['a mark that never closes', '“a b', '"a b'],
    [
      'full-width letters, digits and signs',
      'ｔｉｔｌｅ：Ａ１ （ｂ）＞＝５０％ ＯＲ',
      'title:A1 (b)>=50% OR',
    ],
    ['vertical and small forms', '︓﹕︵﹙﹪', '::((%'],
    ['half-width Japanese and Korean', 'ｶﾞｯｺｳ ﾡ', 'ガッコウ ᄀ'],
    ['ligatures and digraphs', 'ﬁnd eﬃcient ĳ', 'find efficient ij'],
    ['letters of mathematical styles', '𝐝𝑒𝓮𝔭 𝟛ℝ Ⓐ', 'deep 3R A'],
    ['accents written by themselves', 'mu\u0308ller', 'müller'],
    ['an accent behind an invisible character', 'mu\u200b\u0308ller', 'müller'],
    ['digits of other scripts', '٢٠٢٦ ۴ ९ ๐', '2026 4 9 0'],
    ['comparisons', 'a≥1 b≤2 c≧3 d≦4 e⩾5 f⩽6', 'a>=1 b<=2 c>=3 d<=4 e>=5 f<=6'],
    ['look-alikes', 'a∶b c∗ d⁄e f、g。h،i', 'a:b c* d/e f,g.h,i'],
    ['what means something else', 'x² H₂O ½ a≠b ™', 'x² H₂O ½ a≠b ™'],
    ['spaces and control characters', 'a\u00a0b\u3000c\u2009d\te\nf\u0007g', 'a b c d e f g'],
    ['invisible characters', 'ag\u00aden\u200bts\ufeff \u202ea\u2060b c\ufe0f', 'agents ab c'],
    ['emoji codes', ':fire: a :wave::skin-tone-2: b:c (:+1:)', '  a   b:c ( )'],
    ['colons that are no emoji codes', 'title:agents: 9:00:30 a : b', 'title:agents: 9:00:30 a : b'],
    [
      'Slack’s link, without and with a label',
      '<https://a.org/b> <https://a.org/b|click me>',
      'https://a.org/b https://a.org/b',
    ],
    [
      'a text that Slack made a link of',
      'cat:<http://cs.CL|cs.CL> <mailto:a@b.org|a@b.org>',
      'cat:cs.CL a@b.org',
    ],
    [
      'Slack’s mentions',
      '<@U12|ada> <@U12> <#C1|news> <#C1|> <!here|here> <!channel>',
      '@ada @U12 #news #C1 here channel',
    ],
    ['Discord’s mentions and emoji', '<@123> <@!123> <#123> <a:fire:123> x', '@123 @!123 #123   x'],
    ['comparisons that look like markup', 'upvotes<20 stars>5 <script>', 'upvotes<20 stars>5 <script>'],
  ])('is folded: %s', (_, typed, expected) => {
    expect(foldTyped(typed)).toBe(expected)
    expect(foldTyped(expected)).toBe(expected)
  })

  it('has single blanks between its words where it is tidy', () => {
    expect(tidyTyped('\u3000 a \n :fire:\u00a0 b ')).toBe('a b')
  })

  it.each([
    ['a (x', 3],
    ['a  (x', 4],
    ['ﬁne ≥ (x', 7],
    ['💥 (x', 3],
    ['mu\u0308 (x', 5],
    ['ag\u00adent (x', 8],
    ['<http://cs.CL|cs.CL> (x', 7],
  ])('%j has its bracket at %i, as a person counts', (typed, position) => {
    const { text, positionOf, sourceOf, typed: shown } = readTyped(typed)
    expect(positionOf(text.indexOf('('))).toBe(position)
    expect(positionOf(0)).toBe(1)
    expect(positionOf(text.length)).toBe([...shown].length + 1)
    expect(shown.slice(sourceOf(text.indexOf('(')))).toBe('(x')
  })
})
