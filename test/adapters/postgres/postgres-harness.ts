import pg from 'pg'
import { afterAll } from 'vitest'
import { openPostgresStore, type PostgresOptions } from '../../../adapters/postgres/store.ts'
import type { Store } from '../../../src/ports/store.ts'
import type { StoreHarness } from '../../contracts/store/harness.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { createDatabase } from './create-database.ts'
import { EMPTY } from './empty.ts'

interface TestDatabase {
  url: string
  /** For the tests' own queries. */
  client: pg.Client
  /**
   * A handle from an earlier test. Opening one takes longer than most tests, because it connects several times and reads all
   * migrations.
   */
  handle: Store | undefined
  drop(): Promise<void>
}

/**
 * Creates harnesses for the tests of one file. Their databases, and the first handle of each that nobody closed or listened on, are used again
 * after each test, and dropped at the end.
 */
export function createHarnesses(options: Partial<PostgresOptions> = {}) {
  const all: TestDatabase[] = []
  const free: TestDatabase[] = []

  afterAll(async () => {
    for (const { handle, client, drop } of all) {
      await handle?.close()
      await client.end()
      await drop()
    }
  })

  async function take(): Promise<TestDatabase> {
    const known = free.pop()
    if (known) return known
    const { url, drop } = await createDatabase()
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const database: TestDatabase = { url, client, handle: undefined, drop }
    all.push(database)
    return database
  }

  return async function createPostgresHarness(): Promise<StoreHarness & { url: string }> {
    const database = await take()
    const { url, client } = database
    const opened: Store[] = []

    async function open(): Promise<Store> {
      const store = await openPostgresStore({ url, log: silentLog, size: 4, ...options })
      opened.push(store)
      return store
    }

    /** The next test uses it too, unless this one closes it or listens on it. */
    async function openFirst(): Promise<Store> {
      const handle =
        database.handle ?? (await openPostgresStore({ url, log: silentLog, size: 4, ...options }))
      database.handle = handle
      const giveUp = (): void => {
        if (database.handle !== handle) return
        database.handle = undefined
        opened.push(handle)
      }
      return {
        ...handle,
        changes: {
          ...handle.changes,
          listen(...args) {
            giveUp()
            return handle.changes.listen(...args)
          },
        },
        close() {
          giveUp()
          return handle.close()
        },
      }
    }

    let isFirst = true
    return {
      url,
      open() {
        const opening = isFirst ? openFirst() : open()
        isFirst = false
        return opening
      },
      async query(text) {
        return (await client.query<Record<string, unknown>>(text)).rows
      },
      async remove() {
        for (const store of opened) await store.close()
        await client.query(EMPTY)
        free.push(database)
      },
    }
  }
}
