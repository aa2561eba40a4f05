import { setImmediate } from 'node:timers/promises'
import type { ForgottenWorkspace, WorkspaceId } from '../../src/ports/personal-data.ts'
import { inWorkspace } from './ranges.ts'
import type { Db } from './schema.ts'

/** Another process has to wait this long to write. */
const ROWS_PER_TRANSACTION = 100

/**
 * See `PersonalData.forgetWorkspace`. Subscriptions end first, so that the bot plans nothing more; a channel goes together with what
 * may have been planned for it meanwhile.
 */
export async function forgetWorkspace(db: Db, workspace: WorkspaceId): Promise<ForgottenWorkspace> {
  const subscriptions = await removeOf(db, 'subscriptions', workspace)
  const changes = await removeOf(db, 'audit', workspace)
  let deliveries = 0
  for (let count = ROWS_PER_TRANSACTION; count === ROWS_PER_TRANSACTION; await setImmediate()) {
    count = await db.transaction().execute(trx => removeSomeDeliveries(trx, workspace))
    deliveries += count
  }
  const last = await db.transaction().execute(async trx => {
    await removeOf(trx, 'subscriptions', workspace)
    await removeOf(trx, 'postedPapers', workspace)
    return {
      deliveries: await removeOf(trx, 'deliveries', workspace),
      channels: await removeChannels(trx, workspace),
    }
  })
  return {
    channels: last.channels,
    subscriptions,
    deliveries: deliveries + last.deliveries,
    changes,
    facts: await removeFacts(db, workspace),
    suspensions: await count(db.deleteFrom('suspensions').where('scope', '=', `${workspace}/`)),
    installations: await count(db.deleteFrom('installations').where('id', '=', workspace)),
    webhooks: await count(db.deleteFrom('webhooks').where('id', '=', workspace)),
    addresses: await count(db.deleteFrom('emailAddresses').where('id', '=', workspace)),
  }
}

/** Anything that deletes. */
interface Deletion {
  executeTakeFirst(): Promise<{ numDeletedRows: bigint }>
}

const count = async (deletion: Deletion): Promise<number> =>
  Number((await deletion.executeTakeFirst()).numDeletedRows)

const removeOf = (
  db: Db,
  table: 'subscriptions' | 'audit' | 'postedPapers' | 'deliveries',
  workspace: WorkspaceId,
): Promise<number> => count(db.deleteFrom(table).where(inWorkspace('channel', workspace)))

const removeChannels = (db: Db, workspace: WorkspaceId): Promise<number> =>
  count(db.deleteFrom('channels').where(inWorkspace('id', workspace)))

async function removeSomeDeliveries(db: Db, workspace: WorkspaceId): Promise<number> {
  const rows = await db
    .selectFrom('deliveries')
    .select('id')
    .where(inWorkspace('channel', workspace))
    .limit(ROWS_PER_TRANSACTION)
    .execute()
  if (rows.length === 0) return 0
  const ids = rows.map(({ id }) => id)
  return count(db.deleteFrom('deliveries').where('id', 'in', ids))
}

/** Key-value pairs whose names have the platform and the workspace among their words: `slack hello T1/C1`. */
async function removeFacts(db: Db, workspace: WorkspaceId): Promise<number> {
  const [platform = '', id = ''] = workspace.split(':')
  const rows = await db.selectFrom('keyValues').select('name').where('name', 'like', `%${id}%`).execute()
  const names = rows
    .map(({ name }) => name)
    .filter(name => {
      const words = name.split(/[ :/]/)
      return words.includes(platform) && words.includes(id)
    })
  let removed = 0
  for (let start = 0; start < names.length; start += ROWS_PER_TRANSACTION) {
    const some = names.slice(start, start + ROWS_PER_TRANSACTION)
    removed += await count(db.deleteFrom('keyValues').where('name', 'in', some))
  }
  return removed
}
