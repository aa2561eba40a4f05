import {
  ColumnDefinitionNode,
  type DatabaseMetadataOptions,
  type DataTypeNode,
  type Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresIntrospector,
  type PostgresPool,
  PostgresQueryCompiler,
  sql,
  type TableMetadata,
} from 'kysely'

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

/** Only the tables of the schema in which ours are: others may belong to other programs. */
class Introspector extends PostgresIntrospector {
  readonly #db: Kysely<unknown>

  constructor(db: Kysely<unknown>) {
    super(db)
    this.#db = db
  }

  override async getTables(options?: DatabaseMetadataOptions): Promise<TableMetadata[]> {
    const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(this.#db)
    return (await super.getTables(options)).filter(({ schema }) => schema === rows[0]?.schema)
  }
}

/** Kysely's dialect for PostgreSQL, on our pool. */
export class Dialect extends PostgresDialect {
  constructor(pool: PostgresPool) {
    super({ pool })
  }

  override createQueryCompiler(): PostgresQueryCompiler {
    return new Compiler()
  }

  override createAdapter(): PostgresAdapter {
    return new Adapter()
  }

  override createIntrospector(db: Kysely<unknown>): PostgresIntrospector {
    return new Introspector(db)
  }
}
