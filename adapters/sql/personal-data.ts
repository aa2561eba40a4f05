import type { PersonalData, WorkspaceId } from '../../src/ports/personal-data.ts'
import { forgetPerson } from './forget-person.ts'
import { forgetWorkspace } from './forget-workspace.ts'
import { inWorkspace } from './ranges.ts'
import type { Db } from './schema.ts'

export const createPersonalData = (db: Db): PersonalData => ({
  async channelsOf(workspace) {
    const rows = await db
      .selectFrom('channels')
      .select('id')
      .where(inWorkspace('id', workspace))
      .orderBy('id')
      .execute()
    return rows.map(({ id }) => id)
  },

  async subscriptionsOf(channel) {
    const rows = await db
      .selectFrom('subscriptions')
      .selectAll()
      .where('channel', '=', channel)
      .orderBy('id')
      .execute()
    return rows.map(({ topic, createdBy, createdById, createdAt }) => ({
      topic,
      person: createdBy,
      personId: createdById ?? undefined,
      at: createdAt,
    }))
  },

  async sendingTo(workspace, now) {
    const { count } = await db
      .selectFrom('deliveries')
      .select(eb => eb.fn.countAll().as('count'))
      .where(inWorkspace('channel', workspace))
      .where('state', '=', 'sending')
      .where('leaseUntil', '>', now)
      .executeTakeFirstOrThrow()
    return Number(count)
  },

  async uninstalledBefore(at) {
    const suspended = await db
      .selectFrom('suspensions')
      .select('scope')
      .where('uninstalled', '=', 1)
      .where('at', '<', at)
      .execute()
    const removed = await db.selectFrom('installations').select('id').where('removedAt', '<', at).execute()
    const workspaces = suspended.map(({ scope }) => scope.replace(/\/$/, '') as WorkspaceId)
    return [...new Set([...workspaces, ...removed.map(({ id }) => id)])].sort()
  },

  forgetWorkspace: workspace => forgetWorkspace(db, workspace),
  forgetPerson: person => forgetPerson(db, person),
})
