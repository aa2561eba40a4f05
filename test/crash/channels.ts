import { sealTarget } from '../../adapters/webhook/target.ts'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import type { Layout } from '../../src/channels/layout.ts'
import { createSealer } from '../../src/lib/sealed.ts'
import { EVERYTHING } from '../../src/search/topics.ts'
import { channel } from '../contracts/store/samples.ts'
import { GUILD } from '../fakes/discord/world.ts'
import { WORKSPACE } from '../fakes/slack/workspace.ts'
import type { CrashDatabase } from './databases.ts'

/** The papers of a day; its digest contains all of them. */
export const PAPERS = 3

export interface CrashChannel {
  id: ChannelId
  platform: 'slack' | 'discord' | 'webhook' | 'email'
  /** The channel's id on the platform, the webhook's path at the receiver, or the address. */
  place: string
  layout: Layout
}

/** So many channels on each platform, one in five of them with the thread layout. */
export const crashChannels = (count: number): CrashChannel[] =>
  Array.from({ length: count }, (_, index) => {
    const layout = index % 5 === 4 ? ('thread' as const) : ('compact' as const)
    const slackPlace = `C0CRASH${String(index).padStart(3, '0')}`
    const discordPlace = `2909267986263580${String(index).padStart(2, '0')}`
    return [
      { id: `slack:${WORKSPACE.teamId}/${slackPlace}`, platform: 'slack', place: slackPlace, layout },
      { id: `discord:${GUILD}/${discordPlace}`, platform: 'discord', place: discordPlace, layout },
      { id: `email:crash${index}`, platform: 'email', place: `crash${index}@example.net`, layout },
      { id: `webhook:crash${index}`, platform: 'webhook', place: `hook/crash${index}`, layout },
    ] as const
  }).flat()

/** What the webhooks' requests are signed with. */
export const WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 3).toString('base64')}`

/** What the webhooks' addresses are encrypted with. */
export const SECRET_KEY = Buffer.alloc(32, 4)

/**
 * Fills an empty database with channels that follow everything.
 * @param options.firstSlotAt when all of them are due, ms UTC
 * @param options.receiverUrl where webhooks go
 */
export async function subscribeAll(
  database: Pick<CrashDatabase, 'open'>,
  channels: readonly CrashChannel[],
  { firstSlotAt, receiverUrl }: { firstSlotAt: number; receiverUrl: string },
): Promise<void> {
  const sealer = createSealer([SECRET_KEY])
  const store = await database.open()
  for (const { id, platform, place, layout } of channels) {
    const when = { nextSlotAt: firstSlotAt, createdAt: firstSlotAt - 60_000 }
    await store.channels.save(channel(id, { layout, timezone: 'UTC', size: PAPERS, ...when }))
    if (platform === 'webhook') {
      const target = { url: `${receiverUrl}/${place}`, secret: WEBHOOK_SECRET }
      await store.webhooks.add({
        id,
        host: 'receiver',
        secrets: sealTarget(sealer, id, target),
        createdAt: 0,
      })
    }
    await store.channels.subscribe(id, EVERYTHING, { person: 'Ada', personId: 'U1' }, when.createdAt)
  }
  await store.close()
}
