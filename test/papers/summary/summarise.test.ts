import { describe, expect, it } from 'vitest'
import { SUMMARY_LIMITS } from '../../../src/digests/summary-limits.ts'
import { summarise } from '../../../src/papers/summary/summarise.ts'
import { paperOf, TIDEPOOL } from './papers.ts'

const { compact, standard } = SUMMARY_LIMITS
const oneOf = (abstract: string, title = 'A Paper of No Name') =>
  summarise(paperOf({ abstract, title }), compact)

describe('a summary of one sentence', () => {
  it('says what the paper is about, not why or where the code is', () => {
    expect(summarise(TIDEPOOL, compact)).toBe(
      'Tidepool is a cache eviction framework that keeps the tokens which later turns are likely to need.',
    )
  })

  it('is empty if there is nothing to summarise', () => {
    expect(summarise(paperOf({ abstract: '' }), compact)).toBe('')
    expect(summarise(paperOf({ abstract: ' \n ' }), compact)).toBe('')
  })

  it('is the sentence of an abstract that has only one', () => {
    expect(oneOf('Five small agents that argue prove more theorems than a large one.')).toBe(
      'Five small agents that argue prove more theorems than a large one.',
    )
  })

  it('is the same however often it is made', () => {
    expect(summarise(TIDEPOOL, compact)).toBe(summarise(structuredClone(TIDEPOOL), compact))
  })

  it.each([
    [
      'In this paper, we study how often parrots repeat a prompt.',
      'We study how often parrots repeat a prompt.',
    ],
    [
      'In this work we study how often parrots repeat a prompt.',
      'We study how often parrots repeat a prompt.',
    ],
    ['However, parrots repeat what is said to them.', 'Parrots repeat what is said to them.'],
    ['To address this challenge, we train a parrot on prose.', 'We train a parrot on prose.'],
    ['Building on these insights, we train a parrot on prose.', 'We train a parrot on prose.'],
    ['We then also train a parrot on prose.', 'We train a parrot on prose.'],
    ['In this paper, iParrot repeats whatever is said to it.', 'iParrot repeats whatever is said to it.'],
  ])('leaves out the boilerplate of “%s”', (abstract, summary) => {
    expect(oneOf(abstract)).toBe(summary)
  })

  it.each([
    [
      'We introduce Parakeet, a benchmark that asks parrots about the weather.',
      'Parakeet is a benchmark that asks parrots about the weather.',
    ],
    [
      'This paper presents the Parakeet Test (PT), a test of whether a parrot knows what it says.',
      'The Parakeet Test (PT) is a test of whether a parrot knows what it says.',
    ],
    [
      'We propose a small benchmark called Parakeet that asks parrots about the weather.',
      'Parakeet is a small benchmark that asks parrots about the weather.',
    ],
    [
      'We propose Parakeet, which asks parrots about the weather and scores what they say.',
      'Parakeet asks parrots about the weather and scores what they say.',
    ],
  ])('rephrases “%s”', (abstract, summary) => {
    expect(oneOf(abstract, 'Asking Parrots About the Weather')).toBe(summary)
  })

  it.each([
    'We introduce parrots and parakeets, a pair of birds that talk about the weather.',
    'We introduce two new tests, a short one and a long one for parrots.',
    'We propose to ask parrots about the weather, a question that they know.',
  ])('does not rephrase “%s”', abstract => {
    expect(oneOf(abstract)).toBe(abstract)
  })

  it('states a result without the experiments that show it', () => {
    const result = 'arrots outperform owls at small talk and crows at long walks in all seasons of the year.'
    expect(oneOf(`Extensive experiments on five islands show that p${result}`)).toBe(`P${result}`)
  })

  it('keeps a hedge', () => {
    const hedged = 'Our results suggest that parrots outperform owls at small talk.'
    expect(oneOf(hedged)).toBe(hedged)
  })

  it('merges what a thing is with what it does, if that says more', () => {
    const abstract =
      'We introduce Parakeet, a talking clock framework. Parakeet teaches parrots the time of day and the names of the months in their own voice.'
    expect(oneOf(abstract, 'Parakeet: Teaching Parrots the Time of Day')).toBe(
      'Parakeet, a talking clock framework, teaches parrots the time of day and the names of the months in their own voice.',
    )
  })

  it('ends a sentence that is too long before a closing phrase', () => {
    const head = 'We study how parrots in large city parks learn the ringtones of the telephones around them'
    const tail =
      'enabling a first comparison between the parks, the seasons, the telephones, and the ages of the birds in them'
    expect(oneOf(`${head}, ${tail}, at least in the summer.`)).toBe(`${head}.`)
  })

  it('prefers another good sentence to one that needs an ellipsis', () => {
    const long = `We study ${'very '.repeat(50)}old parrots.`
    expect(oneOf(`${long} Parrots live long and remember their friends.`, 'Parrots and Their Friends')).toBe(
      'Parrots live long and remember their friends.',
    )
  })

  it('shortens a sentence between words if nothing else fits', () => {
    const words = 'parrot owl lark swan '.repeat(20).trim()
    const summary = oneOf(`${words}.`)
    expect(summary).toMatch(/ (parrot|owl|lark|swan)…$/)
    expect(summary.length).toBeLessThanOrEqual(200)
    expect(summary.length).toBeGreaterThan(190)
  })

  it('is not a question, a remark on the code or a back reference, if there is another sentence', () => {
    const summary = oneOf(
      'Do parrots know what they say? This has been asked before. It is still open. Parrots that hear a word in two places use it in a third. Code is available at https://example.org.',
      'What Parrots Know',
    )
    expect(summary).toBe('Parrots that hear a word in two places use it in a third.')
  })
})

describe('a summary of three sentences', () => {
  it('has them in the order of the abstract, with a result in numbers', () => {
    expect(summarise(TIDEPOOL, standard)).toBe(
      'Recent chat models keep long conversations in a cache that grows with every turn. Tidepool is a cache eviction framework that keeps the tokens which later turns are likely to need. Tidepool keeps 98.5% of the accuracy with a fifth of the cache.',
    )
  })

  it('says nothing twice', () => {
    const said = 'Parrots remember the friends that they make in large city parks.'
    const again = 'Parrots remember the friends which they make in large city parks.'
    const result = 'After 12 years they greet 80% of them by name.'
    const summary = summarise(paperOf({ abstract: `${said} ${again} ${result}` }), {
      ...standard,
      sentences: 2,
    })
    expect(summary).toBe(`${said} ${result}`)
  })

  it('does not begin with a reference to an omitted sentence', () => {
    const abstract =
      'However, parrots are seldom asked. Additionally, owls answer at night. Moreover, larks answer in the morning.'
    expect(summarise(paperOf({ abstract }), standard)).toMatch(/^Parrots are seldom asked\./)
  })

  it('has fewer sentences if more would be too long', () => {
    const sentence = (bird: string) => `We show that ${bird}s ${'often '.repeat(40)}sing in their own way.`
    const summary = summarise(
      paperOf({ abstract: ['parrot', 'lark', 'swan'].map(sentence).join(' ') }),
      standard,
    )
    expect(summary.length).toBeLessThanOrEqual(600)
    expect(summary.match(/\./g)).toHaveLength(2)
  })
})
