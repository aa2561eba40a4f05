import type { CommandDeps, CommandRequest } from '../command.ts'
import { topicChanges } from './recorded-settings.ts'

/** Subscribes a channel to exactly these topics. When none is left, the digests that wait to be sent are cancelled. */
export async function changeTopics(
  { channels, outbox, clock }: Pick<CommandDeps, 'channels' | 'outbox' | 'clock'>,
  request: Pick<CommandRequest, 'channel' | 'person' | 'personId'>,
  before: readonly string[],
  after: readonly string[],
): Promise<void> {
  const { channel } = request
  const { added, removed } = topicChanges(before, after)
  for (const topic of removed) await channels.unsubscribe(channel, topic)
  for (const topic of added) await channels.subscribe(channel, topic, request, clock.now())
  if (removed.length > 0 && after.length === 0)
    await outbox.cancel(channel, 'the channel has no subscriptions', clock.now())
}
