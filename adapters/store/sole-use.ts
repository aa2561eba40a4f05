import { DatabaseSync } from 'node:sqlite'
import { StoreError } from '../../src/errors.ts'
import { explainSqliteError, isBusy } from './sqlite-errors.ts'

/** The bot's claim to a database; others may read it and add to it. */
export interface SoleUse {
  release(): void
}

const lockOf = (file: string): string => `${file}.lock`

/**
 * Claims a database for this bot alone, by a lock on a small file beside it. SQLite holds it through the operating system, which
 * frees it with the process, however that ends.
 * @throws StoreError where another bot has it
 */
export function claimSoleUse(file: string): SoleUse {
  const lock = new DatabaseSync(lockOf(file), { timeout: 0 })
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if (!isBusy(error)) throw explainSqliteError(error, lockOf(file))
    throw new StoreError(
      `Another Paper Round is running on the database ${file}, and two would post everything twice. Stop it, or give this one a DATABASE_URL of its own.`,
      { cause: error },
    )
  }
  return { release: () => lock.close() }
}

/** Whether a bot has the database now. */
export function isInUse(file: string): boolean {
  try {
    claimSoleUse(file).release()
    return false
  } catch (error) {
    if (error instanceof StoreError && isBusy(error.cause)) return true
    throw error
  }
}
