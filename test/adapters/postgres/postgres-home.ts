import { afterAll } from 'vitest'
import { openPostgresStore, type PostgresOptions } from '../../../adapters/postgres/store.ts'
import type { Store } from '../../../src/ports/store.ts'
import type { StoreHome } from '../../contracts/store/home.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { createDatabase } from './create-database.ts'
import { EMPTY } from './empty.ts'
import { runOn } from './server.ts'

/** Creates homes for the tests of one file. Their databases are used again after each test, and dropped at the end. */
export function createHomes(options: Partial<PostgresOptions> = {}) {
  const all: { url: string; drop(): Promise<void> }[] = []
  const free: string[] = []

  afterAll(async () => {
    for (const { drop } of all) await drop()
  })

  async function take(): Promise<string> {
    const known = free.pop()
    if (known) return known
    const database = await createDatabase()
    all.push(database)
    return database.url
  }

  return async function createPostgresHome(): Promise<StoreHome & { url: string }> {
    const url = await take()
    const opened: Store[] = []
    return {
      url,
      async open() {
        const store = await openPostgresStore({ url, log: silentLog, size: 4, ...options })
        opened.push(store)
        return store
      },
      query: text => runOn(url, text),
      async remove() {
        for (const store of opened) await store.close()
        await runOn(url, EMPTY)
        free.push(url)
      },
    }
  }
}
