import { workspaceOf } from '../channels/channel-id.ts'
import type { Asker } from '../collecting/look-up.ts'
import { createAllowance, takeFromAll } from '../lib/allowance.ts'
import { createConcurrencyLimit } from '../lib/concurrency-limit.ts'
import { ephemeralReply } from '../messages/reply.ts'
import type { Request } from '../messages/request.ts'
import type { Clock } from '../time/clock.ts'
import { waitText } from '../time/time-text.ts'
import type { Command, CommandLimits } from './command.ts'

/** Who asks, for limits: a person of one workspace. */
export const askerOf = ({ channel, personId }: Pick<Request, 'channel' | 'personId'>): Asker => ({
  person: `${workspaceOf(channel)}/${personId}`,
  workspace: workspaceOf(channel),
})

/** Wraps commands that search, or that post in a channel. Commands with the same wrapper share a limit. */
export function createCommandLimits(limits: CommandLimits, clock: Clock) {
  const searches = createConcurrencyLimit(limits.searchesAtOnce)
  const byPerson = createAllowance(limits.posts.person, clock.now)
  const byChannel = createAllowance(limits.posts.channel, clock.now)

  return {
    search:
      (command: Command): Command =>
      async request =>
        (await searches.run(askerOf(request).person, () => command(request))) ??
        ephemeralReply('Your earlier searches are still running. Try this one again in a few seconds.'),
    post:
      (command: Command): Command =>
      async request => {
        const { person } = askerOf(request)
        const wait = takeFromAll([
          [byPerson, person],
          [byChannel, request.channel],
        ])
        if (wait === 0) return command(request)
        return ephemeralReply(
          `That was a lot of posts in a short time, so nothing was posted. Try again ${waitText(wait)}.`,
        )
      },
  }
}
