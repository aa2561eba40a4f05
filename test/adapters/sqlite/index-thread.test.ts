import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TooBroadError } from '../../../src/ports/paper-index.ts'
import type { Store } from '../../../src/ports/store.ts'
import { printQuery } from '../../../src/search/query/printer.ts'
import { queryOf } from '../../contracts/paper-index/samples.ts'
import { listed, MONDAY, NOW } from '../../contracts/store/samples.ts'
import { createSqliteHarness } from './sqlite-harness.ts'

/** 20,000 papers have words that begin with `co`, which FTS5 takes long to merge; only the newest papers are complete. */
const PAPERS = 20_000
const WORDS_EACH = 40
const OPTIONS = { today: MONDAY, limit: 2_001 }

let harness: Awaited<ReturnType<typeof createSqliteHarness>>
let store: Store
beforeAll(async () => {
  harness = await createSqliteHarness()
  store = await harness.open()
  await store.papers.record(
    Array.from({ length: 200 }, (_, index) => listed(`2611.${10_000 + index}`, {}, { title: 'Turnips' })),
    NOW,
  )
  const database = new DatabaseSync(harness.path)
  const insert = database.prepare(`insert into paper_texts (rowid, title, marks) values (?, ?, '.')`)
  database.exec('begin')
  for (let paper = 1; paper <= PAPERS; paper++) {
    const words = Array.from(
      { length: WORDS_EACH },
      (_, index) => `co${(paper * 7919 + index * 104_729) % 60_000}`,
    )
    insert.run(paper, words.join(' '))
  }
  database.exec(`insert into words (word, papers) values ('co17', 9), ('co18', 8), ('cobalt', 7), ('cx', 99)`)
  database.exec('commit')
  database.close()
})
afterAll(() => harness.remove())

const find = (query: string, ms = 300) => store.index.within(ms).find(queryOf(query), OPTIONS)
const outcome = (query: string, ms?: number) =>
  find(query, ms).then(
    hits => hits.length,
    error => error,
  )

describe('a search in the index thread', () => {
  it('does not hold up other work of the database', async () => {
    const ended: string[] = []
    const searching = outcome('co*').then(() => ended.push('search'))
    await store.keyValues.get('anything').then(() => ended.push('other work'))
    await searching
    expect(ended).toEqual(['other work', 'search'])
  })

  it('is stopped between two rows when its time is over, and later ones are answered', async () => {
    expect(await outcome('upvotes<0', 0.01)).toBeInstanceOf(TooBroadError)
    expect(await outcome('turnips')).toBe(200)
  })

  it('is cut off with its thread when it returns no row, and later ones are answered', async () => {
    expect(await outcome('co1*', 1)).toBeInstanceOf(TooBroadError)
    expect(await outcome('turnips')).toBe(200)
  })

  it('shares its time with the other questions of the same search', async () => {
    const index = store.index.within(0.01)
    await expect(index.find(queryOf('upvotes<0'), OPTIONS)).rejects.toThrow(TooBroadError)
    await expect(index.matching(queryOf('turnips'), OPTIONS)).rejects.toThrow(TooBroadError)
    expect(await index.keys(['2611.10000'])).toHaveLength(1)
  })

  it('is answered together with others of the same search, each for itself', async () => {
    const index = store.index.within(10_000)
    const queries = ['turnips', 'co* co* co*', 'nowhere', 'turnips'].map(queryOf)
    const asked = await Promise.allSettled(queries.map(query => index.matching(query, OPTIONS)))
    expect(asked.map(each => (each.status === 'fulfilled' ? each.value.length : each.reason))).toEqual([
      200,
      expect.any(TooBroadError),
      0,
      200,
    ])
  })

  it('is cut off together with those behind it of the same search, and not with others', async () => {
    const index = store.index.within(1)
    const asked = [index.find(queryOf('co1*'), OPTIONS), index.matching(queryOf('turnips'), OPTIONS)]
    const other = outcome('turnips', 10_000)
    for (const each of await Promise.allSettled(asked)) {
      expect(each).toMatchObject({ status: 'rejected', reason: expect.any(TooBroadError) })
    }
    expect(await other).toBe(200)
  })

  it.each([' ', ' OR '])('with 32 short beginnings, joined by “%s”, asks for more letters', async joint => {
    const query = Array.from({ length: 32 }, () => 'co*').join(joint)
    const error = await outcome(query)
    expect(error).toBeInstanceOf(TooBroadError)
    expect(String(error)).toContain('“co*”')
  })

  it.each(['turnips -co* -co* -co*', '(co* OR cat:cs) (co* OR co1*)', 'title:(co* OR co* OR co*)'])(
    'counts beginnings wherever they are: %s',
    async query => expect(await outcome(query)).toBeInstanceOf(TooBroadError),
  )

  it.each<[query: string, narrowed: string, broad: string[]]>([
    ['co*', 'co17 OR co18 OR cobalt', ['co*']],
    ['turnips -co*', 'turnips -(co17 OR co18 OR cobalt)', ['co*']],
    ['title:(co* OR turn*)', 'title:co17 OR title:co18 OR title:cobalt OR title:turn*', ['title:co*']],
    ['co599* turnips', 'co599* turnips', []],
    ['co599* OR co*', 'co599* OR co17 OR co18 OR cobalt', ['co*']],
  ])('narrowed to the most common words is found: %s as %s', async (query, narrowed, broad) => {
    const narrow = await store.index.narrow(queryOf(query))
    expect([printQuery(narrow.query).replaceAll(/[()]/g, ''), narrow.broad]).toEqual([
      narrowed.replaceAll(/[()]/g, ''),
      broad,
    ])
    expect(await store.index.within(300).find(narrow.query, OPTIONS)).toBeInstanceOf(Array)
  })

  it('allows what is narrow', async () => {
    expect(await outcome('co599*')).toBeGreaterThan(0)
    expect(await outcome('turn*')).toBe(200)
  })

  it('finishes before the database closes, which leaves one file', async () => {
    const other = await harness.open()
    const searching = other.index.within(300).find(queryOf('turnips'), OPTIONS)
    await other.close()
    expect(await searching).toHaveLength(200)
    await expect(other.index.keys([])).rejects.toThrow()
    await store.close()
    expect(existsSync(`${harness.path}-wal`)).toBe(false)
  })
})
