import { createAllowance, takeFromAll } from '../../src/lib/allowance.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Clock } from '../../src/time/clock.ts'
import { reasonOf } from './errors.ts'
import { CROSSPOSTS } from './limits.ts'
import type { PostClient } from './post-client.ts'

const TIMEOUT_MS = 20_000

/**
 * Publishes a message of an announcement channel, so that the channels that follow it get it too. The message is delivered without it,
 * so whatever fails is only logged.
 */
export function createCrosspost(options: { client: PostClient; clock: Clock; log: Log }) {
  const { client, clock, log } = options
  const allowance = createAllowance(CROSSPOSTS, clock.now)
  return async (channelId: string, messageId: string): Promise<void> => {
    if (takeFromAll([[allowance, channelId]]) > 0) {
      log.info({ channel: channelId }, 'not published on Discord, because it takes 10 an hour in a channel')
      return
    }
    try {
      await client.crosspost(channelId, messageId, AbortSignal.timeout(TIMEOUT_MS))
    } catch (error) {
      log.info(
        { channel: channelId, reason: reasonOf(error) },
        'could not publish an announcement on Discord',
      )
    }
  }
}
