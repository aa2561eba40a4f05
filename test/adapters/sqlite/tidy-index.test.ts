import { expect, it, onTestFinished } from 'vitest'
import { queryOf } from '../../contracts/paper-index/samples.ts'
import { listed, MONDAY, NOW } from '../../contracts/store/samples.ts'
import { createSqliteHarness } from './sqlite-harness.ts'

it('merges the segments of the full-text index, in which all papers are still found', async () => {
  const harness = await createSqliteHarness()
  onTestFinished(() => harness.remove())
  const store = await harness.open()
  const segments = async () => (await harness.query('select distinct segid from paper_texts_idx')).length
  for (let paper = 0; paper < 7; paper++) {
    await store.papers.record([listed(`2611.1000${paper}`, {}, { title: `Turnips ${paper}` })], NOW)
  }
  const before = await segments()
  await store.tidyIndex()
  expect(before).toBeGreaterThan(2)
  expect(await segments()).toBeLessThan(3)
  const found = await store.index.matching(queryOf('turnips'), { today: MONDAY, limit: 10 })
  expect(found).toHaveLength(7)
  await store.tidyIndex()
  expect(await store.index.matching(queryOf('turnips'), { today: MONDAY, limit: 10 })).toEqual(found)
})
