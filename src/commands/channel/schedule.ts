import type { Channel } from '../../channels/channel.ts'
import { bold, code, ephemeralReply, type Line, muted, publicReply } from '../../messages/reply.ts'
import { nextSlots } from '../../time/slots.ts'
import { momentText, relativeText } from '../../time/time-text.ts'
import type { Command, CommandDeps } from '../command.ts'
import { changedChannel } from './changed-channel.ts'
import { pauseText } from './next-digest.ts'
import { parseSchedule, scheduleText } from './schedule-text.ts'

const SHOWN_SLOTS = 3

/** When the next digests come, in the channel's zone and from now; or why none will. */
export function comingText(channel: Channel, follows: boolean, now: number): Line {
  if (!follows) {
    return ['Nothing is followed here yet, so no digest will come. Begin with ', code('/papers subscribe')]
  }
  if (channel.pausedBy) return pauseText(channel.pausedBy)
  const slots = nextSlots(channel, now, SHOWN_SLOTS).map(
    slot => `${momentText(slot, now, channel.timezone)} (${relativeText(slot, now)})`,
  )
  return [muted(`Next: ${slots.join(', ')}.`)]
}

export function createSchedule(deps: CommandDeps): Command {
  const { channels, clock, newChannel } = deps
  return async asked => {
    const current = (await channels.find(asked.channel)) ?? newChannel(asked.channel)
    if (asked.args.trim() === '') {
      return ephemeralReply([
        `The digest comes ${scheduleText(current)}. To change that: `,
        code('/papers schedule 9:00 weekdays Europe/Paris'),
      ])
    }
    const parsed = parseSchedule(asked.args, current)
    if (!parsed.ok) return ephemeralReply(parsed.problem)
    const { time, days, timezone } = parsed.schedule
    const channel = await changedChannel(deps, asked, { time, days, timezone })
    await channels.save(channel)
    const follows = (await channels.topics(asked.channel)).length > 0
    return publicReply(
      [bold(asked.person), ' set when the digest of this channel comes: ', bold(scheduleText(channel)), '.'],
      comingText(channel, follows, clock.now()),
    )
  }
}
