import type { GuidedSetup, SetupToken } from '../../src/ports/guided-setup.ts'
import { RefusedError } from '../../src/ports/refused-error.ts'
import type { Clock } from '../../src/time/clock.ts'
import { identify } from './application.ts'
import { createOfflineClient } from './clients.ts'
import { reasonOf } from './errors.ts'
import { inviteUrl } from './invite.ts'
import { createPostClient } from './post-client.ts'
import { createPublish } from './publisher.ts'
import { createRestPlaces } from './rest-places.ts'

const APPLICATIONS = 'https://discord.com/developers/applications'
const TIMEOUT_MS = 15_000

/** A channel's link, as *Copy Link* gives it, or its id as we write it. */
const CHANNEL_FORMS = [
  /^discord:(?<guild>\d{15,21})\/(?<channel>\d{15,21})$/,
  /^https:\/\/(?:\w+\.)?discord(?:app)?\.com\/channels\/(?<guild>\d{15,21})\/(?<channel>\d{15,21})/,
]

/** One bot, by the gateway. */
export function createGuidedSetup(options: { apiUrl: string; version: string; clock: Clock }): GuidedSetup {
  const botToken: SetupToken = {
    variable: 'DISCORD_TOKEN',
    name: 'Bot token',
    step: () => ({
      text: 'On its Bot page, copy the token. No privileged intent is needed.',
      clicks: ['Bot', 'Reset Token', 'Yes, do it!'],
    }),
    async check(token, signal) {
      const client = createPostClient(token, options, TIMEOUT_MS)
      try {
        const { user, application } = await identify(client, undefined, signal)
        const next = {
          text: 'Invite the bot to your server. This link has exactly the permissions that it needs.',
          url: inviteUrl(application.id),
          clicks: ['Continue', 'Authorize'],
        }
        return { text: `Discord accepts it; the bot is ${user.username}.`, next }
      } catch (error) {
        if (error instanceof RefusedError) throw error
        throw new Error(reasonOf(error), { cause: error })
      } finally {
        client.close()
      }
    },
  }

  return {
    create: { text: 'Create an application.', url: APPLICATIONS, clicks: ['New Application', 'Create'] },
    tokens: [botToken],
    channelHint: 'its link (the menu of the channel, Copy Link)',
    channelOf(text) {
      for (const form of CHANNEL_FORMS) {
        const { guild, channel } = form.exec(text)?.groups ?? {}
        if (guild && channel) return `discord:${guild}/${channel}`
      }
      return undefined
    },
    publish({ DISCORD_TOKEN: token = '' }) {
      const client = createPostClient(token, options, TIMEOUT_MS)
      let botUserId: string | undefined
      const places = createRestPlaces({
        client: createOfflineClient(options),
        token,
        botUserId: () => botUserId,
        clock: options.clock,
      })
      const publish = createPublish({ client, isOpen: () => true, kindOf: places.kindOf })
      return async (post, signal) => {
        botUserId ??= (await client.me(signal).catch(() => undefined))?.id
        return publish(post, signal).finally(client.close)
      }
    },
  }
}
