import { accessSync, constants, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { StoreError, type StoreTrouble } from '../../src/ports/store-error.ts'

/** SQLite's primary result codes for problems with the file, disk or permissions; https://sqlite.org/rescode.html */
const RESULT_CODES = {
  3: 'forbidden',
  5: 'locked',
  8: 'read-only',
  10: 'failing',
  11: 'damaged',
  13: 'full',
  14: 'unopened',
  26: 'foreign',
} as const satisfies Record<number, StoreTrouble>

type Trouble = (typeof RESULT_CODES)[keyof typeof RESULT_CODES]

const MESSAGES: Record<Trouble, (file: string, reason: string) => string> = {
  forbidden: file =>
    `This user may not use the database ${file}. Give it permission, or choose another DATABASE_URL.`,
  locked: file => `The database ${file} is locked by another process. Wait until that is done, or stop it.`,
  'read-only': file =>
    `The database ${file} can't be written: it, its folder or its file system is read-only. Give this user write permission, or choose another DATABASE_URL.`,
  failing: (file, reason) =>
    `The disk failed to read or write the database ${file} (${reason}). Check the disk, and that DATABASE_URL names a file on it; if the disk is broken, restore a backup on another.`,
  damaged: file =>
    `The database ${file} is damaged. Restore a backup, or move it away to start with an empty one.`,
  full: file => `The disk with the database ${file} is full. Make room on it.`,
  unopened: file => {
    const right = missingRight(file)
    return right
      ? `The database ${file} can't be opened: this user (${process.getuid?.()}) may not ${right}. Let it, by chown or chmod, or choose another DATABASE_URL.`
      : `The database ${file} can't be opened. Check that it is a file, in a folder where this user may write, or choose another DATABASE_URL.`
  },
  foreign: file =>
    `${file} is a file, but no SQLite database; nothing was changed in it. Move it away, or choose another DATABASE_URL.`,
}

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode)
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'EACCES')
  }
}

/** What this user would have to be allowed to do; SQLite only says that it can't open the file. */
function missingRight(file: string): string | undefined {
  const { R_OK, W_OK, X_OK } = constants
  const folder = dirname(file)
  if (!may(folder, W_OK | X_OK)) return `write in ${folder}`
  return may(file, R_OK | W_OK) ? undefined : `read and write ${file}`
}

/** Less free space is none: what SQLite puts beside a database takes as much, bytes. */
const NO_ROOM = 64 * 1024

/** On a full disk, the file that processes share can't grow, which SQLite reports as a failing disk. */
function isOnFullDisk(file: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(file))
    return bavail * bsize < NO_ROOM
  } catch {
    return false
  }
}

const isKnown = (code: number): code is keyof typeof RESULT_CODES => code in RESULT_CODES

/** What kind of problem an error of node:sqlite reports. Extended codes have the primary one in their lowest byte. */
export function troubleOf(error: unknown): Trouble | undefined {
  if (!(error instanceof Error && 'errcode' in error && typeof error.errcode === 'number')) return undefined
  const code = error.errcode & 0xff
  return isKnown(code) ? RESULT_CODES[code] : undefined
}

/** Whether another process has the lock, so that a retry may succeed. */
export const isBusy = (error: unknown): boolean => troubleOf(error) === 'locked'

/** Turns problems with the file, disk or permissions into a StoreError, and returns all other errors as they are. */
export function explainSqliteError(error: unknown, file: string): unknown {
  const known = troubleOf(error)
  if (!known || !(error instanceof Error)) return error
  const trouble = known === 'failing' && isOnFullDisk(file) ? 'full' : known
  return new StoreError(MESSAGES[trouble](file, error.message), { cause: error, trouble })
}
