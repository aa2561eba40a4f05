import {
  ColumnDefinitionNode,
  type DataTypeNode,
  PostgresAdapter,
  PostgresDialect,
  PostgresQueryCompiler,
} from 'kysely'
import type { Pool } from './pool.ts'

/** Columns of text are compared by their bytes, as in SQLite, whatever the language of the database. */
class Compiler extends PostgresQueryCompiler {
  protected override visitDataType(node: DataTypeNode): void {
    super.visitDataType(node)
    const isColumn = this.parentNode && ColumnDefinitionNode.is(this.parentNode)
    if (isColumn && node.dataType === 'text') this.append(' collate "C"')
  }
}

/** Migrations take turns by our own lock, which ends with their transaction. */
class Adapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}

/** Kysely's dialect for PostgreSQL, on our pool. */
export class Dialect extends PostgresDialect {
  constructor(pool: Pool) {
    super({ pool })
  }

  override createQueryCompiler(): PostgresQueryCompiler {
    return new Compiler()
  }

  override createAdapter(): PostgresAdapter {
    return new Adapter()
  }
}
