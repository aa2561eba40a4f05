import { describe, expect, it } from 'vitest'
import { SUMMARY_LIMITS } from '../../../src/digests/summary-limits.ts'
import { summarise } from '../../../src/papers/summary/summarise.ts'
import { paperOf, TIDEPOOL } from './papers.ts'

const { compact, standard } = SUMMARY_LIMITS
const FROM_ABSTRACT = summarise(TIDEPOOL, compact)
const withSummary = (summary: string) => summarise({ ...TIDEPOOL, summary }, compact)

describe("the source's summary", () => {
  it('is the summary of one sentence, unchanged', () => {
    const summary = 'A cache that remembers what early turns asked for keeps long chats accurate.'
    expect(withSummary(summary)).toBe(summary)
  })

  it('is its first sentence if it has two and only one fits', () => {
    expect(withSummary('Tidepool forgets only what nobody asks for. It needs a fifth of the cache.')).toBe(
      'Tidepool forgets only what nobody asks for.',
    )
  })

  it('loses a closing phrase if it is too long', () => {
    const head =
      'Tidepool keeps long conversations in a small cache by scoring every token with how often earlier turns went back to it'
    const tail = 'achieving nearly the accuracy of a full cache on four benchmarks with a fifth of the memory'
    expect(withSummary(`${head}, ${tail}.`)).toBe(`${head}.`)
  })

  it.each([
    ['is empty', ''],
    ['is white space', ' \n'],
    ['repeats the title', 'Tidepool: Cache Eviction That Remembers for Long Conversations.'],
    ['begins with a label', 'Summary: a cache that remembers what people said early on.'],
    ['is a refusal', "I'm sorry, but I cannot summarise this paper without its text."],
    ['is an apology', 'As an AI language model, I have no access to this paper.'],
    ['ends in the middle of a word', 'A cache that remembers what early turns asked for keeps long cha'],
    ['ends in an ellipsis', 'A cache that remembers what early turns asked for keeps…'],
    ['has more than two sentences', 'A cache is small. A chat is long. Tidepool helps. It is fast.'],
    ['has only three words', 'A new cache.'],
    ['refers to an earlier sentence', 'However, it is faster. Tidepool keeps what later turns need.'],
    ['cannot be truncated', `A cache ${'that remembers what remembers '.repeat(9)}all.`],
  ])('is not used if it %s', (_, summary) => {
    expect(withSummary(summary)).toBe(FROM_ABSTRACT)
  })

  it('is not used for several sentences', () => {
    const summary = 'A cache that remembers what early turns asked for keeps long chats accurate.'
    expect(summarise({ ...TIDEPOOL, summary }, standard)).toBe(summarise(TIDEPOOL, standard))
  })

  it('replaces a missing abstract', () => {
    const summary = 'A cache that remembers what early turns asked for keeps long chats accurate.'
    for (const limits of [compact, standard]) expect(summarise(paperOf({ summary }), limits)).toBe(summary)
  })
})
