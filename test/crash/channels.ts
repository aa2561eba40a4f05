import type { ChannelId } from '../../src/channels/channel-id.ts'
import type { Layout } from '../../src/channels/layout.ts'
import { EVERYTHING } from '../../src/search/topics.ts'
import { channel } from '../contracts/store/samples.ts'
import { GUILD } from '../fakes/discord/world.ts'
import { WORKSPACE } from '../fakes/slack/workspace.ts'
import type { CrashDatabase } from './databases.ts'

/** The papers of a day; its digest contains all of them. */
export const PAPERS = 3

export interface CrashChannel {
  id: ChannelId
  platform: 'slack' | 'discord'
  /** The channel's id on the platform. */
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
    ] as const
  }).flat()

/** Fills an empty database with channels that follow everything. @param firstSlotAt when all of them are due, ms UTC */
export async function subscribeAll(
  database: Pick<CrashDatabase, 'open'>,
  channels: readonly CrashChannel[],
  firstSlotAt: number,
): Promise<void> {
  const store = await database.open()
  for (const { id, layout } of channels) {
    const when = { nextSlotAt: firstSlotAt, createdAt: firstSlotAt - 60_000 }
    await store.channels.save(channel(id, { layout, timezone: 'UTC', size: PAPERS, ...when }))
    await store.channels.subscribe(id, EVERYTHING, { person: 'Ada', personId: 'U1' }, when.createdAt)
  }
  await store.close()
}
