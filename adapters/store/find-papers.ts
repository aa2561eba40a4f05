import { type RawBuilder, sql } from 'kysely'
import type { Hit, PaperIndex } from '../../src/ports.ts'
import { dayOfQuery, type Query } from '../../src/search/query.ts'
import { isText, matchText } from './match-text.ts'
import { DAY_MS, dayStart, nextDayStart, ROWS_A_DAY } from './row-id.ts'
import type { Db } from './schema.ts'

type Condition = RawBuilder<unknown>

/** As `PaperIndex.find` says. One statement, whose every value is bound. */
export async function findPapers(
  db: Db,
  query: Query,
  { today, limit, from = 0 }: Parameters<PaperIndex['find']>[1],
): ReturnType<PaperIndex['find']> {
  const parts = partsOf(query)
  const texts = parts.filter(isText)
  const text = matchText(texts.length === 1 && texts[0] ? texts[0] : { kind: 'and', parts: texts })
  const conditions = [
    sql`paper_texts match ${text}`,
    sql`t.rowid >= ${from}`,
    ...parts.filter(part => !isText(part)).map(part => conditionOf(part, today)),
  ]
  const { rows } = await sql<Hit>`
    select t.rowid as key, t.rowid / ${sql.lit(ROWS_A_DAY)} * ${sql.lit(DAY_MS)} as day_at, coalesce(c.upvotes, 0) as upvotes, coalesce(c.stars, 0) as stars
    from paper_texts as t left join counts as c on c.paper = t.rowid
    where ${sql.join(conditions, sql` and `)}
    order by t.rowid desc limit ${limit}`.execute(db)
  return rows
}

/** What all has to hold. Text among it is then asked for together: to look it up for each paper takes a hundred times as long. */
const partsOf = (query: Query): readonly Query[] =>
  query.kind === 'and' ? query.parts.flatMap(partsOf) : [query]

function conditionOf(query: Query, today: string): Condition {
  if (isText(query)) {
    return sql`t.rowid in (select rowid from paper_texts where paper_texts match ${matchText(query)})`
  }
  switch (query.kind) {
    case 'and':
    case 'or': {
      const parts = query.parts.map(part => conditionOf(part, today))
      return sql`(${sql.join(parts, query.kind === 'and' ? sql` and ` : sql` or `)})`
    }
    case 'not':
      return sql`not ${conditionOf(query.part, today)}`
    case 'count':
      return sql`(coalesce(${sql.ref(`c.${query.of}`)}, 0) ${sql.raw(query.operator)} ${query.value})`
    case 'since':
      return sql`(t.rowid > ${dayStart(dayOfQuery(query, today))})`
    case 'until':
      return sql`(t.rowid < ${nextDayStart(dayOfQuery(query, today))})`
    case 'id':
      return sql`(t.rowid = coalesce((select id from papers where arxiv_id = ${query.id}), -1))`
    default:
      throw new Error(`${query.kind} is found in the full-text index`)
  }
}
