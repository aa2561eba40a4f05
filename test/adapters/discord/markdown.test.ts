import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bold, code, cut, escaped, label, linkUrl, span } from '../../../adapters/discord/markdown.ts'
import { plain } from '../../../src/messages/untrusted-text.ts'
import { readLine } from './read-markdown.ts'

const HOSTILE = [
  '@everyone @here <@123456789012345678> <@!1> <@&2> <#3>',
  '</papers:4> <id:customize> <t:1790000000:R> <:smile:5> <a:wave:6> :smile: :+1:',
  '[x](https://evil.example) ](https://evil.example) [y](<https://evil.example>)',
  'https://evil.example steam://run <https://evil.example>',
  '*a* **b** _c_ __d__ ~~e~~ ||f|| `g` ```h``` \\*i*',
  'A* search, snake_case, E²C: O(n|m), 3~4, p<0.05, Pass@k, 10:30, [Re] Title',
]

const LINE_STARTS = ['# a', '### a', '-# a', '- a', '* a', '+ a', '1. a', '12) a', '> a', '>>> a', '  - a']

describe('untrusted text', () => {
  it.each([...HOSTILE, ...LINE_STARTS])('%s shows unchanged and without effect', text => {
    expect(readLine(escaped(text))).toEqual({ text, links: [], acting: [] })
  })

  it.each(HOSTILE)('%s has no effect as the label of a link', text => {
    const seen = readLine(span({ text, url: 'https://example.org/a' }))
    expect(seen).toMatchObject({ links: [{ url: 'https://example.org/a' }], acting: [] })
    expect(seen.text).toHaveLength(text.length)
  })

  it('of any kind has no effect, as text or as a label', () => {
    const characters = fc.constantFrom(...'*_~`|<>[]()@:/\\#-+.1 aé𝒪👩‍🔬', '@everyone', 'https://', '](<')
    fc.assert(
      fc.property(fc.string({ unit: characters }), raw => {
        const text = plain(raw)
        expect(readLine(escaped(text))).toEqual({ text, links: [], acting: [] })
        const asLabel = readLine(span({ text: `a${text}`, url: 'https://example.org' }))
        expect(asLabel.acting).toEqual([])
        expect(asLabel.links).toHaveLength(1)
      }),
    )
  })

  it('shows markup in labels as look-alikes', () => {
    expect(label('A* search [Re] a_b p<0.05')).toBe('A∗ search ［Re］ aˍb p＜0.05')
    expect(label('Pass@k: a study')).toBe('Pass@k: a study')
  })

  it('is one line without direction overrides and invisible characters', () => {
    expect(plain('a\u202eb\u200b\u0000\n\nc\td\ud800')).toBe('ab c d\ufffd')
    expect(plain('👩‍🔬')).toBe('👩‍🔬')
  })

  it('is cut to its length once escaped', () => {
    const stars = cut('*'.repeat(100), 21)
    expect(escaped(stars).length).toBeLessThanOrEqual(21)
    expect(stars).toBe(`${'*'.repeat(10)}…`)
  })
})

describe('an untrusted address', () => {
  it.each([
    ['https://example.org/a_(b)', 'https://example.org/a_%28b%29'],
    ['https://example.org/a b>c', 'https://example.org/a%20b%3Ec'],
    ['https://example.org/?q=**[x]|`', 'https://example.org/?q=%2A%2A%5Bx%5D%7C%60'],
    ['http://example.org\\@evil.example', 'http://example.org/@evil.example'],
  ])('%s can’t end a link early', (address, shown) => {
    expect(linkUrl(address)).toBe(shown)
  })

  it.each(['javascript:alert(1)', 'discord://x', 'data:text/html,x', 'not one', '', undefined])(
    '%s isn’t a link',
    address => {
      expect(linkUrl(address)).toBeUndefined()
      expect(span({ text: 'a', url: address })).toBe('a')
    },
  )

  it('that is too long isn’t a link', () => {
    expect(linkUrl(`https://example.org/${'a'.repeat(3_000)}`)).toBeUndefined()
  })
})

describe('delimiters', () => {
  it('keep white space outside', () => {
    expect(bold('Source: ')).toBe('**Source:** ')
    expect(code(' /papers ')).toBe(' `/papers` ')
    expect(bold('  ')).toBe('  ')
  })

  it('of code can’t be closed by the text inside', () => {
    expect(code('a`b``c')).toBe('`aˋbˋˋc`')
  })
})
