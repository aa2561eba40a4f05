import type { Channel } from '../channels/channel.ts'
import { PREVIEW_CHANNEL } from '../channels/channel-id.ts'
import type { Log } from '../ports/log.ts'
import type { Store } from '../ports/store.ts'
import { EVERYTHING } from '../search/topics.ts'
import type { Surroundings } from './process.ts'

export async function loadTerminal({ stdout, env }: Pick<Surroundings, 'stdout' | 'env'>, log: Log) {
  const { createTerminalPreview } = await import('../../adapters/preview/terminal.ts')
  const { describeTerminal } = await import('../../adapters/preview/describe-terminal.ts')
  return createTerminalPreview({ stdout, terminal: () => describeTerminal(stdout, env), log })
}

/** The preview channel follows the general digest while no chat is set up, and nothing otherwise. */
export async function keepPreviewChannel(
  { channels }: Store,
  channel: Channel,
  isPreview: boolean,
): Promise<void> {
  if (!isPreview) return void (await channels.unsubscribe(PREVIEW_CHANNEL, 'all'))
  await channels.save(channel)
  await channels.subscribe(PREVIEW_CHANNEL, EVERYTHING, { person: 'Paper Round' }, channel.createdAt)
}
