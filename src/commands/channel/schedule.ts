import { bold, command, ephemeralReply, publicReply } from '../../messages/reply.ts'
import type { Schedule } from '../../time/slots.ts'
import { DAY_SHORT } from '../../time/weekdays.ts'
import type { Command, CommandDeps } from '../command.ts'
import { changedChannel } from './changed-channel.ts'
import { upcomingLine } from './next-digest.ts'
import { parseSchedule, scheduleText } from './schedule-text.ts'

const EXAMPLE = '9:00 weekdays Europe/Paris'

const NEVER = /^(?:off|none|never|no|nothing|stop|pause|disabled?|cancel|clear|delete|remove)$/i
/** Asks for the schedule there is. */
const SHOW = /^(?:show|list|view|status|current)$/i

const commandOf = ({ time, days, timezone }: Schedule): string =>
  `schedule ${time} ${days.map(day => DAY_SHORT[day]).join(',')} ${timezone}`

export function createSchedule(deps: CommandDeps): Command {
  const { channels, clock, newChannel } = deps
  return async request => {
    const current = (await channels.find(request.channel)) ?? newChannel(request.channel)
    if (request.args === '' || SHOW.test(request.args)) {
      return ephemeralReply([
        `Digests are posted ${scheduleText(current)}. To change that: `,
        command(`schedule ${EXAMPLE}`),
      ])
    }
    if (NEVER.test(request.args)) {
      return ephemeralReply(['A schedule has a time. To stop the digests: ', command('pause')])
    }
    const parsed = parseSchedule(request.args, current)
    if (!parsed.ok) {
      const { problem, choices = [] } = parsed
      return {
        ...ephemeralReply(problem, ['For example: ', command(`schedule ${EXAMPLE}`)]),
        actions: choices.map(({ label, schedule }) => ({ label, command: commandOf(schedule) })),
      }
    }
    const { time, days, timezone } = parsed.schedule
    const channel = await changedChannel(deps, request, { time, days, timezone })
    await channels.save(channel)
    const follows = (await channels.topics(request.channel)).length > 0
    return publicReply(
      [bold(request.person), ' rescheduled the digest: ', bold(scheduleText(channel)), '.'],
      upcomingLine(channel, follows, clock.now()),
    )
  }
}
