import type { ChannelId } from '../../src/channels/channel-id.ts'
import { papersOfMessage } from '../../src/messages/digest.ts'
import type { Outbox, Outcome } from '../../src/ports/outbox.ts'
import { digestIn, messagesIn, papersIn } from './codec.ts'
import type { DialectParts } from './dialect.ts'
import type { Db } from './schema.ts'

/** See `Outbox.posted`. */
export const recordMessage = (
  db: Db,
  { lockRows }: DialectParts,
  ...[id, lease, messageId, next]: Parameters<Outbox['posted']>
) =>
  db.transaction().execute(async trx => {
    const leased = trx
      .selectFrom('deliveries')
      .select(['messageIds', 'channel', 'digest'])
      .where('id', '=', id)
      .where('lease', '=', lease)
      .where('state', '=', 'sending')
    const row = await lockRows(leased, 'deliveries', 'wait').executeTakeFirst()
    if (!row) return false
    const messageIds = JSON.stringify([...messagesIn(row), messageId])
    const begun = next && { triedAt: next.at, leaseUntil: next.leaseUntil }
    await trx
      .updateTable('deliveries')
      .set({ messageIds, ...begun })
      .where('id', '=', id)
      .execute()
    const digest = digestIn(row)
    const papers = digest.layout === 'thread' ? papersOfMessage(digest, messagesIn(row).length) : []
    await insertPostedPapers(trx, { channel: row.channel, papers, delivery: id })
    return true
  })

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
    case 'sent':
      return { state: 'sent', settledAt: now, error: null } as const
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

/** Ids of the papers that this outcome makes posted ones. */
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
