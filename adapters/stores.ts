import type { Log } from '../src/ports/log.ts'
import type { Store } from '../src/ports/store.ts'
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
