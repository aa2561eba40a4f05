import { expect, it, onTestFinished } from 'vitest'
import { openSqliteFile } from '../../../adapters/sqlite/file.ts'
import { rarestWords } from '../../../adapters/sqlite/rarest-words.ts'
import { printQuery } from '../../../src/search/query/printer.ts'
import { queryOf } from '../../contracts/paper-index/samples.ts'
import { listed, NOW } from '../../contracts/store/samples.ts'
import { createSqliteHome } from './sqlite-home.ts'

it.each([
  ['aurora borealis cobalt dunes ember fjords glacier harbour', 'ember fjords glacier harbour'],
  ['harbour aurora cobalt dunes fjords glacier nowhere "ember aurora"', 'nowhere harbour glacier fjords'],
  ['aurora borealis cobalt dunes ember fjords glacier', undefined],
  ['aurora OR borealis OR cobalt OR dunes OR ember OR fjords OR glacier OR harbour', undefined],
])('the rarest words of “%s” are “%s”', async (query, rarest) => {
  const home = await createSqliteHome()
  onTestFinished(() => home.remove())
  const store = await home.open()
  // The first of them are in all papers, the last ones in few.
  const words = ['aurora', 'borealis', 'cobalt', 'dunes', 'ember', 'fjords', 'glacier', 'harbour']
  await store.papers.record(
    words.map((_, place) => listed(`2611.1000${place}`, {}, { title: words.slice(0, place + 1).join(' ') })),
    NOW,
  )
  const db = await openSqliteFile(home.path, 1_000)
  const found = await rarestWords(db, queryOf(query))
  await db.destroy()
  expect(found && printQuery(found).split(' ').sort()).toEqual(rarest?.split(' ').sort())
})
