import type { SealedAddresses } from '../../src/ports/sealed-addresses.ts'
import { fromAddressRow } from './codec.ts'
import type { Db } from './schema.ts'
import { pageById, replaceSecrets } from './sealed-rows.ts'

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

  replaceSecrets: (id, revision, secrets) => replaceSecrets(db, 'emailAddresses', { id, revision, secrets }),

  async page(after, limit) {
    const rows = await pageById(db.selectFrom('emailAddresses').selectAll(), after, limit)
    return rows.map(fromAddressRow)
  },
})
