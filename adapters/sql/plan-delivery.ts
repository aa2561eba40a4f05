import type { NewDelivery, PlannedSlot } from '../../src/ports/outbox.ts'
import { toDeliveryRow } from './codec.ts'
import type { Db } from './schema.ts'

/** See `Outbox.plan`. Call it in a transaction. */
export async function planDelivery(trx: Db, delivery: NewDelivery, nextSlotAt?: number): Promise<boolean> {
  const isThere = await trx
    .updateTable('channels')
    .set(nextSlotAt === undefined ? { lastSkip: null } : { lastSkip: null, nextSlotAt })
    .where('id', '=', delivery.channel)
    .$if(nextSlotAt !== undefined, query => query.where('nextSlotAt', '<=', delivery.slotAt))
    .executeTakeFirst()
  if (nextSlotAt !== undefined && isThere.numUpdatedRows === 0n) return false
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('deliveries')
    .values(toDeliveryRow(delivery))
    .onConflict(conflict => conflict.columns(['channel', 'edition']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** See `Outbox.planSlots`. */
export async function planSlot(trx: Db, slot: PlannedSlot): Promise<boolean> {
  if (slot.kind === 'edition') return planDelivery(trx, slot.delivery, slot.nextSlotAt)
  const { numUpdatedRows } = await trx
    .updateTable('channels')
    .set({ lastSkip: JSON.stringify(slot.skip), nextSlotAt: slot.nextSlotAt })
    .where('id', '=', slot.channel)
    .where('nextSlotAt', '<=', slot.skip.slotAt)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
