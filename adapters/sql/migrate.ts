import { DEFAULT_MIGRATION_TABLE, Migrator } from 'kysely/migration'
import { messageOf } from '../../src/lib/errors.ts'
import type { Log } from '../../src/ports/log.ts'
import { OlderSchemaError, StoreError } from '../../src/ports/store-error.ts'
import type { SqlDialect } from './dialect.ts'
import { migrationsFor } from './migrations/all.ts'
import type { Db } from './schema.ts'

/** Run for every new database. */
const FIRST = '0001-papers'

/**
 * Migrates a database to the latest schema, in one transaction. Of several processes, each waits for the one before.
 * @param place what errors call the database
 * @returns the names of the migrations that were run
 * @throws StoreError where it has unknown migrations, or a migration fails
 */
export async function migrate(
  db: Db,
  dialect: SqlDialect,
  place: string,
  migrations = migrationsFor(dialect),
): Promise<string[]> {
  return db.transaction().execute(async trx => {
    await dialect.takeTurns(trx, 'migrate')
    refuseUnknown(await migrationsIn(trx), migrations, place)
    const migrator = new Migrator({ db: trx, provider: { getMigrations: async () => migrations } })
    const { error, results } = await migrator.migrateToLatest()
    if (error instanceof StoreError) throw error
    if (error) {
      throw new StoreError(
        `${place} can't be updated (${messageOf(error)}); it was left as it was. If it belongs to another program, choose another DATABASE_URL.`,
        { cause: error },
      )
    }
    return results?.map(result => result.migrationName) ?? []
  })
}

function refuseUnknown(
  known: readonly string[],
  migrations: Readonly<Record<string, unknown>>,
  place: string,
): void {
  const unknown = known.filter(name => !(name in migrations))
  if (unknown.length === 0) return
  throw new StoreError(
    `${place} was written by a newer Paper Round (it has ${unknown.join(', ')}). Run that version, restore a backup from before it, or choose another DATABASE_URL.`,
  )
}

/**
 * Creates the tables of a database that has none, and changes no other.
 * @returns the same as `migrate`
 * @throws StoreError as `migrate` does, and OlderSchemaError where migrations haven't been run
 */
export async function migrateIfNew(db: Db, dialect: SqlDialect, place: string): Promise<string[]> {
  const migrations = migrationsFor(dialect)
  const known = await migrationsIn(db)
  if (known.length === 0) return migrate(db, dialect, place, migrations)
  refuseUnknown(known, migrations, place)
  const missing = Object.keys(migrations).filter(name => !known.includes(name))
  if (missing.length === 0) return []
  throw new OlderSchemaError(
    `${place} has the schema of an older Paper Round. The next start updates it (${missing.join(', ')}). Back it up before: an older version can't read it afterwards; see docs/deploy.md.`,
  )
}

/** Logs what `migrate` did. @param where the database's name, or its file */
export function logMigrations(log: Log, where: Record<string, string>, migrations: readonly string[]): void {
  if (migrations.includes(FIRST)) log.info(where, 'created the database')
  else if (migrations.length > 0) log.info({ ...where, migrations }, 'migrated the database')
}

async function migrationsIn(db: Db): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(table => table.name === DEFAULT_MIGRATION_TABLE)) return []
  const rows = await db
    .$extendTables<{ [DEFAULT_MIGRATION_TABLE]: { name: string } }>()
    .selectFrom(DEFAULT_MIGRATION_TABLE)
    .select('name')
    .execute()
  return rows.map(row => row.name)
}
