import type { Installation, Installations } from '../../src/ports/installations.ts'
import { fromInstallationRow } from './codec.ts'
import type { Db } from './schema.ts'
import { pageById, replaceSecrets } from './sealed-rows.ts'

export const createInstallations = (db: Db): Installations => ({
  async find(id) {
    const row = await db.selectFrom('installations').selectAll().where('id', '=', id).executeTakeFirst()
    return row && fromInstallationRow(row)
  },

  async findByBot(platform, botId) {
    const rows = await db
      .selectFrom('installations')
      .selectAll()
      .where('botId', '=', botId)
      .where('secrets', 'is not', null)
      .orderBy('id')
      .execute()
    return rows.map(fromInstallationRow).find(({ id }) => id.startsWith(`${platform}:`))
  },

  async save(installation) {
    const columns = toColumns(installation)
    await db
      .insertInto('installations')
      .values({ id: installation.id, ...columns, revision: 1 })
      .onConflict(conflict =>
        conflict
          .column('id')
          .doUpdateSet(eb => ({ ...columns, revision: eb('installations.revision', '+', 1) })),
      )
      .execute()
  },

  replaceSecrets: (id, revision, secrets) =>
    replaceSecrets(db, 'installations', { id, revision, secrets }, { renewingUntil: null }),

  async claimRenewal(id, revision, now, until) {
    const { numUpdatedRows } = await db
      .updateTable('installations')
      .set({ renewingUntil: until })
      .where('id', '=', id)
      .where('revision', '=', revision)
      .where(({ or, eb }) => or([eb('renewingUntil', 'is', null), eb('renewingUntil', '<=', now)]))
      .executeTakeFirst()
    return numUpdatedRows === 1n
  },

  async remove(id, at, revision) {
    const { numUpdatedRows } = await db
      .updateTable('installations')
      .set(eb => ({ secrets: null, renewingUntil: null, removedAt: at, revision: eb('revision', '+', 1) }))
      .where('id', '=', id)
      .where('secrets', 'is not', null)
      .$if(revision !== undefined, query => query.where('revision', '=', revision ?? 0))
      .executeTakeFirst()
    return numUpdatedRows === 1n
  },

  async ofOrganization(id) {
    const rows = await db
      .selectFrom('installations')
      .selectAll()
      .where('organization', '=', id)
      .orderBy('id')
      .execute()
    return rows.map(fromInstallationRow)
  },

  async page(after, limit) {
    const rows = await pageById(db.selectFrom('installations').selectAll(), after, limit)
    return rows.map(fromInstallationRow)
  },
})

const toColumns = (installation: Omit<Installation, 'id' | 'revision'>) => ({
  organization: installation.organization ?? null,
  botId: installation.botId ?? null,
  details: installation.details,
  secrets: installation.secrets ?? null,
  installedAt: installation.installedAt,
  removedAt: null,
  renewingUntil: null,
})
