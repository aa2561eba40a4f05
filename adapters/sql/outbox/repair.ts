import type { DeliveryState, Outbox } from '../../../src/ports/outbox.ts'
import { fromDeliveryRow } from '../codec.ts'
import type { Db } from '../schema.ts'
import { open } from './claim.ts'

const DUE: DeliveryState = 'due'
const SENDING: DeliveryState = 'sending'

/** The part of the outbox by which a person looks after it. */
export const createRepair = (db: Db): Pick<Outbox, 'find' | 'retry' | 'overdue'> => ({
  async find(id) {
    const row = await db.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst()
    return row && fromDeliveryRow(row)
  },

  async retry(id, { now, expiresAt }) {
    const { numUpdatedRows } = await db
      .updateTable('deliveries')
      .set(eb => ({
        state: eb.case().when('triedAt', 'is', null).then(eb.val(DUE)).else(eb.val(SENDING)).end(),
        ...{ dueAt: now, expiresAt, settledAt: null },
      }))
      .where('id', '=', id)
      .where('state', '=', 'failed')
      .executeTakeFirst()
    return numUpdatedRows === 1n
  },

  async overdue(now, byMs) {
    const late = await open(db, { now, overdueMs: byMs })
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
  },
})
