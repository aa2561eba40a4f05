import { CamelCasePlugin, Kysely } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Dialect } from '../../../adapters/postgres/kysely-dialect.ts'
import { createFindNewest, createNewestFirst, type Newest } from '../../../adapters/postgres/newest-first.ts'
import { createPool } from '../../../adapters/postgres/pool.ts'
import { dayStart } from '../../../adapters/sql/row-id.ts'
import type { Database } from '../../../adapters/sql/schema.ts'
import type { Hit, PaperIndex } from '../../../src/ports/paper-index.ts'
import { listed, NOW } from '../../contracts/store/samples.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { UNUSED_INDEX } from '../../fakes/unused-index.ts'
import { createHarnesses } from './postgres-harness.ts'
import { hasServer, needsServer } from './server.ts'

describe('the newest papers are looked at first', () => {
  /** The papers 10, 9, … 1 of this day; the tests say which of them are the newest. */
  const DAY = '2026-11-23'
  const keyOf = (place: number): number => dayStart(DAY) + place
  const placeOf = (key: number): number => Math.max(0, key - dayStart(DAY))

  function look(newest: Newest | undefined, options: { limit: number; from?: number; among?: number[] }) {
    const asked: { from: number; periods: readonly string[] }[] = []
    const indexOf = (periods: readonly string[]): PaperIndex => {
      const keysFrom = ({ from = 0, limit }: { from?: number; limit: number }): number[] => {
        asked.push({ from: placeOf(from), periods })
        return [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]
          .map(keyOf)
          .filter(key => key >= from)
          .slice(0, limit)
      }
      return {
        ...UNUSED_INDEX,
        find: async (_, options) =>
          keysFrom(options).map((key): Hit => ({ key, dayAt: 0, upvotes: 0, stars: 0 })),
        matching: async (_, options) => keysFrom(options),
      }
    }
    return {
      index: createNewestFirst(indexOf, async () => newest),
      asked,
      options: { today: DAY, ...options, ...(options.from && { from: keyOf(options.from) }) },
    }
  }

  const steps = (...froms: number[]): Newest => ({
    key: keyOf(10),
    steps: froms.map(from => ({ papers: 11 - from, from: keyOf(from) })),
  })

  it.each<[newest: Newest | undefined, options: Parameters<typeof look>[1], asked: number[]]>([
    [steps(8), { limit: 3 }, [8]],
    [steps(8), { limit: 4 }, [8, 0]],
    [steps(8), { limit: 1, from: 2 }, [2]],
    [steps(8), { limit: 1, from: 9 }, [9]],
    [steps(8), { limit: 1, among: [2] }, [0]],
    [steps(8, 5), { limit: 3 }, [8]],
    [steps(8, 5), { limit: 4 }, [8, 5]],
    // Of three papers all three match, so for four a quarter more than four are looked at, and for five and six a quarter more.
    [steps(8, 5), { limit: 5 }, [8, 0]],
    [steps(8, 5, 3), { limit: 6 }, [8, 3]],
    [steps(8, 5, 3), { limit: 7 }, [8, 0]],
    [steps(8, 5), { limit: 4, from: 6 }, [6]],
    [undefined, { limit: 3 }, [0]],
  ])('%j, with %j: papers are asked for from %j on', async (newest, given, expected) => {
    for (const method of ['find', 'matching'] as const) {
      const { index, asked, options } = look(newest, given)
      const found = await index[method]({ kind: 'everything' }, options)
      expect(asked.map(({ from }) => from)).toEqual(expected)
      expect(found).toHaveLength(Math.min(options.limit, 11 - (given.from ?? 1)))
    }
  })

  it.each<[counts: number[], asked: number[]]>([
    [[400], [8]],
    // 399 of 3 papers are enough for those of six.
    [
      [399, 1_000],
      [8, 5],
    ],
    [
      [100, 10_000],
      [8, 0],
    ],
    [
      [0, 7],
      [8, 0],
    ],
  ])('counts of %j are estimated by the papers from %j on', async (counts, expected) => {
    const asked: number[] = []
    const index: PaperIndex = {
      ...UNUSED_INDEX,
      async frequencies(_, { from = 0 }) {
        asked.push(placeOf(from))
        return [counts[asked.length - 1] ?? 0]
      },
    }
    const newestFirst = createNewestFirst(
      () => index,
      async () => steps(8, 5),
    )
    const frequencies = await newestFirst.frequencies([{ kind: 'everything' }], { today: DAY })
    expect(frequencies).toEqual(counts.slice(-1))
    expect(asked).toEqual(expected)
  })

  it('asks for the periods from the oldest of them to a month after today or the newest paper', async () => {
    const { index, asked, options } = look(steps(8), { limit: 4 })
    await index.matching({ kind: 'everything' }, options)
    expect(asked.map(({ periods }) => periods)).toEqual([['.2026-11', '.2026-12'], []])
    await index.matching({ kind: 'everything' }, { ...options, limit: 3, today: '2027-06-30' })
    expect(asked.at(-1)?.periods).toEqual(['.2026q4', '.2027q1', '.2027q2', '.2027q3'])
  })

  it('asks for all papers at once where the newest are of too many periods', async () => {
    const { index, asked, options } = look(steps(8), { limit: 3 })
    await index.matching({ kind: 'everything' }, { ...options, today: '2035-01-01' })
    expect(asked).toEqual([{ from: 0, periods: [] }])
  })
})

const createHarness = createHarnesses()

describe.skipIf(!hasServer)(`which papers are the newest${needsServer}`, () => {
  it.each<[count: number, sizes: number[], froms: number[] | undefined]>([
    [9, [3], undefined],
    [10, [3], [8]],
    [10, [1], [10]],
    [10, [1, 3], [10, 8]],
    [9, [1, 3], [9]],
  ])('of %i papers, where %j are: from places %j on', async (count, sizes, expected) => {
    const harness = await createHarness()
    const store = await harness.open()
    const ids = Array.from({ length: count }, (_, place) => `2611.${10_001 + place}`)
    for (const id of ids) await store.papers.record([listed(id)], NOW)
    const pool = createPool({ url: harness.url, name: 'the test’s database', log: silentLog })
    const db = new Kysely<Database>({ dialect: new Dialect(pool), plugins: [new CamelCasePlugin()] })
    onTestFinished(() => db.destroy().then(harness.remove))
    const findNewest = createFindNewest(sizes)
    const newest = await findNewest(db)
    const keys = new Map((await store.index.keys(ids)).map(({ id, key }) => [id, key]))
    const keyOf = (place: number) => keys.get(ids[place - 1] ?? '')
    expect(newest?.steps.map(({ from }) => from)).toEqual(expected?.map(keyOf))
    expect(newest?.key).toBe(expected && keyOf(count))
    await store.papers.record([listed('2611.20001')], NOW)
    expect(await findNewest(db)).toBe(newest)
  })
})
