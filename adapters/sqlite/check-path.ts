import { lstatSync, mkdirSync, readlinkSync, type Stats, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { messageOf } from '../../src/lib/errors.ts'
import { StoreError } from '../../src/ports/store-error.ts'

const EXAMPLE = 'sqlite:./data/paper-round.db'

/** SQLite opens no file with a longer path, and it adds endings to ours, bytes; MAX_PATHNAME in its os_unix.c is 512. */
const MAX_PATH = 490
/** The beginning of a path that is too long, characters. */
const SHOWN = 60

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: 'a part of that path is a file',
  ENOTDIR: 'a part of that path is a file',
  ENOENT: 'nothing can be made at that place',
  ENAMETOOLONG: 'a name in that path is too long',
  ELOOP: 'a link in that path leads back to itself',
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return REASONS[code] ?? messageOf(error)
}

/** Makes the folder of a database file if it doesn't exist. @throws StoreError where that fails, or no file can be there */
export function ensureDirectory(file: string): void {
  const length = Buffer.byteLength(file)
  if (length > MAX_PATH) {
    throw new StoreError(
      `DATABASE_URL names a path of ${length} bytes, ${file.slice(0, SHOWN)}…, and the longest that works has ${MAX_PATH}. Choose a shorter one, such as ${EXAMPLE}.`,
    )
  }
  const folder = dirname(file)
  try {
    makeFolder(folder)
  } catch (error) {
    throw new StoreError(
      `The folder ${folder} for the database can't be made: ${reasonOf(error)}. Choose another DATABASE_URL, such as ${EXAMPLE}.`,
      { cause: error },
    )
  }
  checkKind(file)
  for (const ending of BESIDE) checkBeside(`${file}${ending}`)
}

/** What is put beside a database while it is open. */
const BESIDE = ['-wal', '-shm', '-journal', '.lock']

function checkBeside(file: string): void {
  const stats = lstatSync(file, { throwIfNoEntry: false })
  if (!stats || stats.isFile() || stats.isSymbolicLink()) return
  throw new StoreError(
    `${file} is ${stats.isDirectory() ? 'a folder' : kindOf(stats)}, and a file is put there while the database is open. Remove it, or choose another DATABASE_URL.`,
  )
}

/** Node's own `recursive` doesn't end where a file system lets nothing be made, such as `/proc` (nodejs/node 24). */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  if (dirname(folder) !== folder) makeFolder(dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error
  }
}

/** @throws StoreError where something else than a file is there: opening a pipe would wait for ever, a device never ends */
export function checkKind(file: string): void {
  const stats = statsOf(file)
  if (stats?.isFile()) return
  if (stats?.isDirectory()) {
    throw new StoreError(
      `${file} is a folder. DATABASE_URL should name a file, such as sqlite:${file}/paper-round.db.`,
    )
  }
  if (stats) {
    throw new StoreError(`${file} is ${kindOf(stats)}. DATABASE_URL should name a file, such as ${EXAMPLE}.`)
  }
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new StoreError(
      `${file} is a link to ${readlinkSync(file)}, where there is nothing. DATABASE_URL should name that file itself, or make it: an empty file will do.`,
    )
  }
}

function statsOf(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false })
  } catch (error) {
    throw new StoreError(
      `${file} can't be a database: ${reasonOf(error)}. Choose another DATABASE_URL, such as ${EXAMPLE}.`,
      { cause: error },
    )
  }
}

function kindOf(stats: Stats): string {
  if (stats.isFIFO()) return 'a pipe'
  return stats.isSocket() ? 'a socket' : 'a device'
}
