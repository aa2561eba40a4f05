import { randomUUID } from 'node:crypto'
import { type QueryCreator, sql } from 'kysely'
import type { PlatformName } from '../../src/channels/channel-id.ts'
import {
  type Delivery,
  type DeliveryState,
  type DueRow,
  LOW_PRIORITY_ORIGINS,
  ORIGINS,
  type Origin,
  type Outbox,
} from '../../src/ports/outbox.ts'
import { channelId, fromDeliveryRow } from './codec.ts'
import type { SqlDialect } from './dialect.ts'
import type { Database, Db } from './schema.ts'

type ClaimOptions = Parameters<Outbox['claim']>[0]

/** Not by `like`: a scope may contain its wildcards. */
const startsWith = (text: string, prefix: string) =>
  sql<boolean>`substr(${sql.ref(text)}, 1, length(${sql.ref(prefix)})) = ${sql.ref(prefix)}`

/** See `Outbox.claim`. The rows are chosen and leased by one statement, which is one commit and one answer from the server. */
export async function claimDeliveries(
  db: Db,
  dialect: SqlDialect,
  options: ClaimOptions,
): Promise<Delivery[]> {
  if (options.ids?.length === 0) return []
  if (!options.ids) await expireDeliveries(db, dialect, options.now)
  const rows = await db
    // Materialized, because it may be evaluated only once: it locks rows, and has a limit.
    .with(
      cte => cte('claimable').materialized(),
      db => claimableIds(db, dialect, options),
    )
    .updateTable('deliveries')
    .set({ lease: randomUUID(), leaseUntil: options.now + options.leaseMs })
    .where('id', 'in', eb => eb.selectFrom('claimable').select('claimable.id'))
    .returningAll()
    .execute()
  return rows.map(fromDeliveryRow).sort((a, b) => a.dueAt - b.dueAt || a.id - b.id)
}

/** See `Outbox.due`. */
export async function dueDeliveries(
  db: Db,
  dialect: SqlDialect,
  { limit, ...options }: Parameters<Outbox['due']>[0],
): Promise<DueRow[]> {
  await expireDeliveries(db, dialect, options.now)
  /** The first rows of one kind: in the order of the index, so that no more than these are read, however many are due. */
  const firstOf = (state: DeliveryState, origin: Origin) =>
    db
      .selectFrom(
        claimableRows(db, options)
          .select(['id', 'channel', 'edition', 'origin', 'dueAt'])
          .where('state', '=', state)
          .where('origin', '=', origin)
          .orderBy('dueAt')
          .orderBy('id')
          .limit(limit)
          .as('first'),
      )
      .selectAll()
  const [first, ...others] = ORIGINS.flatMap(origin => [firstOf('due', origin), firstOf('sending', origin)])
  if (!first) return []
  const all = others.reduce((union, part) => union.unionAll(part), first)
  const rows = await db
    .selectFrom(all.as('all'))
    .select(['id', 'channel', 'edition', 'origin'])
    .orderBy(eb => eb('origin', 'in', LOW_PRIORITY_ORIGINS))
    .orderBy('dueAt')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ channel, ...row }) => ({ ...row, channel: channelId.parse(channel) }))
}

/** See `Outbox.overdue`. */
export async function overdueDeliveries(
  db: Db,
  now: number,
  byMs: number,
): Promise<{ late: number; uncertain: number }> {
  const late = await claimableRows(db, { now, overdueMs: byMs })
    .where('state', '=', 'due')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const uncertain = await db
    .selectFrom('deliveries')
    .where('state', '=', 'sending')
    .where(eb => eb.or([eb('leaseUntil', 'is', null), eb('leaseUntil', '<=', now)]))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return { late: late.count, uncertain: uncertain.count }
}

const TOO_OLD = 'too old to deliver'

/** Why a row wasn't delivered in time: its last error, else what its channel is waiting for. */
const lastReason = sql<string | null>`coalesce(
  nullif(replace(deliveries.error, ${`${TOO_OLD}: `}, ''), ${TOO_OLD}),
  (select paused_reason from channels where channels.id = deliveries.channel),
  (select reason from suspensions where ${startsWith('deliveries.channel', 'suspensions.scope')} order by scope limit 1))`

/** Rows that another claim has locked are left to it. */
async function expireDeliveries(db: Db, { lockRows }: SqlDialect, now: number): Promise<void> {
  const old = db
    .selectFrom('deliveries')
    .select('deliveries.id')
    .where('state', '=', 'due')
    .where('expiresAt', '<=', now)
  await db
    .updateTable('deliveries')
    .set({
      state: 'failed',
      error: sql<string>`${TOO_OLD} || coalesce(': ' || ${lastReason}, '')`,
      settledAt: now,
      lease: null,
      leaseUntil: null,
    })
    .where('id', 'in', lockRows(old, 'deliveries', 'skip'))
    .execute()
}

/** Longer than any lease, and than usual clock corrections, ms: a time further ahead was written by a wrong clock. */
const MAX_AHEAD_MS = 10 * 60_000

interface Claimable {
  platforms?: readonly PlatformName[]
  now: number
  /** Only rows that could have been claimed this long ago already, ms. */
  overdueMs?: number
  /** Only these. */
  ids?: readonly number[] | undefined
}

/** Rows that may be claimed at `now`, ms UTC, in no order. */
const claimableRows = (db: QueryCreator<Database>, { platforms, now, overdueMs = 0, ids }: Claimable) =>
  db
    .selectFrom('deliveries')
    .$if(ids === undefined, query => query.where('state', 'in', ['due', 'sending']))
    // The same states, written so that no index fits: SQLite would read all rows that are due instead of looking these up.
    .$if(ids !== undefined, query =>
      query.where('id', 'in', ids ?? []).where('state', 'not in', ['sent', 'failed']),
    )
    .where(eb =>
      eb.or([
        eb('dueAt', '<=', now - overdueMs),
        // The clock was ahead when the row was written or put off, and was set back since.
        eb.and([eb('createdAt', '>', now + MAX_AHEAD_MS), eb('dueAt', '>=', eb.ref('createdAt'))]),
      ]),
    )
    .where(eb => eb.or([eb('state', '=', 'sending'), eb('expiresAt', '>', now - overdueMs)]))
    .where(eb =>
      eb.or([
        eb('leaseUntil', 'is', null),
        eb('leaseUntil', '<=', now - overdueMs),
        // The clock was set back: no lease is this long.
        eb('leaseUntil', '>', now + MAX_AHEAD_MS),
      ]),
    )
    .$if(platforms !== undefined, query =>
      query.where(eb => eb.or((platforms ?? []).map(platform => eb('channel', 'like', `${platform}:%`)))),
    )
    // Looked up for each row, because otherwise each claim would list all paused channels.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('channels')
            .select('channels.id')
            .whereRef('channels.id', '=', 'deliveries.channel')
            .where('pausedReason', 'is not', null),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('suspensions')
            .select('scope')
            .where(startsWith('deliveries.channel', 'suspensions.scope')),
        ),
      ),
    )

const claimableIds = (
  db: QueryCreator<Database>,
  { lockRows }: SqlDialect,
  { limit, ...options }: ClaimOptions,
) =>
  lockRows(
    claimableRows(db, options).select('id').orderBy('dueAt').orderBy('id').limit(limit),
    'deliveries',
    'skip',
  )
