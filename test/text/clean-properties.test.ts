import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText } from '../../src/text/clean.ts'

/** Pieces of valid and broken TeX: random strings of these reach code that random characters don't. */
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
  '``',
  "''",
  '--',
  '---',
  'http://a.b/',
  'C:',
  'times',
  'sim',
  'leq',
  'pi',
  'bf ',
  'circ',
  '{a, b}',
  ...['**', '*a*', '\n- ', '\n# ', '\n```\n', '[a](http://b)', '`a`', ' _a_ ', '~~a~~'],
]
const texLike = fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }).map(pieces => pieces.join(''))
const anyText = fc.oneof(texLike, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))

/** A word without a meaning in TeX or for the cleaner. */
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

describe('cleanText for any text', () => {
  it('does not change a clean text', () => {
    fc.assert(
      fc.property(anyText, text => {
        const clean = cleanText(text)
        expect(cleanText(clean)).toBe(clean)
      }),
      { numRuns: 3000 },
    )
  })

  it('gives one line without invisible characters, in NFC', () => {
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

  it('changes only white space in plain text without TeX', () => {
    const plain = fc.stringMatching(/^[A-Za-z0-9 \n.,;:!?()[\]<>@#%&*+=/|'-]*$/)
    const hasMarkdown = /\*\S[\s\S]*\*|^\s*[#>*+-]/m
    const hasTex =
      /--|''|[0-9)]times|\d(?:sim|pm)\d|sim\d|approx\d|cdot|leq|geq|neq|dots|infty|propto|arrow|sim$/
    fc.assert(
      fc.property(
        plain.filter(text => !hasTex.test(text) && !hasMarkdown.test(text)),
        text => {
          expect(cleanText(text)).toBe(text.replace(/\s+/g, ' ').trim())
        },
      ),
    )
  })

  it('keeps every word in braces or unknown commands, closed or not', () => {
    fc.assert(
      fc.property(wrapped, text => {
        expect(wordsOf(cleanText(text))).toEqual(wordsOf(text))
      }),
    )
  })
})

describe('cleanText for a hundred thousand unmatched characters', () => {
  const LENGTH = 100_000
  const pieces = [
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
    ...[
      '*',
      ' *a',
      '**a',
      ' **a *b',
      '`a',
      " `a'",
      '[',
      '[a](',
      '![a](http://',
      '\n- a',
      '\n# ',
      '# ',
      '_a',
      ' _a',
      '~~a',
      ' **a**',
    ],
  ]

  it.each(pieces)('is fast with %j', piece => {
    const text = piece.repeat(LENGTH / piece.length)
    expect(typeof cleanText(text)).toBe('string')
    // Closing what was opened gives the deepest possible nesting.
    expect(typeof cleanText(text.slice(0, LENGTH / 2) + '}'.repeat(LENGTH / 2))).toBe('string')
  })
})
