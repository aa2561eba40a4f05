import { describe } from 'vitest'
import { findingContract } from './paper-index/finding.ts'
import { frequenciesContract, shortFormsContract } from './paper-index/frequencies.ts'
import { limitsContract } from './paper-index/limits.ts'
import { meaningContract } from './paper-index/meaning.ts'
import { readingContract } from './paper-index/reading.ts'
import { wordsContract } from './paper-index/words.ts'
import type { CreateHarness } from './store/harness.ts'

/**
 * What every index of papers must do, whatever database it is in.
 * @param createLimitedHarness whose index ends what takes too long, if the other's doesn't
 */
export function indexContract(
  name: string,
  createHarness: CreateHarness,
  createLimitedHarness = createHarness,
): void {
  describe(`the ${name} index`, () => {
    describe('finds what a query means', () => meaningContract(createHarness))
    describe('finds papers', () => findingContract(createHarness))
    describe('reads papers', () => readingContract(createHarness))
    describe('takes so much time', () => limitsContract(createLimitedHarness))
    describe('knows words', () => wordsContract(createHarness))
    describe('knows how many papers match', () => frequenciesContract(createHarness))
    describe('knows short forms, which', () => shortFormsContract(createHarness))
  })
}
