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
  // There is one, but the driver lets in one user at a time. Kysely would with a mutex that lets later ones overtake.
  supportsMultipleConnections: true,
  supportsTransactionalDdl: true,
  supportsReturning: true,
  // Migrations run in a transaction that begins immediate: that is the lock.
  async acquireMigrationLock() {},
  async releaseMigrationLock() {},
}

/**
 * Kysely's dialect for one connection of node:sqlite, which it closes in the end. A transaction has the connection to
 * itself, and takes the write lock as it begins: where one that has read asks for it later, SQLite may have to refuse.
 */
export const createSqliteDialect = (database: DatabaseSync, connection: DatabaseConnection): Dialect => ({
  createAdapter: () => adapter,
  createDriver: () => createDriver(database, connection),
  createIntrospector: db => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
})

function createDriver(database: DatabaseSync, connection: DatabaseConnection): Driver {
  let last = Promise.resolve()
  let leave = () => {}
  return {
    async init() {},
    async acquireConnection() {
      const turn = last
      const mine = Promise.withResolvers<void>()
      last = mine.promise
      await turn
      leave = mine.resolve
      return connection
    },
    async releaseConnection() {
      leave()
    },
    async beginTransaction() {
      await connection.executeQuery(BEGIN)
    },
    async commitTransaction() {
      await connection.executeQuery(COMMIT)
    },
    async rollbackTransaction() {
      // Some errors, such as a full disk, have rolled it back already.
      if (database.isTransaction) await connection.executeQuery(ROLLBACK)
    },
    async destroy() {
      database.close()
    },
  }
}
