import { expect, it, onTestFinished } from 'vitest'
import { openSqliteFile } from '../../../adapters/sqlite/file.ts'
import { SQLITE } from '../../../adapters/sqlite/sql-dialect.ts'
import { createStemCounts } from '../../../adapters/sqlite/stem-counts.ts'
import { queryOf } from '../../contracts/paper-index/samples.ts'
import { listed, MONDAY, NOW } from '../../contracts/store/samples.ts'
import { createSqliteHarness } from './sqlite-harness.ts'

it('counts the papers with each of three or more words, once', async () => {
  const harness = await createSqliteHarness()
  onTestFinished(() => harness.remove())
  const store = await harness.open()
  const add = (id: string) => store.papers.record([listed(id, {}, { title: `Lions ${id}` })], NOW)
  await add('2611.00001')
  const db = await openSqliteFile(harness.path, 1_000)
  const { count, papersOf } = createStemCounts(db, SQLITE)
  await count(queryOf('lions tigers'), MONDAY)
  expect(papersOf('lion')).toBeUndefined()
  await count(queryOf('"lions tigers" (bears OR wolves) -foxes'), MONDAY)
  expect(['lion', 'tiger', 'bear', 'wolv', 'fox'].map(papersOf)).toEqual([1, 0, 0, 0, undefined])
  await add('2611.00002')
  await count(queryOf('lions tigers bears'), MONDAY)
  expect(papersOf('lion')).toBe(1)
  await db.destroy()
})
