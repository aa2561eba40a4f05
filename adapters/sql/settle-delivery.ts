import type { ChannelId } from '../../src/channels/channel-id.ts'
import { papersOfMessage } from '../../src/messages/digest.ts'
import type { Outbox, Outcome } from '../../src/ports/outbox.ts'
import { digestIn, messagesIn, papersIn } from './codec.ts'
import type { Db } from './schema.ts'

/** See `Outbox.posted`. The row isn't locked between reading and writing: where it was changed in between, this starts over. */
export async function recordMessage(
  db: Db,
  ...[id, lease, messageId, next]: Parameters<Outbox['posted']>
): Promise<boolean> {
  for (;;) {
    const row = await db
      .selectFrom('deliveries')
      .select(['messageIds', 'channel', 'digest'])
      .where('id', '=', id)
      .where('lease', '=', lease)
      .where('state', '=', 'sending')
      .executeTakeFirst()
    if (!row) return false
    const before = messagesIn(row)
    const papers = papersOfMessage(digestIn(row), before.length)

    const isStored = await db.transaction().execute(async trx => {
      const { numUpdatedRows } = await trx
        .updateTable('deliveries')
        .set({
          messageIds: JSON.stringify([...before, messageId]),
          ...(next && { triedAt: next.at, leaseUntil: next.leaseUntil }),
        })
        .where('id', '=', id)
        .where('lease', '=', lease)
        .where('state', '=', 'sending')
        .where('messageIds', '=', row.messageIds)
        .executeTakeFirst()
      if (numUpdatedRows !== 1n) return false
      await insertPostedPapers(trx, { channel: row.channel, papers, delivery: id })
      return true
    })
    if (isStored) return true
  }
}

/** See `Outbox.settle`. */
export const settleDelivery = (
  db: Db,
  ...[id, lease, outcome, now]: Parameters<Outbox['settle']>
): Promise<boolean> =>
  db.transaction().execute(async trx => {
    const row = await trx
      .updateTable('deliveries')
      .set({ ...columnsOf(outcome, now), lease: null, leaseUntil: null })
      .where('id', '=', id)
      .where('lease', '=', lease)
      .where('state', '=', 'sending')
      .returning(['channel', 'digest', 'messageIds'])
      .executeTakeFirst()
    if (!row) return false
    await insertPostedPapers(trx, { channel: row.channel, papers: postedBy(outcome, row), delivery: id })
    return true
  })

function columnsOf(outcome: Outcome, now: number) {
  switch (outcome.kind) {
    case 'sent': {
      const columns = { state: 'sent', settledAt: now, error: null } as const
      return outcome.messageIds ? { ...columns, messageIds: JSON.stringify(outcome.messageIds) } : columns
    }
    case 'due': {
      const columns = { state: 'due', dueAt: outcome.at, error: outcome.error ?? null } as const
      return outcome.plain ? { ...columns, plain: 1 } : columns
    }
    case 'unknown':
      return { dueAt: outcome.at, error: outcome.error }
    case 'failed':
      return { state: 'failed', settledAt: now, error: outcome.error } as const
  }
}

/** Ids of the papers that count as posted after this outcome. */
function postedBy(outcome: Outcome, row: { digest: string; messageIds: string }): string[] {
  if (outcome.kind === 'sent') return papersIn(row)
  const mayHaveArrived = outcome.kind === 'failed' && outcome.mayHaveArrived
  return mayHaveArrived ? papersOfMessage(digestIn(row), messagesIn(row).length) : []
}

/** A paper that was posted before stays with the delivery that posted it first. */
async function insertPostedPapers(
  db: Db,
  { channel, papers, delivery }: { channel: ChannelId; papers: readonly string[]; delivery: number },
): Promise<void> {
  if (papers.length === 0) return
  await db
    .insertInto('postedPapers')
    // In the same order everywhere, so that two transactions never wait for each other.
    .values(papers.toSorted().map(paper => ({ channel, paper, delivery })))
    .onConflict(conflict => conflict.columns(['channel', 'paper']).doNothing())
    .execute()
}
