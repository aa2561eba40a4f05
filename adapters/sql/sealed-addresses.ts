import type { SealedAddresses } from '../../src/ports/sealed-addresses.ts'
import { fromAddressRow } from './codec.ts'
import type { Db } from './schema.ts'

/** Addresses are sealed before they come here. */
export const createSealedAddresses = (db: Db): SealedAddresses => ({
  async find(id) {
    const row = await db.selectFrom('emailAddresses').selectAll().where('id', '=', id).executeTakeFirst()
    return row && fromAddressRow(row)
  },

  async findByHash(hashes) {
    if (hashes.length === 0) return undefined
    const row = await db
      .selectFrom('emailAddresses')
      .selectAll()
      .where('hash', 'in', [...hashes])
      .executeTakeFirst()
    return row && fromAddressRow(row)
  },

  async add(address) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('emailAddresses')
      .values({ ...address, revision: 1 })
      .onConflict(conflict => conflict.column('hash').doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  },

  async replaceSecrets(id, revision, secrets) {
    const { numUpdatedRows } = await db
      .updateTable('emailAddresses')
      .set({ secrets, revision: revision + 1 })
      .where('id', '=', id)
      .where('revision', '=', revision)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  },

  async page(after, limit) {
    const rows = await db
      .selectFrom('emailAddresses')
      .selectAll()
      .$if(after !== undefined, query => query.where('id', '>', after ?? ':'))
      .orderBy('id')
      .limit(limit)
      .execute()
    return rows.map(fromAddressRow)
  },
})
