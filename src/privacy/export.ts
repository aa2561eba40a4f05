import type { Channel } from '../channels/channel.ts'
import type { ChannelId } from '../channels/channel-id.ts'
import type { Delivery } from '../ports/outbox.ts'
import type { WorkspaceId } from '../ports/personal-data.ts'
import type { Store } from '../ports/store.ts'

/** More than a channel can have. */
const ALL = Number.MAX_SAFE_INTEGER

/** What a workspace gets beside its channels. Times are ms UTC, as everywhere in the export. */
export interface ExportHead {
  format: 'paper-round export'
  version: 1
  workspace: WorkspaceId
  exportedAt: number
  /** Who may change settings. */
  whoCanChange: string
  /** Why nothing is posted in the whole workspace, and since when. */
  suspension?: { reason: string; since: number } | undefined
  /** When the app was installed and uninstalled, where it is installed by a link. Its tokens are left out. */
  installation?: { installedAt: number; removedAt?: number | undefined } | undefined
  /** Of a webhook: where it goes. The rest of its address may hold a token and is left out, like its secret. */
  webhook?: { host: string; createdAt: number } | undefined
}

/** One channel of an export. */
export interface ExportedChannel {
  id: ChannelId
  settings: Omit<Channel, 'id'>
  subscriptions: { topic: string; by: { name: string; id?: string | undefined }; at: number }[]
  /** Oldest first; of a person only the name, because the id isn't stored. */
  changes: { at: number; by: string; command: string; before: object; after: object }[]
  /** Oldest first: what was or will be posted. */
  editions: Omit<Delivery, 'channel' | 'lease' | 'leaseUntil'>[]
}

type ExportStore = Pick<
  Store,
  'channels' | 'outbox' | 'audit' | 'personalData' | 'suspensions' | 'installations' | 'webhooks'
>

export async function exportHead(
  { suspensions, installations, webhooks }: ExportStore,
  workspace: WorkspaceId,
  { now, whoCanChange }: { now: number; whoCanChange: string },
): Promise<ExportHead> {
  const suspension = (await suspensions.all()).find(({ scope }) => scope === `${workspace}/`)
  const installation = await installations.find(workspace)
  const webhook = await webhooks.find(workspace)
  return {
    format: 'paper-round export',
    version: 1,
    workspace,
    exportedAt: now,
    whoCanChange,
    suspension: suspension && { reason: suspension.reason, since: suspension.at },
    installation: installation && {
      installedAt: installation.installedAt,
      removedAt: installation.removedAt,
    },
    webhook: webhook && { host: webhook.host, createdAt: webhook.createdAt },
  }
}

/** The channels of a workspace, ordered by id: one after the other, because all of them may be too much for memory. */
export async function* exportChannels(
  { channels, outbox, audit, personalData }: ExportStore,
  workspace: WorkspaceId,
): AsyncGenerator<ExportedChannel> {
  for (const id of await personalData.channelsOf(workspace)) {
    const channel = await channels.find(id)
    if (!channel) continue
    const { id: _, ...settings } = channel
    const subscriptions = await personalData.subscriptionsOf(id)
    const changes = await audit.after(id, 0)
    const editions = (await outbox.latest(id, ALL)).reverse()
    yield {
      id,
      settings,
      subscriptions: subscriptions.map(({ topic, person, personId, at }) => ({
        topic,
        by: { name: person, id: personId },
        at,
      })),
      changes: changes.map(({ at, person, command, before, after }) => ({
        at,
        by: person,
        command,
        before,
        after,
      })),
      editions: editions.map(({ channel: _, lease: __, leaseUntil: ___, ...edition }) => edition),
    }
  }
}
