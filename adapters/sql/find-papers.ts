import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Hit, PaperIndex } from '../../src/ports/paper-index.ts'
import { dayOfQuery, type Query, type Since } from '../../src/search/query/query.ts'
import type { SqlDialect } from './dialect.ts'
import { isText } from './is-text.ts'
import { DAY_MS, dayStart, nextDayStart, ROWS_PER_DAY } from './row-id.ts'
import type { Db } from './schema.ts'

type Condition = RawBuilder<unknown>

export type Options = Parameters<PaperIndex['matching']>[1] & {
  dialect: SqlDialect
  /** A condition that is always true, evaluated for each row: a database that stops long statements stops them here. */
  eachRow?: Condition | undefined
}

const numbers = z.array(z.number())

/** See `PaperIndex.find`. One statement; all values are bound. */
export async function findPapers(db: Db, query: Query, { limit, ...options }: Options): Promise<Hit[]> {
  const { dialect } = options
  const { key } = dialect.texts
  const { from, where, order } = accepted(query, options)
  const rows = sql`select ${key} as key, coalesce(c.upvotes, 0) as upvotes, coalesce(c.stars, 0) as stars
    from ${from} left join counts as c on c.paper = ${key}
    where ${where} order by ${order} desc limit ${limit}`
  const names = ['key', 'upvotes', 'stars']
  const [keys = [], upvotes = [], stars = []] = await columnsOf(db, dialect, names, rows)
  return keys.map((key, place) => ({
    key,
    dayAt: Math.floor(key / ROWS_PER_DAY) * DAY_MS,
    upvotes: upvotes[place] ?? 0,
    stars: stars[place] ?? 0,
  }))
}

/** See `PaperIndex.matching`. */
export async function findKeys(db: Db, query: Query, { among, ...options }: Options): Promise<number[]> {
  if (!among) return newestKeys(db, query, options)
  const last = among.at(-1)
  if (last === undefined) return []
  const from = Math.max(options.from ?? 0, last)
  const wanted = new Set(among)
  const keys = await newestKeys(db, query, { ...options, from, among, limit: Number.MAX_SAFE_INTEGER })
  return keys.filter(key => wanted.has(key)).slice(0, options.limit)
}

async function newestKeys(db: Db, query: Query, { limit, ...options }: Options): Promise<number[]> {
  const { from = 0, dialect } = options
  if (from === 0 || dialect.texts.endsAtSmallestKey) {
    const [keys = []] = await columnsOf(db, dialect, ['key'], findingStatement(query, { limit, ...options }))
    return keys
  }
  // There are hardly more rows than the limit, because callers pass the oldest paper to look at.
  const { rows: all } = selectKeys(query, options)
  const rows = sql`${all} order by ${dialect.texts.key}`
  const [keys = []] = await columnsOf(db, dialect, ['key'], rows)
  return keys.reverse().slice(0, limit)
}

/** Selects the `key` of the newest papers that match a query. */
export function findingStatement(query: Query, { limit, ...options }: Options): Condition {
  const { rows, order } = selectKeys(query, options)
  return sql`${rows} order by ${order} desc limit ${limit}`
}

function selectKeys(query: Query, options: Omit<Options, 'limit'>): { rows: Condition; order: Condition } {
  const { key } = options.dialect.texts
  const counts = needsCounts(query) ? sql`left join counts as c on c.paper = ${key}` : sql``
  const { from, where, order } = accepted(query, options)
  return { rows: sql`select ${key} as key from ${from} ${counts} where ${where}`, order }
}

/** Reads each column of numbers as one JSON text: reading thousands of rows takes several times as long. */
async function columnsOf(
  db: Db,
  { asArray }: SqlDialect,
  names: readonly string[],
  rows: Condition,
): Promise<number[][]> {
  const columns = names.map(name => sql`${asArray(name)} as ${sql.ref(name)}`)
  const query = sql<Record<string, string | null>>`select ${sql.join(columns)} from (${rows}) as found`
  const [row = {}] = (await query.execute(db)).rows
  return names.map(name => numbers.parse(JSON.parse(row[name] ?? '[]')))
}

/** Which rows, as `t`, are papers that match, and what they are ordered by. */
function accepted(
  query: Query,
  { dialect, today, from = 0, among, eachRow }: Omit<Options, 'limit'>,
): { from: Condition; where: Condition; order: Condition } {
  const { texts: index } = dialect
  const parts = partsOf(query)
  const days = parts.filter(isDay)
  const texts = parts.filter(isText)
  const text: Query = texts.length === 1 && texts[0] ? texts[0] : { kind: 'and', parts: texts }
  const others = parts.filter(part => !isText(part) && !isDay(part))
  const within = withinDays(index.key, days, { today, from })
  const inTurn = among ? undefined : index.inTurn?.(text, within)
  const matching = inTurn
    ? [inTurn.condition]
    : // Days before the text, because PostgreSQL compares in this order, and a day takes no reading of words.
      [...within, (among && index.matchesAmong?.(text, among)) ?? index.matches(text)]
  const conditions = [
    ...matching,
    ...(eachRow ? [eachRow] : []),
    ...others.map(part => conditionOf(part, { dialect, today, eachRow })),
  ]
  return {
    from: inTurn ? sql`${inTurn.rows} as t` : sql`paper_texts as t`,
    where: sql.join(conditions, sql` and `),
    order: inTurn ? index.key : (index.orderOf?.(text) ?? index.key),
  }
}

const isDay = (part: Query): part is Since => part.kind === 'since' || part.kind === 'until'

/** One condition at each end: FTS5 uses one of several to begin or stop reading, and not the narrowest. */
function withinDays(
  key: Condition,
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
    ...(first > 0 ? [sql`${key} >= ${first}`] : []),
    ...(ends.until.length > 0 ? [sql`${key} < ${Math.min(...ends.until)}`] : []),
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

function conditionOf(query: Query, options: Pick<Options, 'dialect' | 'today' | 'eachRow'>): Condition {
  const { dialect, today, eachRow } = options
  const { key, matchesPartly } = dialect.texts
  if (isText(query)) return matchesPartly(query, eachRow)
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
      return sql`(${key} > ${dayStart(dayOfQuery(query, today))})`
    case 'until':
      return sql`(${key} < ${nextDayStart(dayOfQuery(query, today))})`
    case 'id':
      return sql`(${key} = coalesce((select id from papers where arxiv_id = ${query.id}), -1))`
    default:
      throw new Error(`${query.kind} is matched by the full-text index`)
  }
}
