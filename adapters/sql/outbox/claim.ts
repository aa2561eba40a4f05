import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { PlatformName } from '../../../src/channels/channel-id.ts'
import type { Delivery, DueRow, Outbox } from '../../../src/ports/outbox.ts'
import { channelId, fromDeliveryRow } from '../codec.ts'
import type { Db } from '../schema.ts'

type ClaimOptions = Parameters<Outbox['claim']>[0]

/** As `Outbox.claim` says. Editions that came to be too old end as failed, but for those that may have arrived. */
export const claim = (db: Db, options: ClaimOptions): Promise<Delivery[]> =>
  db.transaction().execute(async trx => {
    if (!options.ids) await giveUpOld(trx, options.now)
    const ids = await claimable(trx, options)
    if (ids.length === 0) return []
    const rows = await trx
      .updateTable('deliveries')
      .set({ lease: randomUUID(), leaseUntil: options.now + options.leaseMs })
      .where('id', 'in', ids)
      .returningAll()
      .execute()
    return rows.map(fromDeliveryRow).sort((a, b) => a.dueAt - b.dueAt || a.id - b.id)
  })

async function giveUpOld(db: Db, now: number): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ state: 'failed', error: 'too old to deliver', settledAt: now, lease: null, leaseUntil: null })
    .where('state', '=', 'due')
    .where('expiresAt', '<=', now)
    .execute()
}

/** Longer than any lease that is given, and than clocks are put right by otherwise, ms: what lies further ahead is wrong. */
const AHEAD_MS = 10 * 60_000

/**
 * Rows that may be claimed now, but for their order.
 * @param options.overdueMs only those that could have been claimed so long ago already
 */
export const open = (
  db: Db,
  { platforms, now, overdueMs = 0 }: { platforms?: readonly PlatformName[]; now: number; overdueMs?: number },
) =>
  db
    .selectFrom('deliveries')
    .where('state', 'in', ['due', 'sending'])
    .where(eb =>
      eb.or([
        eb('dueAt', '<=', now - overdueMs),
        // The clock was ahead when it was written and put off, and was set back.
        eb.and([eb('createdAt', '>', now + AHEAD_MS), eb('dueAt', '>=', eb.ref('createdAt'))]),
      ]),
    )
    .where(eb => eb.or([eb('state', '=', 'sending'), eb('expiresAt', '>', now - overdueMs)]))
    .where(eb =>
      eb.or([
        eb('leaseUntil', 'is', null),
        eb('leaseUntil', '<=', now - overdueMs),
        // The clock was set back: nobody holds anything for so long.
        eb('leaseUntil', '>', now + AHEAD_MS),
      ]),
    )
    .$if(platforms !== undefined, query =>
      query.where(eb => eb.or((platforms ?? []).map(platform => eb('channel', 'like', `${platform}:%`)))),
    )
    .where('channel', 'not in', eb =>
      eb.selectFrom('channels').select('channels.id').where('pausedReason', 'is not', null),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('suspensions').select('scope').where(isUnder('deliveries.channel', 'suspensions.scope')),
        ),
      ),
    )

async function claimable(db: Db, { ids, limit, ...options }: ClaimOptions): Promise<number[]> {
  const rows = await open(db, options)
    .select('id')
    .$if(ids !== undefined, query => query.where('id', 'in', ids ?? []))
    .orderBy('dueAt')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(row => row.id)
}

/** The name of an edition that the schedule brought, such as `2026-11-23T09:00Z`. */
const SLOT_NAME = '____-__-__T__:__Z'

/** As `Outbox.due` says, but for channels that are paused. */
export async function listDue(
  db: Db,
  { limit, ...options }: Parameters<Outbox['due']>[0],
): Promise<DueRow[]> {
  await giveUpOld(db, options.now)
  const rows = await open(db, options)
    .select(['id', 'channel', 'edition'])
    .orderBy(eb => eb('edition', 'like', SLOT_NAME))
    .orderBy('dueAt')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ channel, ...row }) => ({ ...row, channel: channelId.parse(channel) }))
}
/** Whether a channel's id begins with a suspension's scope, which may hold any character. */
const isUnder = (channel: string, scope: string) =>
  sql<boolean>`substr(${sql.ref(channel)}, 1, length(${sql.ref(scope)})) = ${sql.ref(scope)}`
