import { bold, code, ephemeralReply, publicReply } from '../../messages/reply.ts'
import { nextSlot } from '../../time/slots.ts'
import type { Command, CommandDeps } from '../command.ts'
import { nextDigestSpans, pauseText } from './next-digest.ts'

export const createPause =
  ({ channels, clock, newChannel }: CommandDeps): Command =>
  async ({ channel: id, person }) => {
    const channel = (await channels.find(id)) ?? newChannel(id)
    if (channel.pausedBy) return ephemeralReply(`It is paused already: ${pauseText(channel.pausedBy)}`)
    await channels.save({ ...channel, pausedBy: { person, at: clock.now() } })
    return {
      ...publicReply([
        bold(person),
        ' paused the digests of this channel. What it follows is kept. Back again: ',
        code('/papers resume'),
      ]),
      actions: [{ label: 'Resume', command: 'resume' }],
    }
  }

export const createResume =
  ({ channels, clock }: CommandDeps): Command =>
  async ({ channel: id, person }) => {
    const channel = await channels.find(id)
    const follows = (await channels.topics(id)).length > 0
    if (!channel || !follows) {
      return ephemeralReply([
        'Nothing is followed here, so there is nothing to resume. Begin with ',
        code('/papers subscribe'),
      ])
    }
    const now = clock.now()
    if (!channel.pausedBy && !channel.pausedReason) {
      const when = nextDigestSpans(channel, now)
      return ephemeralReply(['Nothing is paused here. The next digest comes ', ...when, '.'])
    }
    const resumed = {
      ...channel,
      pausedBy: undefined,
      pausedReason: undefined,
      nextSlotAt: nextSlot(channel, now),
    }
    await channels.save(resumed)
    return publicReply([
      bold(person),
      ' resumed the digests of this channel. The next one comes ',
      ...nextDigestSpans(resumed, now),
      '.',
    ])
  }
