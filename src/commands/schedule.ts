import { nextSlots } from '../digest/schedule.ts'
import { momentText, relativeText } from '../text/times.ts'
import { changedChannel } from './channel-changes.ts'
import { bold, type Command, type CommandDeps, code, muted, tellAsker, tellChannel } from './command.ts'
import { parseSchedule, scheduleText } from './schedule-text.ts'

const SHOWN_SLOTS = 3

export function createSchedule(deps: CommandDeps): Command {
  const { channels, clock, newChannel } = deps
  return {
    name: 'schedule',
    usage: '<time> [days] [zone]',
    help: 'when the digest comes: 9:00, 5pm; weekdays, daily, mon,thu; Europe/Paris, Paris, CET',
    changes: true,
    async run(request, args) {
      const current = (await channels.find(request.channel)) ?? newChannel(request.channel)
      if (args.trim() === '') {
        return tellAsker([
          `The digest comes ${scheduleText(current)}. To change that: `,
          code('/papers schedule 9:00 weekdays Europe/Paris'),
        ])
      }
      const parsed = parseSchedule(args, current)
      if (!parsed.ok) return tellAsker(parsed.problem)
      const { time, days, timezone } = parsed.schedule
      const channel = await changedChannel(deps, request, { time, days, timezone })
      await channels.save(channel)
      const now = clock.now()
      const slots = nextSlots(channel, now, SHOWN_SLOTS).map(
        slot => `${momentText(slot, now, timezone)} (${relativeText(slot, now)})`,
      )
      const follows = (await channels.topics(request.channel)).length > 0
      return tellChannel(
        [
          bold(request.person),
          ' set when the digest of this channel comes: ',
          bold(scheduleText(channel)),
          '.',
        ],
        follows
          ? [muted(`Next: ${slots.join(', ')}.`)]
          : ['Nothing is followed here yet, so no digest will come. Begin with ', code('/papers subscribe')],
      )
    },
  }
}
