import { DatabaseSync } from 'node:sqlite'
import { CamelCasePlugin, Kysely } from 'kysely'
import type { Database, Db } from '../sql/schema.ts'
import { ensureDirectory } from './check-path.ts'
import { BUSY_TIMEOUT_MS, createSqliteConnection, retryWhileLocked } from './connection.ts'
import { createSqliteDialect } from './kysely-dialect.ts'

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
    // On pages that are written anyway, replaced and removed bytes are overwritten.
    const pragmas =
      'pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = fast'
    await retryWhileLocked(() => database.exec(pragmas), lockOptions)
  } catch (error) {
    database.close()
    throw error
  }
  const dialect = createSqliteDialect(database, createSqliteConnection(database, lockOptions))
  return new Kysely<Database>({ dialect, plugins: [new CamelCasePlugin()] })
}
