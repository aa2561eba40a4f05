import { describe, expect, it } from 'vitest'
import { rouge1 } from './rouge.ts'

describe('ROUGE-1 F', () => {
  it('is 1 for the same words in any order and case, 0 without a common one', () => {
    expect(rouge1('The parrot talks.', 'talks the PARROT')).toBe(1)
    expect(rouge1('owls', 'parrots')).toBe(0)
    expect(rouge1('', 'parrots')).toBe(0)
    expect(rouge1('', '')).toBe(0)
  })

  it('weighs what is missing and what is too much alike', () => {
    expect(rouge1('a b c d', 'a b')).toBeCloseTo(2 / 3, 10)
    expect(rouge1('a b', 'a b c d')).toBeCloseTo(2 / 3, 10)
  })

  it('counts a word no more often than both have it', () => {
    expect(rouge1('the the the the', 'the cat')).toBeCloseTo(1 / 3, 10)
  })
})
