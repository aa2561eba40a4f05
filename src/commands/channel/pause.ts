import { bold, command, ephemeralReply, publicReply, type Reply } from '../../messages/reply.ts'
import { nextSlot } from '../../time/slots.ts'
import type { Command, CommandDeps } from '../command.ts'
import { nextDigestSpans } from './next-digest.ts'

const nothingTo = (what: 'pause' | 'resume'): Reply =>
  ephemeralReply([`Nothing to ${what}: this channel has no subscriptions. To start: `, command('subscribe')])

export const createPause =
  ({ channels, clock }: CommandDeps): Command =>
  async ({ channel: id, person }) => {
    const channel = await channels.find(id)
    const follows = (await channels.topics(id)).length > 0
    if (!channel || !follows) return nothingTo('pause')
    if (channel.pausedBy)
      return ephemeralReply([
        'Already paused by ',
        bold(channel.pausedBy.person),
        '. Use ',
        command('resume'),
        '.',
      ])
    await channels.save({ ...channel, pausedBy: { person, at: clock.now() } })
    return {
      ...publicReply([bold(person), ' paused this channel’s digests. To resume them: ', command('resume')]),
      actions: [{ label: 'Resume', command: 'resume' }],
    }
  }

export const createResume =
  ({ channels, clock }: CommandDeps): Command =>
  async ({ channel: id, person }) => {
    const channel = await channels.find(id)
    const follows = (await channels.topics(id)).length > 0
    if (!channel || !follows) return nothingTo('resume')
    const now = clock.now()
    if (!channel.pausedBy && !channel.pausedReason) {
      const when = nextDigestSpans(channel, now)
      return ephemeralReply(['Nothing is paused. Next digest: ', ...when, '.'])
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
      ' resumed this channel’s digests. Next digest: ',
      ...nextDigestSpans(resumed, now),
      '.',
    ])
  }
