import type { Outcome } from '../../src/delivery/delivery.ts'
import { papersIn } from './codec.ts'
import { insertHad } from './had.ts'
import type { Db } from './schema.ts'

/** As `Ledger.settle` says. */
export const settle = (db: Db, id: number, lease: string, outcome: Outcome, now: number): Promise<boolean> =>
  db.transaction().execute(async trx => {
    const row = await trx
      .updateTable('deliveries')
      .set({ ...columnsOf(outcome, now), lease: null, leaseUntil: null })
      .where('id', '=', id)
      .where('lease', '=', lease)
      .where('state', '=', 'sending')
      .returning(['channel', 'digest'])
      .executeTakeFirst()
    if (!row) return false
    const papers = outcome.kind === 'sent' ? papersIn(row) : []
    if (papers.length > 0) await insertHad(trx, { channel: row.channel, papers, delivery: id })
    return true
  })

function columnsOf(outcome: Outcome, now: number) {
  switch (outcome.kind) {
    case 'sent':
      return { state: 'sent', settledAt: now, error: null } as const
    case 'due':
      return { state: 'due', dueAt: outcome.at, error: outcome.error } as const
    case 'unknown':
      return { error: outcome.error }
    case 'failed':
      return { state: 'failed', settledAt: now, error: outcome.error } as const
  }
}
