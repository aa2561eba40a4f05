import { resolve } from 'node:path'
import { sql } from 'kysely'
import { messageOf } from '../../src/lib/errors.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Store } from '../../src/ports/store.ts'
import { createAudit } from '../sql/audit.ts'
import { createChannels } from '../sql/channels.ts'
import { SQLITE } from '../sql/dialect.ts'
import { createKeyValueStore } from '../sql/key-value-store.ts'
import { migrate } from '../sql/migrate.ts'
import { migrationsFor } from '../sql/migrations/all.ts'
import { createOutbox } from '../sql/outbox/outbox.ts'
import { createPaperIndex } from '../sql/paper-index.ts'
import { createPapers } from '../sql/papers.ts'
import type { Db } from '../sql/schema.ts'
import { createSuspensions } from '../sql/suspensions.ts'
import { ensureDirectory, openSqliteFile } from './file.ts'
import { acquireInstanceLock } from './instance-lock.ts'

export interface SqliteOptions {
  /** Path of the database's file, which is made with its folder where it isn't there; or `:memory:`. */
  path: string
  log: Log
  /** How long to wait for another process that writes to the file, ms. */
  lockWaitMs?: number
  /** Whether this is the bot, of which there is one: others may have the file open, but only one so. */
  alone?: boolean
}

/**
 * Opens the embedded database, and makes it or brings it up to date where need be. Several handles, in this process or
 * in others, may have the same file open.
 * @throws StoreError where it can't be used, with what to do about it
 */
export async function openSqliteStore(options: SqliteOptions): Promise<Store> {
  const { path, log, lockWaitMs = 5_000, alone = false } = options
  const file = path === ':memory:' ? path : resolve(path)
  const release = alone && file !== ':memory:' ? await hold(file) : () => {}
  try {
    const db = await openUpToDate(file, log, lockWaitMs)
    const store = createSqliteStore(db, log)
    return { ...store, close: () => store.close().finally(release) }
  } catch (error) {
    release()
    throw error
  }
}

function hold(file: string): Promise<() => void> {
  ensureDirectory(file)
  return acquireInstanceLock(file)
}

async function openUpToDate(file: string, log: Log, lockWaitMs: number): Promise<Db> {
  const db = await openSqliteFile(file, lockWaitMs)
  try {
    const migrations = await migrate(db, migrationsFor(SQLITE), `The database ${file}`)
    if (migrations.length > 0) log.info({ file, migrations }, 'brought the database up to date')
    return db
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/** The store over a database that is open and up to date, and which it closes. */
export function createSqliteStore(db: Db, log: Log): Store {
  let closed: Promise<void> | undefined
  return {
    papers: createPapers(db),
    index: createPaperIndex(db),
    channels: createChannels(db),
    outbox: createOutbox(db),
    suspensions: createSuspensions(db),
    audit: createAudit(db),
    keyValues: createKeyValueStore(db),
    size: () => sizeOf(db),
    check: () => check(db),
    close() {
      closed ??= close(db, log)
      return closed
    },
  }
}

async function sizeOf(db: Db): Promise<number> {
  const query = sql<{
    size: number
  }>`select page_count * page_size as size from pragma_page_count, pragma_page_size`
  return (await query.execute(db)).rows[0]?.size ?? 0
}

/** Reads all of the file: a damaged page is found only when it is read. */
async function check(db: Db): Promise<string[]> {
  const { rows } = await sql<{ quickCheck: string }>`pragma quick_check(5)`.execute(db)
  return rows.map(({ quickCheck }) => quickCheck).filter(text => text !== 'ok')
}

/** Waits for all that was asked before, and folds the write-ahead log into the file: then the file alone is a backup. */
async function close(db: Db, log: Log): Promise<void> {
  try {
    await sql`pragma wal_checkpoint(truncate)`.execute(db)
  } catch (error) {
    log.warn({ error: messageOf(error) }, 'could not fold the write-ahead log into the database file')
  } finally {
    await db.destroy()
  }
}
