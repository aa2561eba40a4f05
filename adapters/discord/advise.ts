import { partsOf } from '../../src/channels/channel-id.ts'
import type { Chat } from '../../src/ports/chat.ts'
import type { Clock } from '../../src/time/clock.ts'
import { type ClientOptions, createOfflineClient } from './clients.ts'
import { COMMAND_NAME } from './commands.ts'
import { reasonOf } from './errors.ts'
import type { PostClient } from './post-client.ts'
import { DIRECT_MESSAGES } from './publisher.ts'
import { createRestPlaces } from './rest-places.ts'

const NOT_ALLOWED =
  'the bot may not see the channel or send messages there: allow it View Channel and Send Messages (in a thread, Send Messages in Threads)'

/** What doctor asks Discord about commands and channels, without the gateway. */
export function createAdvice(
  client: PostClient,
  options: ClientOptions & { token: string; clock: Clock; guildId?: string | undefined },
): Required<Pick<Chat, 'advise' | 'checkChannel'>> {
  const { guildId } = options
  let botUserId: string | undefined
  const places = createRestPlaces({
    ...options,
    client: createOfflineClient(options),
    botUserId: () => botUserId,
  })

  async function reported<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await ask()
    } catch (error) {
      throw new Error(reasonOf(error), { cause: error })
    }
  }

  return {
    advise: signal =>
      reported(async () => {
        const { id } = await client.application(signal)
        const commands = await client.commands(id, guildId, signal)
        if (commands.includes(COMMAND_NAME)) return []
        return [
          `/${COMMAND_NAME} isn’t registered yet; the bot does that each time it starts. If it is running, its log says why that failed.`,
        ]
      }),
    checkChannel: (channel, signal) =>
      reported(async () => {
        if (partsOf(channel).workspace === DIRECT_MESSAGES) return undefined
        botUserId ??= (await client.me(signal)).id
        return (await places.mayPost(channel)) ? undefined : NOT_ALLOWED
      }),
  }
}
