import { resolve } from 'node:path'
import { sql } from 'kysely'
import { messageOf } from '../../src/lib/errors.ts'
import type { Log } from '../../src/ports/log.ts'
import type { PersonalData } from '../../src/ports/personal-data.ts'
import type { Store } from '../../src/ports/store.ts'
import { createAudit } from '../sql/audit.ts'
import { createChannels } from '../sql/channels.ts'
import { createInstallations } from '../sql/installations.ts'
import { createKeyValueStore } from '../sql/key-value-store.ts'
import { createLeases } from '../sql/leases.ts'
import { logMigrations, migrate, migrateIfNew } from '../sql/migrate.ts'
import { createOutbox } from '../sql/outbox.ts'
import { createPapers } from '../sql/papers.ts'
import { createPersonalData } from '../sql/personal-data.ts'
import { probe } from '../sql/probe.ts'
import { createRateCounters } from '../sql/rate-counters.ts'
import type { Db } from '../sql/schema.ts'
import { createSealedAddresses } from '../sql/sealed-addresses.ts'
import { createSuspensions } from '../sql/suspensions.ts'
import { createWebhooks } from '../sql/webhooks.ts'
import { createLocalChanges } from './changes.ts'
import { ensureDirectory } from './check-path.ts'
import { openSqliteFile } from './file.ts'
import { createIndexThread, type IndexThread } from './index-thread.ts'
import { acquireInstanceLock } from './instance-lock.ts'
import { SQLITE } from './sql-dialect.ts'
import { createSqliteIndex } from './sqlite-index.ts'
import { tidyIndex } from './tidy-index.ts'

const LOCK_WAIT_MS = 5_000

export interface SqliteOptions {
  /** Path of the database file, which is made with its folder if it doesn't exist; or `:memory:`. */
  path: string
  log: Log
  /** How long to wait while another process writes to the file, ms. */
  lockWaitMs?: number
  /**
   * Whether to take the instance lock, as the bot does: only one process can have it, and others can still open the database without
   * it.
   */
  exclusive?: boolean
  /** Whether a database of an older version is refused instead of migrated. */
  keepsSchema?: boolean
}

/**
 * Opens the embedded database, creates it or migrates it to the latest schema if necessary. Several handles, in this process or
 * others, may have the same file open.
 * @throws StoreError where it can't be used
 */
export async function openSqliteStore(options: SqliteOptions): Promise<Store> {
  const { path, log, lockWaitMs = LOCK_WAIT_MS, exclusive = false, keepsSchema = false } = options
  const file = path === ':memory:' ? path : resolve(path)
  const release = exclusive && file !== ':memory:' ? await lockInstance(file) : () => {}
  try {
    const db = await openAndMigrate(file, log, lockWaitMs, keepsSchema ? migrateIfNew : migrate)
    const thread = file === ':memory:' ? indexHere(db) : createIndexThread({ file, lockWaitMs })
    const store = createSqliteStore(db, log, thread)
    return { ...store, close: () => store.close().finally(release) }
  } catch (error) {
    release()
    throw error
  }
}

/**
 * Opens a database file for this process alone, as its tables.
 * @throws StoreError where it can't be used, or a bot has it open
 */
export async function openSqliteDatabase(
  file: string,
  log: Log,
): Promise<{ db: Db; close(): Promise<void> }> {
  const release = await lockInstance(file)
  try {
    const db = await openAndMigrate(file, log, LOCK_WAIT_MS, migrate)
    return { db, close: () => close(db, log).finally(release) }
  } catch (error) {
    release()
    throw error
  }
}

function lockInstance(file: string): Promise<() => void> {
  ensureDirectory(file)
  return acquireInstanceLock(file)
}

async function openAndMigrate(
  file: string,
  log: Log,
  lockWaitMs: number,
  prepare: typeof migrateIfNew,
): Promise<Db> {
  const db = await openSqliteFile(file, lockWaitMs)
  try {
    const migrations = await prepare(db, SQLITE, `The database ${file}`)
    logMigrations(log, { file }, migrations)
    return db
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/** No other connection sees a database in memory. */
function indexHere(db: Db): IndexThread {
  const index = createSqliteIndex(db)
  return { index: { ...index, within: () => index }, async close() {} }
}

/** The store on an open, migrated database. Closing the store closes the database. @param thread by default there is none */
export function createSqliteStore(db: Db, log: Log, thread = indexHere(db)): Store {
  let closed: Promise<void> | undefined
  return {
    papers: createPapers(db, SQLITE),
    index: thread.index,
    channels: createChannels(db),
    outbox: createOutbox(db, SQLITE),
    suspensions: createSuspensions(db),
    audit: createAudit(db),
    keyValues: createKeyValueStore(db),
    leases: createLeases(db, SQLITE),
    rateCounters: createRateCounters(db, SQLITE),
    changes: createLocalChanges(),
    isShared: false,
    installations: createInstallations(db),
    webhooks: createWebhooks(db),
    emailAddresses: createSealedAddresses(db),
    personalData: erasing(db, createPersonalData(db)),
    size: () => sizeOf(db),
    tidyIndex: () => tidyIndex(db),
    check: () => check(db),
    probe: () => probe(db),
    close() {
      closed ??= thread.close().then(() => close(db, log))
      return closed
    },
  }
}

/** Overwrites in the file what was forgotten; otherwise its bytes would stay until something else is stored there. */
function erasing(db: Db, data: PersonalData): PersonalData {
  async function erase<Result>(forget: () => Promise<Result>): Promise<Result> {
    await sql`pragma secure_delete = on`.execute(db)
    try {
      return await forget()
    } finally {
      await sql`pragma secure_delete = fast`.execute(db)
    }
  }
  return {
    ...data,
    forgetWorkspace: workspace => erase(() => data.forgetWorkspace(workspace)),
    forgetPerson: person => erase(() => data.forgetPerson(person)),
  }
}

async function sizeOf(db: Db): Promise<number> {
  const query = sql<{
    size: number
  }>`select page_count * page_size as size from pragma_page_count, pragma_page_size`
  return (await query.execute(db)).rows[0]?.size ?? 0
}

/** Reads the whole file, because a damaged page is found only when it is read. */
async function check(db: Db): Promise<string[]> {
  const { rows } = await sql<{ quickCheck: string }>`pragma quick_check(5)`.execute(db)
  return rows.map(({ quickCheck }) => quickCheck).filter(text => text !== 'ok')
}

/** Waits for earlier queries, and writes the write-ahead log into the file, so that the file alone is a complete copy. */
async function close(db: Db, log: Log): Promise<void> {
  try {
    await sql`pragma wal_checkpoint(truncate)`.execute(db)
  } catch (error) {
    log.warn({ error: messageOf(error) }, 'could not write the write-ahead log into the database file')
  } finally {
    await db.destroy()
  }
}
