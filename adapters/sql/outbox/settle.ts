import { papersOfMessage } from '../../../src/messages/digest.ts'
import type { Outcome } from '../../../src/ports/outbox.ts'
import { digestIn, messagesIn, papersIn } from '../codec.ts'
import type { Db } from '../schema.ts'
import { insertPostedPapers } from './posted-papers.ts'

/** As `Outbox.settle` says. */
export const settle = (db: Db, id: number, lease: string, outcome: Outcome, now: number): Promise<boolean> =>
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
    const papers = papersHad(outcome, row)
    if (papers.length > 0) await insertPostedPapers(trx, { channel: row.channel, papers, delivery: id })
    return true
  })

function papersHad(outcome: Outcome, row: { digest: string; messageIds: string }): string[] {
  if (outcome.kind === 'sent') return papersIn(row)
  const mayHaveArrived = outcome.kind === 'failed' && outcome.mayHaveArrived
  return mayHaveArrived ? papersOfMessage(digestIn(row), messagesIn(row).length) : []
}

function columnsOf(outcome: Outcome, now: number) {
  switch (outcome.kind) {
    case 'sent':
      return { state: 'sent', settledAt: now, error: null } as const
    case 'due':
      return {
        ...({ state: 'due', dueAt: outcome.at, error: outcome.error ?? null } as const),
        ...(outcome.plain && { plain: 1 }),
      }
    case 'unknown':
      return { dueAt: outcome.at, error: outcome.error }
    case 'failed':
      return { state: 'failed', settledAt: now, error: outcome.error } as const
  }
}
