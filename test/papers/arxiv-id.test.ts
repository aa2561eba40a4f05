import { describe, expect, it } from 'vitest'
import { ARXIV_ID, isSamePaper } from '../../src/papers/arxiv-id.ts'
import { paperIdOf, paperIdsIn } from '../../src/papers/paper-link.ts'
import { hasRecordedDays, needsRecorded, recordedDays, recordedItems } from '../fixtures/recorded-days.ts'

const isId = (text: string): boolean => new RegExp(`^${ARXIV_ID}$`).test(text)

describe('an arXiv id', () => {
  it.each(['0704.0001', '1412.7878', '1501.00001', '2401.00010', '2612.99999'])(
    'of the new style: %s',
    id => {
      expect(isId(id)).toBe(true)
    },
  )

  it.each([
    'hep-th/9108001',
    'math/0703456',
    'math.GT/0309136',
    'cs/0601001',
    'math-ph/0001001',
    'cmp-lg/9404001',
  ])('of the old style: %s', id => {
    expect(isId(id)).toBe(true)
  })

  it.each([
    ['five digits before 2015', '1412.00001'],
    ['four digits from 2015', '1501.0001'],
    ['a year before the new style', '0612.1234'],
    ['a year after the old style', 'cs/0801001'],
    ['an invalid month', 'cs/0613001'],
    ['an unknown archive', 'issues/0601001'],
    ['an archive without old ids', 'q-fin/0601001'],
    ['an archive in capitals', 'CS/0601001'],
    ['a subject class in lower case', 'math.gt/0309136'],
    ['a version', '2401.00010v1'],
  ])('does not have %s', (_, text) => {
    expect(isId(text)).toBe(false)
  })

  it.skipIf(!hasRecordedDays)(`has every paper of the recorded days${needsRecorded}`, () => {
    const ids = recordedDays()
      .flatMap(recordedItems)
      .map(item => String(Object(Object(item).paper).id))
    expect(ids.length).toBeGreaterThan(1_000)
    expect(ids.filter(id => paperIdOf(id) !== id)).toEqual([])
  })
})

describe('a paper id or link that someone types', () => {
  it.each([
    'arXiv:2401.00010v3 [cs.CL]',
    'arXiv:2401.00010v1 [q-bio.QM] 1 Jan 2024',
    'arXiv:2401.00010 [hep-th].',
    'arXiv:2401.00010 [cond-mat.str-el]',
    'arxiv 2401.00010',
    'https://www.doi.org/10.48550/arXiv.2401.00010',
    '_2401.00010_',
  ])('may be written %s', text => {
    expect(paperIdOf(text)).toBe('2401.00010')
    expect(paperIdsIn(`Please read ${text} soon`)).toEqual(['2401.00010'])
  })

  it.each([
    'It took 2105.1234 ms at 9912.1234 MB.',
    'See issues/0601001, files/0512001 and CVE/9901001.',
    'Ask tel/0601001 or _tel/0601001_.',
  ])('is not in: %s', text => {
    expect(paperIdsIn(text)).toEqual([])
  })
})

describe('two ids', () => {
  it.each([
    ['2401.00010', '2401.00010', true],
    ['math.GT/0309136', 'math/0309136', true],
    ['math.GT/0309136', 'Math.gt/0309136', true],
    ['2401.00010', '2401.00011', false],
    ['2401.0001', '2401.00010', false],
    ['cs/0601001', 'math/0601001', false],
  ])('%s and %s are of the same paper: %s', (id, other, expected) => {
    expect(isSamePaper(id, other)).toBe(expected)
  })
})
