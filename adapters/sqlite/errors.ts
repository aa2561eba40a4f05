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
  unopened: file =>
    `The database ${file} can't be opened. Check that it is a file, in a folder where this user may write, or choose another DATABASE_URL.`,
  foreign: file =>
    `${file} is a file, but no SQLite database; nothing was changed in it. Move it away, or choose another DATABASE_URL.`,
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
  const trouble = troubleOf(error)
  if (!trouble || !(error instanceof Error)) return error
  return new StoreError(MESSAGES[trouble](file, error.message), { cause: error, trouble })
}
