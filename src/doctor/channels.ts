import { type ChannelId, platformOf } from '../channels/channel-id.ts'
import { messageOf } from '../lib/errors.ts'
import type { Chat } from '../ports/chat.ts'
import { asSentence, plural } from '../text/format.ts'
import { type Finding, ok, warning } from './check.ts'

const WITHIN_MS = 10_000

/** Whether the bot may post in channels; nothing is posted. */
export async function checkChannels(
  channels: readonly ChannelId[],
  chats: readonly Chat[],
): Promise<Finding[]> {
  let fine = 0
  const findings: Finding[] = []
  for (const id of channels) {
    const chat = chats.find(({ platform }) => platform === platformOf(id))
    if (!chat?.checkChannel) continue
    try {
      const problem = await chat.checkChannel(id, AbortSignal.timeout(WITHIN_MS))
      if (problem === undefined) fine += 1
      else findings.push(warning('channel', `${id} can’t receive digests: ${asSentence(problem)}`))
    } catch (error) {
      findings.push(warning('channel', `${id} can’t be checked (${messageOf(error)}).`))
    }
  }
  const isOne = fine === 1
  return [
    ...findings,
    ...(fine > 0
      ? [ok('channels', `${plural(fine, 'channel')} with subscriptions ${isOne ? 'takes' : 'take'} digests.`)]
      : []),
  ]
}
