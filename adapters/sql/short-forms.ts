import { sql } from 'kysely'
import type { Paper } from '../../src/papers/paper.ts'
import type { ShortForm } from '../../src/ports/paper-index.ts'
import { formKey, introducedForms } from '../../src/search/short-forms.ts'
import type { SqlDialect } from './dialect.ts'
import type { Db } from './schema.ts'

/** Counts the short forms that new papers introduce, one paper counting once for each. */
export const countForms = (db: Db, dialect: SqlDialect, papers: readonly Paper[]): Promise<void> =>
  addForms(db, dialect, papers, 1)

/** Undoes `countForms` for papers that are removed. */
export async function discountForms(db: Db, dialect: SqlDialect, papers: readonly Paper[]): Promise<void> {
  await addForms(db, dialect, papers, -1)
  await db.deleteFrom('shortForms').where('papers', '<', 1).execute()
}

async function addForms(
  db: Db,
  { elementsOf }: SqlDialect,
  papers: readonly Paper[],
  by: 1 | -1,
): Promise<void> {
  const forms = new Map<
    string,
    [shortKey: string, longKey: string, short: string, long: string, papers: number]
  >()
  for (const { title, abstract } of papers) {
    const seen = new Set<string>()
    for (const { short, long } of introducedForms(`${title}. ${abstract}`)) {
      const [shortKey, longKey] = [formKey(short), formKey(long)]
      const key = JSON.stringify([shortKey, longKey])
      if (seen.has(key)) continue
      seen.add(key)
      const known = forms.get(key)
      if (known) known[4] += by
      else forms.set(key, [shortKey, longKey, short, long, by])
    }
  }
  if (forms.size === 0) return
  await sql`insert into short_forms (short_key, long_key, short, long, papers)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, cast(value ->> 4 as integer)
    from ${elementsOf(JSON.stringify([...forms.values()]))} where true
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
