import { DEFAULT_MIGRATION_TABLE, Migrator } from 'kysely/migration'
import { messageOf } from '../../src/lib/errors.ts'
import type { Log } from '../../src/ports/log.ts'
import { StoreError } from '../../src/ports/store-error.ts'
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
    const unknown = (await migrationsIn(trx)).filter(name => !(name in migrations))
    if (unknown.length > 0) {
      throw new StoreError(
        `${place} was written by a newer Paper Round (it has ${unknown.join(', ')}). Run that version, restore a backup from before it, or choose another DATABASE_URL.`,
      )
    }
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
