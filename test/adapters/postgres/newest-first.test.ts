import { CamelCasePlugin, Kysely } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Dialect } from '../../../adapters/postgres/kysely-dialect.ts'
import { createNewestFirst, createNewestFrom } from '../../../adapters/postgres/newest-first.ts'
import { createPool } from '../../../adapters/postgres/pool.ts'
import type { Database, Db } from '../../../adapters/sql/schema.ts'
import type { Hit, PaperIndex } from '../../../src/ports/paper-index.ts'
import { listed, NOW } from '../../contracts/store/samples.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { UNUSED_INDEX } from '../../fakes/unused-index.ts'
import { createHomes } from './postgres-home.ts'
import { hasServer, needsServer } from './server.ts'

/** Isn’t asked, because the tests say which papers are the newest. */
const noDatabase = {} as Db

describe('the newest papers are looked at first', () => {
  /** The papers 10, 9, … 1, of which those from `newest` on are the newest. */
  function look(newest: number | undefined, options: { limit: number; from?: number; among?: number[] }) {
    const asked: (number | undefined)[] = []
    const keysFrom = ({ from = 1, limit }: { from?: number; limit: number }): number[] => {
      asked.push(from)
      return [10, 9, 8, 7, 6, 5, 4, 3, 2, 1].filter(key => key >= from).slice(0, limit)
    }
    const index: PaperIndex = {
      ...UNUSED_INDEX,
      find: async (_, options) =>
        keysFrom(options).map((key): Hit => ({ key, dayAt: 0, upvotes: 0, stars: 0 })),
      matching: async (_, options) => keysFrom(options),
    }
    return {
      index: createNewestFirst(noDatabase, index, async () => newest),
      asked,
      options: { today: '2026-11-23', ...options },
    }
  }

  it.each<[newest: number | undefined, options: Parameters<typeof look>[1], asked: number[]]>([
    [8, { limit: 3 }, [8]],
    [8, { limit: 4 }, [8, 1]],
    [8, { limit: 4, from: 2 }, [8, 2]],
    [8, { limit: 9, from: 8 }, [8]],
    [8, { limit: 1, from: 9 }, [9]],
    [8, { limit: 1, among: [2] }, [1]],
    [undefined, { limit: 3 }, [1]],
  ])('those from %j on, with %j: papers are asked for from %j on', async (newest, given, expected) => {
    for (const method of ['find', 'matching'] as const) {
      const { index, asked, options } = look(newest, given)
      const found = await index[method]({ kind: 'everything' }, options)
      expect(asked).toEqual(expected)
      expect(found).toHaveLength(Math.min(options.limit, 11 - (options.from ?? 1)))
    }
  })
})

const createHome = createHomes()

describe.skipIf(!hasServer)(`which papers are the newest${needsServer}`, () => {
  it.each([
    [9, 3, undefined],
    [10, 3, 8],
    [10, 1, 10],
  ])('of %i papers, where %i are: from place %s on', async (count, newest, expected) => {
    const home = await createHome()
    const store = await home.open()
    const ids = Array.from({ length: count }, (_, place) => `2611.${10_001 + place}`)
    for (const id of ids) await store.papers.record([listed(id)], NOW)
    const pool = createPool({ url: home.url, name: 'the test’s database', log: silentLog })
    const db = new Kysely<Database>({ dialect: new Dialect(pool), plugins: [new CamelCasePlugin()] })
    onTestFinished(() => db.destroy().then(home.remove))
    const from = createNewestFrom(newest)
    const key = await from(db)
    const [paper] = (await store.index.keys(ids)).filter(each => each.key === key)
    expect(paper?.id).toBe(expected && ids[expected - 1])
    await store.papers.record([listed('2611.20001')], NOW)
    expect(await from(db)).toBe(key)
  })
})
