import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SUMMARY_LIMITS } from '../../../src/digests/summary-limits.ts'
import { splitSentences } from '../../../src/papers/summary/sentences.ts'
import { summarise } from '../../../src/papers/summary/summarise.ts'
import { countGraphemes } from '../../../src/text/graphemes.ts'
import { paperOf } from './papers.ts'

const anyLimits = fc.oneof(
  fc.constantFrom(...Object.values(SUMMARY_LIMITS)),
  fc.record({ sentences: fc.integer({ min: 0, max: 4 }), graphemes: fc.integer({ min: 0, max: 300 }) }),
)

/** Texts that match the rules, so that sentences really are truncated and rephrased. */
const piece = fc.constantFrom(
  'We introduce ',
  'In this paper, ',
  'However, ',
  'Parakeet',
  ', a framework',
  ' that ',
  'finds ',
  'birds ',
  ', enabling ',
  'small talk',
  ' by using ',
  '(e.g., larks)',
  ' (PT)',
  ': ',
  '(1) ',
  '; ',
  ' – ',
  '. ',
  '? ',
  '.',
  'et al. ',
  'It ',
  'improves ',
  '42% ',
  'https://example.org/a ',
  'show that ',
  '鳥は話す。',
  '🦜👩‍👩‍👧 ',
  'é',
  ' and ',
  'the ',
  '\n',
  '[3]',
  '“',
  '(',
  ')',
)
const text = fc.oneof(
  fc.array(piece, { maxLength: 80 }).map(pieces => pieces.join('')),
  fc.string({ unit: 'grapheme', maxLength: 900 }),
  fc.string({ unit: 'binary', maxLength: 900 }),
)
const paper = fc
  .record({
    title: text,
    abstract: text,
    summary: fc.option(text, { nil: undefined }),
    keywords: fc.array(text, { maxLength: 2 }),
  })
  .map(paperOf)

const WORD = /[\p{L}\p{N}]+/gu

/** Sentences of plain words. */
const sentence = fc
  .array(fc.constantFrom('parrots', 'often', 'repeat', 'long', 'words', 'in', 'parks', 'we', 'show'), {
    minLength: 3,
    maxLength: 70,
  })
  .map(words => `The ${words.join(' ')}.`)

describe('any summary', () => {
  it('stays within its limits of sentences and graphemes', () => {
    fc.assert(
      fc.property(paper, anyLimits, (one, limits) => {
        const summary = summarise(one, limits)
        expect(countGraphemes(summary)).toBeLessThanOrEqual(limits.graphemes)
        expect(splitSentences(summary).length).toBeLessThanOrEqual(limits.sentences)
      }),
      { numRuns: 600 },
    )
  })

  it('consists of whole words of the paper, with no additions except “is”', () => {
    fc.assert(
      fc.property(fc.array(sentence, { maxLength: 8 }), anyLimits, (sentences, limits) => {
        const abstract = sentences.join(' ')
        const words = new Set(`${abstract} is`.toLowerCase().match(WORD))
        const isLong = limits.graphemes > 60
        for (const word of summarise(paperOf({ abstract }), limits).toLowerCase().match(WORD) ?? []) {
          if (isLong) expect(words).toContain(word)
        }
      }),
    )
  })

  it('ends in an ellipsis only if no sentence fits', () => {
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 6 }), sentences => {
        const summary = summarise(paperOf({ abstract: sentences.join(' ') }), SUMMARY_LIMITS.compact)
        if (summary.endsWith('…')) expect(sentences.some(one => one.length > 200)).toBe(true)
        else expect(summary).toMatch(/\.$/)
      }),
    )
  })

  it('never begins with boilerplate', () => {
    const leadIn = fc.constantFrom(
      'In this paper, ',
      'In this work we ',
      'However, ',
      'Moreover, ',
      'To this end, ',
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(leadIn, sentence), { minLength: 1, maxLength: 5 }), parts => {
        const abstract = parts.map(([start, rest]) => `${start}we show that ${rest.toLowerCase()}`).join(' ')
        for (const limits of Object.values(SUMMARY_LIMITS)) {
          expect(summarise(paperOf({ abstract }), limits)).not.toMatch(
            /^(In this|However|Moreover|To this end)/,
          )
        }
      }),
    )
  })

  it('is the same each time', () => {
    fc.assert(
      fc.property(paper, anyLimits, (one, limits) => {
        expect(summarise(structuredClone(one), limits)).toBe(summarise(one, limits))
      }),
    )
  })
})
