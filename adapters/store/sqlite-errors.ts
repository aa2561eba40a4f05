import { StoreError } from '../../src/errors.ts'

/** SQLite's primary result codes for surroundings that don't serve; https://sqlite.org/rescode.html */
const BUSY = 5
const SENTENCES: Record<number, (file: string, reason: string) => string> = {
  3: file =>
    `This user may not use the database ${file}. Give it permission, or choose another DATABASE_URL.`,
  [BUSY]: file => `The database ${file} is locked by another process. Wait until that is done, or stop it.`,
  8: file =>
    `The database ${file} can't be written: it, its folder or its file system is read-only. Give this user write permission, or choose another DATABASE_URL.`,
  10: (file, reason) =>
    `The disk failed to read or write the database ${file} (${reason}). Check the disk; if it is broken, restore a backup on another.`,
  11: file => `The database ${file} is damaged. Restore a backup, or move it away to start anew.`,
  13: file => `The disk with the database ${file} is full. Make room on it.`,
  14: file =>
    `The database ${file} can't be opened. Check that it is a file, in a folder where this user may write, or choose another DATABASE_URL.`,
  26: file =>
    `${file} is a file, but no SQLite database; nothing was changed in it. Move it away, or choose another DATABASE_URL.`,
}

const PLIGHTS: Record<number, string> = {
  [BUSY]: 'its database is locked',
  8: 'its database is read-only',
  10: 'its disk fails',
  11: 'its database is damaged',
  13: 'its disk is full',
}

/** The primary result code of an error of node:sqlite; its extended codes have it in their lowest byte. */
function codeOf(error: unknown): number | undefined {
  if (!(error instanceof Error && 'errcode' in error && typeof error.errcode === 'number')) return undefined
  return error.errcode & 0xff
}

/** Whether another process holds the lock that was asked for, so that it is worth trying again. */
export const isBusy = (error: unknown): boolean => codeOf(error) === BUSY

/** Puts what is the fault of the surroundings in words for a person, and leaves all other errors as they are. */
export function explainSqliteError(error: unknown, file: string): unknown {
  const code = codeOf(error) ?? 0
  const sentence = SENTENCES[code]
  if (!sentence || !(error instanceof Error)) return error
  const plight = PLIGHTS[code]
  return new StoreError(sentence(file, error.message), { cause: error, ...(plight && { plight }) })
}
