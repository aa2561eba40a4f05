import { describe, expect, it, onTestFinished } from 'vitest'
import { matchText } from '../../../adapters/sqlite/match-text.ts'
import type { Query } from '../../../src/search/query/query.ts'
import { queryOf } from '../../contracts/paper-index/samples.ts'
import { listed, MONDAY, NOW } from '../../contracts/store/samples.ts'
import { createSqliteHarness } from './sqlite-harness.ts'

const PAPERS: Readonly<Record<string, number>> = {
  rare: 10,
  scarc: 39,
  seldom: 40,
  common: 1_000,
  model: 3_999,
  learn: 4_000,
}
const papersOf = (stem: string): number | undefined => PAPERS[stem]
const near = (...stems: string[]): Query => ({ kind: 'near', stems, within: stems.length + 8 })

describe('papers with the rarest words are looked for first', () => {
  it.each<[typed: string, text: string]>([
    ['common rare', '("rare" AND "common")'],
    ['seldom scarce rare', '("rare" AND "scarc" AND "seldom")'],
    ['model common rare', '("rare" AND "common" AND "model")'],
    ['learning common rare', '((("rare" AND "common") NOT "") AND "learn")'],
    ['common rare learning unknown', '((((("rare" AND "common") NOT "") AND "learn") NOT "") AND "unknown")'],
    ['unknown rare other', '("rare" AND "unknown" AND "other")'],
    ['unknown rare -learning', '(("rare" AND "unknown") NOT "learn")'],
    ['learning (seldom OR scarce) rare', '((("rare" AND ("seldom" OR "scarc")) NOT "") AND "learn")'],
    ['model (common OR rare) scarce', '("scarc" AND ("common" OR "rare") AND "model")'],
    ['learning "common model" rare', '((("rare" AND "common model") NOT "") AND "learn")'],
    [
      'title:(learning common rare)',
      '(((title : ("rare") AND title : ("common")) NOT "") AND title : ("learn"))',
    ],
  ])('of %s', (typed, text) => expect(matchText(queryOf(typed), papersOf)).toBe(text))

  it('of words that have to be beside or near each other', () => {
    const apart = '((((("rare" AND "common") NOT "") AND "learn") NOT "")'
    expect(matchText(queryOf('"learning rare common"'), papersOf)).toBe(`${apart} AND "learn rare common")`)
    expect(matchText(near('learn', 'rare', 'common'), papersOf)).toBe(
      `${apart} AND NEAR("learn" "rare" "common", 8))`,
    )
    expect(matchText(near('model', 'rare', 'common'), papersOf)).toBe('NEAR("model" "rare" "common", 8)')
  })

  it('and the same papers are found', async () => {
    const harness = await createSqliteHarness()
    onTestFinished(() => harness.remove())
    const store = await harness.open()
    // Every paper has the first word, every fifth the second one, every 25th the third one.
    const titleOf = (place: number): string =>
      ['Turnips', ...(place % 5 === 0 ? ['turned'] : []), ...(place % 25 === 0 ? ['into gold'] : [])].join(
        ' ',
      )
    const papers = Array.from({ length: 100 }, (_, place) =>
      listed(`2611.${10_000 + place}`, {}, { title: titleOf(place) }),
    )
    await store.papers.record(papers, NOW)
    const found = async (query: Query): Promise<string[]> => {
      const keys = await store.index.matching(query, { today: MONDAY, limit: 100 })
      return (await store.index.load(keys)).map(({ paper }) => paper.id)
    }
    const all = ['2611.10075', '2611.10050', '2611.10025', '2611.10000']
    expect(await found(queryOf('turnips turned gold'))).toEqual(all)
    expect(await found(queryOf('title:(turnips turned gold)'))).toEqual(all)
    expect(await found(queryOf('"turnips turned into gold"'))).toEqual(all)
    expect(await found(queryOf('"turned turnips into gold"'))).toEqual([])
    expect(await found(queryOf('author:(turnips turned gold)'))).toEqual([])
    expect(await found(near('gold', 'turnip', 'turn'))).toEqual(all)
    expect(await found(queryOf('turnips turned gold -into'))).toEqual([])
    await store.close()
  })
})
