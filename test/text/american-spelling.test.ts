import { describe, expect, it } from 'vitest'
import { americanSpelling } from '../../src/text/american-spelling.ts'
import { stemOf } from '../../src/text/tokenizer.ts'
import { SPELLINGS } from '../fixtures/spellings.ts'

/** Porter's endings already make these one. */
const BY_ENDING: readonly [british: string, american: string][] = [
  ['modelling', 'modeling'],
  ['labelled', 'labeled'],
  ['signalling', 'signaling'],
  ['ageing', 'aging'],
  ['fulfil', 'fulfill'],
]

const STAY = `hour four contour source resource tour gilmour dufour glamour noise denoising noisy promise promising compromise raise
  arise rise rising uprising wise pairwise pointwise otherwise precise concise imprecise excise exercise surprise comprises enterprise
  revise supervised unsupervised improvise advertise expertise franchise paradise merchandise premise demise treatise despise disable ising
  risk analysis analyses paralysis crisis bias genre acre mediocre hire literature score metric theta fence science presence
  intelligence aesthetic israel michael poem does coefficient coexist programmed programming discover discs1 management movement
  element scepter logic log vogue rogue practice practical`

describe('American spelling', () => {
  it.each(SPELLINGS)('spells %s as %s, with one stem', (british, american) => {
    expect(americanSpelling(british)).toBe(american)
    expect(americanSpelling(american)).toBe(american)
    expect(stemOf(british)).toBe(stemOf(american))
  })

  it.each(BY_ENDING)('has one stem for %s and %s', (british, american) => {
    expect(stemOf(british)).toBe(stemOf(american))
  })

  it.each(STAY.split(/\s+/))('leaves %s as it is', word => {
    expect(americanSpelling(word)).toBe(word)
  })
})
