import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Hit, PaperIndex } from '../../src/ports/paper-index.ts'
import { dayOfQuery, type Query, type Since } from '../../src/search/query/query.ts'
import { isText, matchText } from './match-text.ts'
import { DAY_MS, dayStart, nextDayStart, ROWS_PER_DAY } from './row-id.ts'
import type { Db } from './schema.ts'

type Condition = RawBuilder<unknown>

export type Options = Parameters<PaperIndex['find']>[1] & {
  /** A condition that is always true, evaluated for each row: a database that stops long statements stops them here. */
  eachRow?: Condition | undefined
}

const numbers = z.array(z.number())

/** See `PaperIndex.find`. One statement; all values are bound. */
export async function findPapers(db: Db, query: Query, { limit, ...options }: Options): Promise<Hit[]> {
  const rows = sql`select t.rowid as key, coalesce(c.upvotes, 0) as upvotes, coalesce(c.stars, 0) as stars
    from paper_texts as t left join counts as c on c.paper = t.rowid
    where ${accepted(query, options)} order by t.rowid desc limit ${limit}`
  const [keys = [], upvotes = [], stars = []] = await columnsOf(db, ['key', 'upvotes', 'stars'], rows)
  return keys.map((key, place) => ({
    key,
    dayAt: Math.floor(key / ROWS_PER_DAY) * DAY_MS,
    upvotes: upvotes[place] ?? 0,
    stars: stars[place] ?? 0,
  }))
}

/** See `PaperIndex.matching`. */
export async function findKeys(db: Db, query: Query, { limit, ...options }: Options): Promise<number[]> {
  const [keys = []] = await columnsOf(db, ['key'], findingStatement(query, { limit, ...options }))
  return keys
}

/** Selects the `key` of the newest papers that match a query. */
export function findingStatement(query: Query, { limit, ...options }: Options): Condition {
  const counts = needsCounts(query) ? sql`left join counts as c on c.paper = t.rowid` : sql``
  return sql`select t.rowid as key from paper_texts as t ${counts}
    where ${accepted(query, options)} order by t.rowid desc limit ${limit}`
}

/** Reads each column of numbers as one JSON text: reading thousands of rows takes several times as long. */
async function columnsOf(db: Db, names: readonly string[], rows: Condition): Promise<number[][]> {
  const columns = names.map(name => sql`json_group_array(${sql.ref(name)}) as ${sql.ref(name)}`)
  const query = sql<Record<string, string>>`select ${sql.join(columns)} from (${rows})`
  const [row = {}] = (await query.execute(db)).rows
  return names.map(name => numbers.parse(JSON.parse(row[name] ?? '[]')))
}

function accepted(query: Query, { today, from = 0, eachRow }: Omit<Options, 'limit'>): Condition {
  const parts = partsOf(query)
  const days = parts.filter(isDay)
  const texts = parts.filter(isText)
  const text = matchText(texts.length === 1 && texts[0] ? texts[0] : { kind: 'and', parts: texts })
  const others = parts.filter(part => !isText(part) && !isDay(part))
  const conditions = [
    sql`paper_texts match ${text}`,
    ...withinDays(days, { today, from }),
    ...(eachRow ? [eachRow] : []),
    ...others.map(part => conditionOf(part, { today, eachRow })),
  ]
  return sql.join(conditions, sql` and `)
}

const isDay = (part: Query): part is Since => part.kind === 'since' || part.kind === 'until'

/** One condition at each end: FTS5 uses one of several to begin or stop reading, and not the narrowest. */
function withinDays(
  days: readonly Since[],
  { today, from }: { today: string; from: number },
): readonly Condition[] {
  const ends = { since: [from], until: [] as number[] }
  for (const each of days) {
    const day = dayOfQuery(each, today)
    ends[each.kind].push(each.kind === 'since' ? dayStart(day) : nextDayStart(day))
  }
  const first = Math.max(...ends.since)
  return [
    ...(first > 0 ? [sql`t.rowid >= ${first}`] : []),
    ...(ends.until.length > 0 ? [sql`t.rowid < ${Math.min(...ends.until)}`] : []),
  ]
}

const needsCounts = (query: Query): boolean => {
  switch (query.kind) {
    case 'and':
    case 'or':
      return query.parts.some(needsCounts)
    case 'not':
      return needsCounts(query.part)
    default:
      return query.kind === 'count'
  }
}

/** Conditions that must all hold. Those on text are then one full-text match: a look-up per paper takes a hundred times as long. */
const partsOf = (query: Query): readonly Query[] =>
  query.kind === 'and' ? query.parts.flatMap(partsOf) : [query]

function conditionOf(query: Query, options: Pick<Options, 'today' | 'eachRow'>): Condition {
  const { today, eachRow } = options
  if (isText(query)) {
    const match = sql`paper_texts match ${matchText(query)}`
    return sql`t.rowid in (select rowid from paper_texts where ${eachRow ? sql`${match} and ${eachRow}` : match})`
  }
  switch (query.kind) {
    case 'and':
    case 'or': {
      const parts = query.parts.map(part => conditionOf(part, options))
      return sql`(${sql.join(parts, query.kind === 'and' ? sql` and ` : sql` or `)})`
    }
    case 'not':
      return sql`not ${conditionOf(query.part, options)}`
    case 'count':
      return sql`(coalesce(${sql.ref(`c.${query.of}`)}, 0) ${sql.raw(query.operator)} ${query.value})`
    case 'since':
      return sql`(t.rowid > ${dayStart(dayOfQuery(query, today))})`
    case 'until':
      return sql`(t.rowid < ${nextDayStart(dayOfQuery(query, today))})`
    case 'id':
      return sql`(t.rowid = coalesce((select id from papers where arxiv_id = ${query.id}), -1))`
    default:
      throw new Error(`${query.kind} is matched by the full-text index`)
  }
}
