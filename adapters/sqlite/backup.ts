import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { COPIED } from '../../src/delivery/backup-recovery.ts'
import { messageOf } from '../../src/lib/errors.ts'
import { FileError } from '../../src/ports/file-error.ts'
import { StoreError, type StoreTrouble } from '../../src/ports/store-error.ts'
import { checkKind } from './check-path.ts'
import { explainSqliteError, troubleOf } from './errors.ts'

/** How long to wait for another process's lock, ms. Few locks block reading. */
const LOCK_WAIT_MS = 5_000

/**
 * Copies a database as it is at one moment, even while others write to it. The copy gets its final name only after it was checked
 * and synced to the disk.
 * @param path the database
 * @param target path of the copy; nothing may exist there
 * @param now ms UTC, stored in the copy for the recovery of a bot that is started with it
 * @returns the size of the copy, bytes
 * @throws StoreError where the database can't be read, FileError where the copy can't be written
 */
export function backUp(path: string, target: string, now: number): { bytes: number } {
  const file = resolve(path)
  const copy = resolve(target)
  if (!existsSync(file)) throw new StoreError(`There is no database at ${file}, so there is nothing to copy.`)
  checkKind(file)
  refuseOverwriting(copy)
  const unfinished = join(dirname(copy), `.${basename(copy)}.${process.pid}.part`)
  try {
    vacuumInto(file, unfinished)
    finish(unfinished, now)
    publishFile(unfinished, copy)
    return { bytes: statSync(copy).size }
  } finally {
    for (const left of [unfinished, `${unfinished}-journal`]) rmSync(left, { force: true })
  }
}

function refuseOverwriting(copy: string): void {
  if (existsSync(copy)) {
    throw new FileError(`${copy} is there already and was left as it is. Name a file that isn't there.`)
  }
  if (!existsSync(dirname(copy))) {
    throw new FileError(`There is no folder ${dirname(copy)} for the copy. Make it first, or name another.`)
  }
}

/** One read transaction, which blocks nobody. The copy has no free pages. */
function vacuumInto(file: string, unfinished: string): void {
  const database = openToRead(file)
  try {
    database.prepare('vacuum into ?').run(unfinished)
  } catch (error) {
    // The database itself is only read, so an error in writing is about the copy.
    throw isOfCopy(error) ? cannotWrite(unfinished, error) : explainSqliteError(error, file)
  } finally {
    database.close()
  }
}

/** @throws StoreError where it can't be read, or isn't a database of Paper Round */
function openToRead(file: string): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file, { readOnly: true, timeout: LOCK_WAIT_MS })
    const isOurs = hasTable(database, 'key_values') || hasTable(database, 'notes')
    if (!isOurs)
      throw new StoreError(`${file} isn't a database of Paper Round. DATABASE_URL should name one.`)
    return database
  } catch (error) {
    database?.close()
    throw explainSqliteError(error, file)
  }
}

const CANNOT_WRITE: readonly StoreTrouble[] = ['read-only', 'full', 'unopened', 'failing']
const isOfCopy = (error: unknown): boolean => {
  const trouble = troubleOf(error)
  return trouble !== undefined && CANNOT_WRITE.includes(trouble)
}

const cannotWrite = (file: string, error: unknown): FileError =>
  new FileError(
    `The copy can't be written to ${dirname(file)} (${messageOf(error)}). Make room there, or name another folder.`,
    { cause: error },
  )

const hasTable = (database: DatabaseSync, name: string): boolean =>
  database.prepare('select 1 from sqlite_master where type = ? and name = ?').get('table', name) !== undefined

/** Stores in the copy when it was made, checks it, and syncs it to the disk. */
function finish(unfinished: string, now: number): void {
  const database = new DatabaseSync(unfinished)
  try {
    // The copy has the schema of its database: before migration 0009 this table had another name.
    const table = hasTable(database, 'key_values') ? 'key_values' : 'notes'
    database
      .prepare(`insert or replace into ${table} (name, value, expires_at) values (?, ?, null)`)
      .run(COPIED, String(now))
    const { quick_check: found } = database.prepare('pragma quick_check(1)').get() ?? {}
    if (found !== 'ok') {
      throw new FileError(
        `The copy came out damaged (${found}) and was not kept. Run paper-round doctor, and check the disk.`,
      )
    }
  } catch (error) {
    throw error instanceof FileError ? error : cannotWrite(unfinished, error)
  } finally {
    database.close()
  }
  sync(unfinished)
}

/** Gives the copy its final name. A hard link never overwrites; some file systems have none. */
function publishFile(unfinished: string, copy: string): void {
  try {
    linkSync(unfinished, copy)
  } catch {
    refuseOverwriting(copy)
    renameSync(unfinished, copy)
  }
  sync(dirname(copy))
}

function sync(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
