import { DatabaseSync } from 'node:sqlite'

/** Tables that hold the full-text index: SQLite makes them with it. */
const PARTS_OF_INDEX = /_(data|idx|content|docsize|config)$/

interface Entry {
  type: string
  name: string
  sql: string
}

function entriesOf(database: DatabaseSync): Entry[] {
  const rows = database
    .prepare("select type, name, sql from sqlite_master where sql is not null and name not like 'sqlite_%'")
    .all()
  const entries = rows.map(row => ({ type: String(row.type), name: String(row.name), sql: String(row.sql) }))
  const indexes = entries.filter(({ sql }) => /^create virtual table/i.test(sql)).map(({ name }) => name)
  const isPart = (name: string): boolean =>
    indexes.some(index => name.startsWith(`${index}_`) && PARTS_OF_INDEX.test(name))
  return entries.filter(({ name }) => !isPart(name))
}

/** The tables, indexes and triggers of a database, by name. */
export function schemaOf(file: string): Record<string, string> {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    return Object.fromEntries(
      entriesOf(database).map(({ type, name, sql }) => [`${type} ${name}`, sql.replace(/\s+/g, ' ')]),
    )
  } finally {
    database.close()
  }
}

const ORDER = ['table', 'index', 'view', 'trigger']

/** What makes the same schema, with the rows that say which migrations were run. */
export function dumpSchema(file: string): string {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const entries = entriesOf(database).toSorted(
      (one, other) => ORDER.indexOf(one.type) - ORDER.indexOf(other.type),
    )
    const migrations = database.prepare('select name, timestamp from kysely_migration order by name').all()
    const rows = migrations.map(
      ({ name, timestamp }) =>
        `insert into kysely_migration (name, timestamp) values ('${name}', '${timestamp}');`,
    )
    return `${[...entries.map(({ sql }) => `${sql};`), ...rows].join('\n')}\n`
  } finally {
    database.close()
  }
}
