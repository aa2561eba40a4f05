import { describe } from 'vitest'
import { findingContract } from './paper-index/finding.ts'
import { frequenciesContract, shortFormsContract } from './paper-index/frequencies.ts'
import { limitsContract } from './paper-index/limits.ts'
import { meaningContract } from './paper-index/meaning.ts'
import { readingContract } from './paper-index/reading.ts'
import { wordsContract } from './paper-index/words.ts'
import type { CreateHome } from './store/home.ts'

/**
 * What every index of papers must do, whatever database it is in.
 * @param createLimitedHome whose index ends what takes too long, if the other's doesn't
 */
export function indexContract(name: string, createHome: CreateHome, createLimitedHome = createHome): void {
  describe(`the ${name} index`, () => {
    describe('finds what a query means', () => meaningContract(createHome))
    describe('finds papers', () => findingContract(createHome))
    describe('reads papers', () => readingContract(createHome))
    describe('takes so much time', () => limitsContract(createLimitedHome))
    describe('knows words', () => wordsContract(createHome))
    describe('knows how many papers match', () => frequenciesContract(createHome))
    describe('knows short forms, which', () => shortFormsContract(createHome))
  })
}
