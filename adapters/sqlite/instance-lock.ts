import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StoreError } from '../../src/ports/store-error.ts'
import { BUSY_TIMEOUT_MS, retryWhileLocked } from './connection.ts'
import { explainSqliteError, isBusy, troubleOf } from './errors.ts'

/** How long the previous instance may take to release the lock on a restart, ms. */
const RELEASE_WAIT_MS = 1_000

/**
 * Reserves a database for one bot until the lock is released or its process ends, even by a crash: it is the operating system's
 * lock on a small file beside the database. Other processes may still read and write the database itself.
 * @param file absolute path in an existing folder
 * @returns releases the lock
 * @throws StoreError where another bot has it, or the lock file can't be made
 */
export async function acquireInstanceLock(file: string, waitMs = RELEASE_WAIT_MS): Promise<() => void> {
  const lockFile = lockFileOf(file)
  const lockOptions = { file: lockFile, lockWaitMs: waitMs }
  const lock = await retryWhileLocked(
    () => new DatabaseSync(lockFile, { timeout: BUSY_TIMEOUT_MS }),
    lockOptions,
  )
  try {
    await retryWhileLocked(() => lock.exec('pragma journal_mode = memory; begin exclusive'), lockOptions)
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

/** Whether a bot is running with this database. @throws StoreError where that can't be determined */
export function isInUse(file: string): boolean {
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

/** The same file for every path of the database, also through symbolic links. */
function lockFileOf(file: string): string {
  try {
    return `${realpathSync(file)}.lock`
  } catch {
    return `${join(realpathSync(dirname(file)), basename(file))}.lock`
  }
}
