import { CamelCasePlugin, Kysely, type PostgresPool, sql } from 'kysely'
import type { Log } from '../../src/ports/log.ts'
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
import type { Database, Db } from '../sql/schema.ts'
import { createSealedAddresses } from '../sql/sealed-addresses.ts'
import { createSuspensions } from '../sql/suspensions.ts'
import { createWebhooks } from '../sql/webhooks.ts'
import { createChanges } from './changes.ts'
import { check, refuseUnsuitable } from './check.ts'
import { Dialect } from './kysely-dialect.ts'
import { createLimitedIndex, type LimitedTo } from './limited-index.ts'
import { databaseName } from './name.ts'
import { createFindNewest } from './newest-first.ts'
import { createPool, type PoolOptions } from './pool.ts'
import { POSTGRES } from './sql-dialect.ts'

export type PostgresOptions = Pick<
  PoolOptions,
  'url' | 'isBot' | 'size' | 'statementMs' | 'lockMs' | 'connectMs'
> & {
  log: Log
  /** Among how many of the newest papers searches look first, the fewest first. */
  newestPapers?: readonly number[] | undefined
  /** Whether a database of an older version is refused instead of migrated. */
  keepsSchema?: boolean
}

/** Among the fewest there are enough with one of the words that most papers have, among the most enough with a word that one in eighty has. */
const NEWEST_PAPERS = [10_000, 30_000, 90_000, 160_000]

/**
 * Opens a database of a PostgreSQL server, and migrates it to the latest schema if necessary. Any number of processes may have it
 * open.
 * @throws StoreError where it can't be used
 */
export async function openPostgresStore(options: PostgresOptions): Promise<Store> {
  const { db, limitedTo, close } = await openPostgresDatabase(options)
  const changes = createChanges({ db, url: options.url, log: options.log })
  const index = createLimitedIndex(db, limitedTo, createFindNewest(options.newestPapers ?? NEWEST_PAPERS))
  return { ...createPostgresStore(db, index), changes, close: () => changes.close().then(close) }
}

/** The same, as its tables. */
export async function openPostgresDatabase(options: PostgresOptions): Promise<Connected> {
  const name = databaseName(options.url)
  const { url, log, isBot, connectMs, lockMs, keepsSchema } = options
  // Migrations may take as long as they have to, and so may waiting for those of another process.
  const preparing = connectTo({ url, name, log, isBot, connectMs, lockMs, size: 1, statementMs: 0 })
  try {
    await refuseUnsuitable(preparing.db, name)
    const prepare = keepsSchema ? migrateIfNew : migrate
    const migrations = await prepare(preparing.db, POSTGRES, `The database ${name}`)
    logMigrations(log, { database: name }, migrations)
  } finally {
    await preparing.close()
  }
  const connected = connectTo({ ...options, name })
  if (isBot) await sql`select 1`.execute(connected.db)
  return connected
}

interface Connected {
  db: Db
  /** The same, with a time limit for each statement, ms. */
  limitedTo: LimitedTo
  /** Finishes what was requested before, then closes. May be called again. */
  close(): Promise<void>
}

function connectTo(options: PoolOptions): Connected {
  const pool = createPool(options)
  const open = (pool: PostgresPool): Db =>
    new Kysely<Database>({ dialect: new Dialect(pool), plugins: [new CamelCasePlugin()] })
  const db = open(pool)
  const limited = new Map<number, Db>()
  let closed: Promise<void> | undefined
  return {
    db,
    limitedTo(statementMs) {
      const known = limited.get(statementMs) ?? open(pool.limitedTo(statementMs))
      limited.set(statementMs, known)
      return known
    },
    close() {
      closed ??= pool.drain().then(() => db.destroy())
      return closed
    },
  }
}

const createPostgresStore = (db: Db, index: Store['index']): Omit<Store, 'changes' | 'close'> => ({
  papers: createPapers(db, POSTGRES),
  index,
  channels: createChannels(db),
  outbox: createOutbox(db, POSTGRES),
  suspensions: createSuspensions(db),
  audit: createAudit(db),
  keyValues: createKeyValueStore(db),
  installations: createInstallations(db),
  webhooks: createWebhooks(db),
  emailAddresses: createSealedAddresses(db),
  personalData: createPersonalData(db),
  leases: createLeases(db, POSTGRES),
  rateCounters: createRateCounters(db, POSTGRES),
  isShared: true,
  size: () => sizeOf(db),
  // Autovacuum does it.
  async tidyIndex() {},
  check: () => check(db),
  probe: () => probe(db),
})

async function sizeOf(db: Db): Promise<number> {
  const query = sql<{ size: number }>`select pg_database_size(current_database()) as size`
  return (await query.execute(db)).rows[0]?.size ?? 0
}
