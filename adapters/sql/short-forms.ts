import { sql } from 'kysely'
import type { FormEntry } from '../../src/ports/index-entry.ts'
import type { ShortForm } from '../../src/ports/paper-index.ts'
import type { SqlDialect } from './dialect.ts'
import type { Db } from './schema.ts'

/** Counts the short forms that new papers introduce (see `formsOf`). */
export const countForms = (db: Db, dialect: SqlDialect, forms: readonly FormEntry[]): Promise<void> =>
  addForms(db, dialect, forms, 1)

/** Undoes `countForms` for papers that are removed. */
export async function discountForms(db: Db, dialect: SqlDialect, forms: readonly FormEntry[]): Promise<void> {
  await addForms(db, dialect, forms, -1)
  await db.deleteFrom('shortForms').where('papers', '<', 1).execute()
}

async function addForms(
  db: Db,
  { elementsOf }: SqlDialect,
  forms: readonly FormEntry[],
  by: 1 | -1,
): Promise<void> {
  if (forms.length === 0) return
  const counted = new Map<string, [...form: FormEntry, papers: number]>()
  for (const form of forms) {
    const [shortKey, longKey] = form
    const key = JSON.stringify([shortKey, longKey])
    const known = counted.get(key)
    if (known) known[4] += by
    else counted.set(key, [...form, by])
  }
  await sql`insert into short_forms (short_key, long_key, short, long, papers)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, cast(value ->> 4 as integer)
    from ${elementsOf(JSON.stringify([...counted.values()]))} where true
    on conflict (short_key, long_key) do update set papers = short_forms.papers + excluded.papers`.execute(db)
}

/** See `PaperIndex.shortForms`. */
export async function findForms(db: Db, keys: readonly string[]): Promise<ShortForm[]> {
  if (keys.length === 0) return []
  return db
    .selectFrom('shortForms')
    .select(['short', 'long', 'papers'])
    .where(where => where.or([where('shortKey', 'in', keys), where('longKey', 'in', keys)]))
    .orderBy('papers', 'desc')
    .limit(MAX_FORMS)
    .execute()
}

/** The most forms that one query may read: a short form seldom has ten. */
const MAX_FORMS = 1_000
