import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CamelCasePlugin, Kysely } from 'kysely'
import { messageOf } from '../../src/lib/errors.ts'
import { StoreError } from '../../src/ports/store-error.ts'
import type { Database, Db } from '../sql/schema.ts'
import { BUSY_TIMEOUT_MS, createSqliteConnection, retryWhileLocked } from './connection.ts'
import { createSqliteDialect } from './dialect.ts'

/**
 * Opens a database file, whatever tables are in it.
 * @param file absolute path, or `:memory:`
 * @param lockWaitMs how long to wait while another process writes to it, ms
 * @throws StoreError where it can't be opened
 */
export async function openSqliteFile(file: string, lockWaitMs: number): Promise<Db> {
  if (file !== ':memory:') ensureDirectory(file)
  const lockOptions = { file, lockWaitMs }
  const database = await retryWhileLocked(
    () => new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS }),
    lockOptions,
  )
  try {
    // With `synchronous = full`, what is committed survives a power loss.
    const pragmas = 'pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on'
    await retryWhileLocked(() => database.exec(pragmas), lockOptions)
  } catch (error) {
    database.close()
    throw error
  }
  const dialect = createSqliteDialect(database, createSqliteConnection(database, lockOptions))
  return new Kysely<Database>({ dialect, plugins: [new CamelCasePlugin()] })
}

/** Makes the folder of a database file if it doesn't exist. @throws StoreError where that fails, or `file` is a folder */
export function ensureDirectory(file: string): void {
  const folder = dirname(file)
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw new StoreError(
      `The folder ${folder} for the database can't be made (${messageOf(error)}). Make it by hand, or choose another DATABASE_URL.`,
      { cause: error },
    )
  }
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new StoreError(
      `${file} is a folder. DATABASE_URL should name a file, such as sqlite:${file}/paper-round.db.`,
    )
  }
}
