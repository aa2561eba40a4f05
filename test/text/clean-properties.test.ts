import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText } from '../../src/text/clean.ts'

/** Pieces of which TeX and its accidents are made: random strings of these reach what random characters don't. */
const PIECES = [
  ...'{}$\\^_~`\'"-()[],.=|/:%&<>@#*! ',
  ...[
    'a',
    'word',
    '7',
    '5 ',
    'é',
    'α',
    '⁵',
    '₂',
    '👍',
    '\u200d',
    '\u0301',
    '\u202e',
    '\ud800',
    '\n',
    '\u0000',
  ],
  ...[
    '\\alpha',
    '\\frac',
    '\\sqrt',
    '\\hat',
    '\\not',
    '\\text{',
    '\\textbf{',
    '\\cite{',
    '\\href{',
    '\\item',
    '\\left.',
  ],
  ...[
    '\\{',
    '\\}',
    '\\$',
    '\\_',
    '\\^',
    '\\~',
    '\\"',
    '\\%',
    '\\\\',
    '\\n',
    '\\8',
    '\\textbackslash',
    '\\unicode{x5c}',
  ],
  ...['``', "''", '--', '---', 'http://a.b/', 'C:', 'times', 'sim', 'leq', 'pi', 'bf ', 'circ', '{a, b}'],
]
const texLike = fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }).map(pieces => pieces.join(''))
const anyText = fc.oneof(texLike, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))

/** A word that means nothing in TeX or to the cleaner. */
const word = fc.stringMatching(/^W[A-Za-z0-9]{0,8}$/)
const unknownCommand = fc.stringMatching(/^zz[a-z]{1,5}$/)

const wrapped = fc.letrec<{ text: string; part: string }>(tie => ({
  part: fc.oneof(
    { maxDepth: 5 },
    word,
    tie('text').map(text => `{${text}}`),
    fc.tuple(unknownCommand, tie('text')).map(([name, text]) => `\\${name}{${text}}`),
    tie('text').map(text => `\\textbf{${text}`),
    tie('text').map(text => `${text}}`),
  ),
  text: fc.array(tie('part'), { minLength: 1, maxLength: 4 }).map(parts => parts.join(' ')),
})).text

const wordsOf = (text: string) => text.match(/W[A-Za-z0-9]*/g) ?? []

describe('cleanText, whatever the text,', () => {
  it('leaves as it is what it has cleaned', () => {
    fc.assert(
      fc.property(anyText, text => {
        const clean = cleanText(text)
        expect(cleanText(clean)).toBe(clean)
      }),
      { numRuns: 3000 },
    )
  })

  it('gives one line without anything invisible, in normal form', () => {
    fc.assert(
      fc.property(anyText, text => {
        const clean = cleanText(text)
        expect(clean).not.toMatch(/\p{Cc}|\p{Cs}|\p{Bidi_Control}|\u200b|\ufeff| {2}|^ | $/u)
        expect(clean).not.toMatch(/[^\P{Z} ]/u)
        expect(clean.normalize('NFC')).toBe(clean)
      }),
      { numRuns: 2000 },
    )
  })

  it('changes nothing but white space in plain text without signs of TeX', () => {
    const plain = fc.stringMatching(/^[A-Za-z0-9 \n.,;:!?()[\]<>@#%&*+=/|'-]*$/)
    const hasTex =
      /--|''|[0-9)]times|\d(?:sim|pm)\d|sim\d|approx\d|cdot|leq|geq|neq|dots|infty|propto|arrow|sim$/
    fc.assert(
      fc.property(
        plain.filter(text => !hasTex.test(text)),
        text => {
          expect(cleanText(text)).toBe(text.replace(/\s+/g, ' ').trim())
        },
      ),
    )
  })

  it('keeps every word that stands in braces or unknown commands, closed or not', () => {
    fc.assert(
      fc.property(wrapped, text => {
        expect(wordsOf(cleanText(text))).toEqual(wordsOf(text))
      }),
    )
  })
})

describe('cleanText, with a hundred thousand signs that match nothing,', () => {
  const LENGTH = 100_000
  const signs = [
    ...[
      '{',
      '}',
      '$',
      '\\',
      '^',
      '_',
      '~',
      '`',
      '-',
      '{}',
      '$a ',
      '$$',
      '\\( \\[',
      '{{a}',
      '{a,',
      '\\a{',
      '\\frac',
    ],
    ...[
      '\\sqrt[',
      '\\text{',
      "\\'",
      '\\cite[',
      ' \\cite{a}',
      'x^',
      '$x^{',
      'http://a{',
      'C:\\',
      '``a',
      '1~',
      'pi_{',
    ],
    ...['\u200d', '\u0f71\u0f72', '\ud800', ' \u200b '],
  ]

  it.each(signs)('is soon done with %j', sign => {
    const text = sign.repeat(LENGTH / sign.length)
    expect(typeof cleanText(text)).toBe('string')
    // Closing what was opened makes the deepest nesting there can be.
    expect(typeof cleanText(text.slice(0, LENGTH / 2) + '}'.repeat(LENGTH / 2))).toBe('string')
  })
})
