import { describe, expect, it } from 'vitest'
import { rouge1 } from './rouge.ts'

describe('ROUGE-1 F', () => {
  it('is 1 for the same words in any order and case, 0 without a common word', () => {
    expect(rouge1('The parrot talks.', 'talks the PARROT')).toBe(1)
    expect(rouge1('owls', 'parrots')).toBe(0)
    expect(rouge1('', 'parrots')).toBe(0)
    expect(rouge1('', '')).toBe(0)
  })

  it('counts missing and additional words equally', () => {
    expect(rouge1('a b c d', 'a b')).toBeCloseTo(2 / 3, 10)
    expect(rouge1('a b', 'a b c d')).toBeCloseTo(2 / 3, 10)
  })

  it('counts a word only as often as both contain it', () => {
    expect(rouge1('the the the the', 'the cat')).toBeCloseTo(1 / 3, 10)
  })
})
