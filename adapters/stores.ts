import { existsSync } from 'node:fs'
import type { Log } from '../src/ports/log.ts'
import type { Store } from '../src/ports/store.ts'
import { StoreError } from '../src/ports/store-error.ts'
import type { Side } from './sql/move-tables.ts'
import { databaseFile } from './sqlite/database-file.ts'

/** Where a database is: a file, or a server that others may share. */
export type DatabasePlace = { kind: 'file'; file: string } | { kind: 'server'; url: string }

/**
 * @param database as the settings have it: a path, or `postgres://…`
 * @param root the project's folder, where a relative path starts
 */
export const placeOf = (database: string, root: string): DatabasePlace =>
  /^postgres(ql)?:\/\//i.test(database)
    ? { kind: 'server', url: database }
    : { kind: 'file', file: databaseFile(database, root) }

/**
 * Opens the store at a place, and loads only what that takes.
 * @param isBot whether the bot opens it, and not a command: then a file that another bot has open is refused. A server may have any number of
 * bots.
 * @throws StoreError where it can't be used
 */
export async function openStore(
  place: DatabasePlace,
  { log, isBot }: { log: Log; isBot: boolean },
): Promise<Store> {
  if (place.kind === 'server') {
    const { openPostgresStore } = await import('./postgres/store.ts')
    return openPostgresStore({ url: place.url, log, isBot })
  }
  const { openSqliteStore } = await import('./sqlite/store.ts')
  return openSqliteStore({ path: place.file, log, exclusive: isBot })
}

/** How long looking at a database waits for what others have locked, ms. */
const LOOK_LOCK_MS = 5_000

/**
 * Opens the store at a place to look at it, without migrating it, unless it is new.
 * @throws StoreError where it can't be used, OlderSchemaError where it is of an older version
 */
export async function openStoreAsItIs(place: DatabasePlace, log: Log): Promise<Store> {
  if (place.kind === 'server') {
    const { openPostgresStore } = await import('./postgres/store.ts')
    return openPostgresStore({ url: place.url, log, lockMs: LOOK_LOCK_MS, keepsSchema: true })
  }
  const { openSqliteStore } = await import('./sqlite/store.ts')
  return openSqliteStore({ path: place.file, log, keepsSchema: true })
}

/** An empty store of this process alone. */
export async function openEmptyStore(log: Log): Promise<Store> {
  const { openSqliteStore } = await import('./sqlite/store.ts')
  return openSqliteStore({ path: ':memory:', log })
}

/** What messages call a place: its file, or the name and address of its database, without a password. */
export async function nameOf(place: DatabasePlace): Promise<string> {
  if (place.kind === 'file') return place.file
  const { databaseName } = await import('./postgres/name.ts')
  return databaseName(place.url)
}

/**
 * Opens the tables of a database, to move them.
 * @param isSource whether it has to be there already
 * @throws StoreError where it can't be used, or a bot is running on it
 */
export async function openTables(
  place: DatabasePlace,
  { log, isSource }: { log: Log; isSource: boolean },
): Promise<Side & { close(): Promise<void> }> {
  if (place.kind === 'server') {
    const { inspectServer } = await import('./postgres/inspect.ts')
    const { openPostgresDatabase } = await import('./postgres/store.ts')
    const { POSTGRES } = await import('./postgres/sql-dialect.ts')
    const { name, isInUse } = await inspectServer(place.url, Date.now)
    if (isInUse) throw new StoreError(`Paper Round is running on the database ${name}. Stop it first.`)
    return { ...(await openPostgresDatabase({ url: place.url, log, statementMs: 0 })), dialect: POSTGRES }
  }
  if (isSource && !existsSync(place.file)) {
    throw new StoreError(`There is no database at ${place.file}, so there is nothing to move.`)
  }
  const { openSqliteDatabase } = await import('./sqlite/store.ts')
  const { SQLITE } = await import('./sqlite/sql-dialect.ts')
  return { ...(await openSqliteDatabase(place.file, log)), dialect: SQLITE }
}
