import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StoreError } from '../../src/ports/store-error.ts'
import { BUSY_TIMEOUT_MS, patiently } from './connection.ts'
import { explainSqliteError, isBusy, troubleOf } from './errors.ts'

/** How long the one before may take to let go, such as on a restart, ms. */
const LET_GO_MS = 1_000

/**
 * Holds a database for one bot, until it lets go or its process ends, however it ends: SQLite's lock on a small file beside
 * the database is the operating system's. Others may still read and write the database itself.
 * @param file absolute path; its folder is there
 * @returns what lets go
 * @throws StoreError where another bot holds it, or the file beside it can't be made
 */
export async function acquireInstanceLock(file: string, waitMs = LET_GO_MS): Promise<() => void> {
  const beside = lockFileOf(file)
  const patience = { file: beside, lockWaitMs: waitMs }
  const lock = await patiently(() => new DatabaseSync(beside, { timeout: BUSY_TIMEOUT_MS }), patience)
  try {
    await patiently(() => lock.exec('pragma journal_mode = memory; begin exclusive'), patience)
  } catch (error) {
    lock.close()
    if (!(error instanceof StoreError && error.trouble === 'locked')) throw error
    throw new StoreError(
      `Another Paper Round is running with the database ${file}, and two would get in each other's way. Stop the other one first, or give this one a DATABASE_URL of its own.`,
      { cause: error, trouble: 'locked' },
    )
  }
  return () => lock.close()
}

/** Whether a bot runs with this database now. @throws StoreError where that can't be told */
export function isHeld(file: string): boolean {
  try {
    const lock = new DatabaseSync(lockFileOf(file), { readOnly: true, timeout: 0 })
    try {
      lock.prepare('select count(*) from sqlite_master').get()
      return false
    } finally {
      lock.close()
    }
  } catch (error) {
    if (isBusy(error)) return true
    if (troubleOf(error) === 'unopened') return false
    throw explainSqliteError(error, lockFileOf(file))
  }
}

/** The same file by whatever path the database is named. */
function lockFileOf(file: string): string {
  try {
    return `${realpathSync(file)}.lock`
  } catch {
    return `${join(realpathSync(dirname(file)), basename(file))}.lock`
  }
}
