import { setImmediate } from 'node:timers/promises'
import { type ExpressionBuilder, sql } from 'kysely'
import type { SqlDialect } from './dialect.ts'
import type { Database, Db } from './schema.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** About how many snapshots one statement reads, in some 10 ms. */
const SNAPSHOTS_PER_STATEMENT = 5_000

/** See `Papers.thinSnapshots`. */
export async function thinSnapshots(db: Db, dialect: SqlDialect, now: number): Promise<{ removed: number }> {
  let removed = 0
  for (let from = 0; ; ) {
    const end = await db
      .selectFrom('snapshots')
      .select('paper')
      .where('paper', '>', from)
      .orderBy('paper')
      .offset(SNAPSHOTS_PER_STATEMENT)
      .limit(1)
      .executeTakeFirst()
    const after = from
    const result = await db.transaction().execute(async trx => {
      await dialect.takeTurns(trx, 'write papers')
      return trx
        .deleteFrom('snapshots as snapshot')
        .where('paper', '>', after)
        .$if(end !== undefined, query => query.where('paper', '<=', end?.paper ?? 0))
        .where('at', '<=', now - HOUR_MS)
        .where(eb => eb(nextAt(eb), '<', endOfSpan(eb, now)))
        .where(eb => eb.or([eb('at', '<=', now - 30 * DAY_MS), eb('at', '>', firstAt(eb))]))
        .executeTakeFirst()
    })
    removed += Number(result.numDeletedRows)
    await setImmediate()
    if (!end) return { removed }
    from = end.paper
  }
}

type Snapshot = ExpressionBuilder<Database & { snapshot: Database['snapshots'] }, 'snapshot'>

const nextAt = (eb: Snapshot) =>
  eb
    .selectFrom('snapshots as later')
    .select(({ fn }) => fn.min('later.at').as('at'))
    .whereRef('later.paper', '=', 'snapshot.paper')
    .whereRef('later.at', '>', 'snapshot.at')

const firstAt = (eb: Snapshot) =>
  eb
    .selectFrom('snapshots as first')
    .select(({ fn }) => fn.min('first.at').as('at'))
    .whereRef('first.paper', '=', 'snapshot.paper')

/** Another snapshot before this moment makes this one superfluous: the end of its hour or day, or any time. */
const endOfSpan = (eb: Snapshot, now: number) =>
  eb
    .case()
    .when('snapshot.at', '<=', now - 30 * DAY_MS)
    .then(sql<number>`${Number.MAX_SAFE_INTEGER}`)
    .when('snapshot.at', '<=', now - 3 * DAY_MS)
    .then(endOf(DAY_MS))
    .else(endOf(HOUR_MS))
    .end()

/** By the remainder, which both databases compute alike; integer division differs. */
const endOf = (span: number) => {
  const at = sql.ref<number>('snapshot.at')
  return sql<number>`${at} - ${at} % ${sql.lit(span)} + ${sql.lit(span)}`
}
