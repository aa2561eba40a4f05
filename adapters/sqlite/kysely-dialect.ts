import type { DatabaseSync } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type DialectAdapter,
  type Driver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'

const BEGIN = CompiledQuery.raw('begin immediate')
const COMMIT = CompiledQuery.raw('commit')
const ROLLBACK = CompiledQuery.raw('rollback')

const adapter: DialectAdapter = {
  supportsCreateIfNotExists: true,
  // There is one, but the driver serializes its users, in order. Kysely's own mutex for this lets later ones overtake.
  supportsMultipleConnections: true,
  supportsTransactionalDdl: true,
  supportsReturning: true,
  // Migrations run in a transaction that begins immediate, which is a lock already.
  async acquireMigrationLock() {},
  async releaseMigrationLock() {},
}

/**
 * Kysely's dialect for one connection of node:sqlite, which it closes at the end. A transaction has the connection to itself and
 * takes the write lock when it begins: SQLite may have to reject a transaction that first reads and takes it later.
 */
export const createSqliteDialect = (database: DatabaseSync, connection: DatabaseConnection): Dialect => ({
  createAdapter: () => adapter,
  createDriver: () => createDriver(database, connection),
  createIntrospector: db => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
})

function createDriver(database: DatabaseSync, connection: DatabaseConnection): Driver {
  let last = Promise.resolve()
  let release = () => {}
  return {
    async init() {},
    async acquireConnection() {
      const previous = last
      const current = Promise.withResolvers<void>()
      last = current.promise
      await previous
      release = current.resolve
      return connection
    },
    async releaseConnection() {
      release()
    },
    async beginTransaction() {
      await connection.executeQuery(BEGIN)
    },
    async commitTransaction() {
      await connection.executeQuery(COMMIT)
    },
    async rollbackTransaction() {
      // After some errors, such as a full disk, SQLite has rolled back already.
      if (database.isTransaction) await connection.executeQuery(ROLLBACK)
    },
    async destroy() {
      database.close()
    },
  }
}
