import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openSqliteStore } from '../../../adapters/sqlite/store.ts'
import type { Store } from '../../../src/ports/store.ts'
import type { StoreHarness } from '../../contracts/store/harness.ts'
import { silentLog } from '../../fakes/silent-log.ts'

/** A new temporary folder for one test. */
export const makeFolder = (): string => mkdtempSync(join(tmpdir(), 'paper-round-store-'))

let migrated: Promise<Buffer> | undefined

/** The bytes of an empty database, as the migrations leave it. */
async function emptyDatabase(): Promise<Buffer> {
  const folder = makeFolder()
  const path = join(folder, 'empty.db')
  const store = await openSqliteStore({ path, log: silentLog })
  await store.close()
  const bytes = readFileSync(path)
  rmSync(folder, { recursive: true })
  return bytes
}

/** A database file in its own temporary folder. The migrations run once, because they take longer than most tests. */
export async function createSqliteHarness(): Promise<StoreHarness & { path: string }> {
  const folder = makeFolder()
  const path = join(folder, 'test.db')
  migrated ??= emptyDatabase()
  writeFileSync(path, await migrated)
  const opened: Store[] = []
  return {
    path,
    async open() {
      const store = await openSqliteStore({ path, log: silentLog })
      opened.push(store)
      return store
    },
    async query(sql) {
      const database = new DatabaseSync(path)
      const rows = database.prepare(sql).all()
      database.close()
      return rows
    },
    async remove() {
      for (const store of opened) await store.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** A database in memory, whose index runs in this thread. Each handle has its own. */
export async function createMemoryHarness(): Promise<StoreHarness> {
  const opened: Store[] = []
  return {
    async open() {
      const store = await openSqliteStore({ path: ':memory:', log: silentLog })
      opened.push(store)
      return store
    },
    query: () => Promise.reject(new Error('no other connection sees a database in memory')),
    async remove() {
      for (const store of opened) await store.close()
    },
  }
}
