import { isDeepStrictEqual } from 'node:util'
import { type ChangedFields, changedFieldsSchema } from '../../channels/changed-fields.ts'
import type { Channel } from '../../channels/channel.ts'
import { bold, command, ephemeralReply, publicReply } from '../../messages/reply.ts'
import type { Change } from '../../ports/audit.ts'
import { topicKey, topicName } from '../../search/topics.ts'
import type { Command, CommandDeps } from '../command.ts'
import { changedChannel } from './changed-channel.ts'
import { upcomingLine } from './next-digest.ts'
import { differences } from './settings.ts'
import { MAX_TOPICS } from './subscribe.ts'

const FIELDS = changedFieldsSchema.keyof().exclude(['topics']).options

type Setting = (typeof FIELDS)[number]

/** What undoing a change means. */
interface Undoing {
  /** The settings that were changed, as they were before. */
  settings: Partial<Pick<Channel, Setting>>
  /** As the change left them; if they differ by now, it can't be undone. */
  changed: Partial<Pick<Channel, Setting>>
  resubscribe: readonly string[]
  unsubscribe: readonly string[]
}

/** @param defaults the settings of a channel that wasn't stored before the change */
function undoingOf({ before: from, after: to }: Change, defaults: Channel): Undoing {
  const before: ChangedFields = changedFieldsSchema.parse(from)
  const after: ChangedFields = changedFieldsSchema.parse(to)
  const names = FIELDS.filter(name => name in before || name in after)
  const pick = (fields: { readonly [Name in Setting]?: Channel[Name] | undefined }) =>
    Object.fromEntries(names.map(name => [name, fields[name]]))
  const { topics: had = [] } = before
  const { topics: has = [] } = after
  return {
    settings: pick({ ...defaults, ...before }),
    changed: pick({ ...defaults, ...after }),
    resubscribe: had.filter(topic => !has.includes(topic)),
    unsubscribe: has.filter(topic => !had.includes(topic)),
  }
}

const listOf = (topics: readonly string[]): string => topics.map(topicName).join(', ')

/** `undo <number of a recorded change>`: the channel is as before that change, unless something changed the same again. */
export function createUndo(deps: CommandDeps): Command {
  const { channels, audit, outbox, clock, newChannel } = deps
  return async request => {
    const { channel: id, person, args } = request
    const change = await audit.find(id, Number(args) || 0)
    if (!change) return ephemeralReply('There is nothing to undo.')
    const current = (await channels.find(id)) ?? newChannel(id)
    const topics = await channels.topics(id)
    const { settings, changed, resubscribe, unsubscribe } = undoingOf(change, newChannel(id))
    const isAsItLeft =
      FIELDS.every(name => !(name in changed) || isDeepStrictEqual(current[name], changed[name])) &&
      unsubscribe.every(topic => topics.includes(topic)) &&
      !resubscribe.some(topic => topics.some(each => topicKey(each) === topicKey(topic)))
    const remaining = [...topics.filter(topic => !unsubscribe.includes(topic)), ...resubscribe]
    if (!isAsItLeft || remaining.length > MAX_TOPICS) {
      return ephemeralReply([
        'That was changed again since, so it can’t be undone. See ',
        command('subscriptions'),
        ' and ',
        command('settings'),
      ])
    }
    const now = clock.now()
    const channel = await changedChannel(deps, request, settings)
    await channels.save(channel)
    for (const topic of unsubscribe) await channels.unsubscribe(id, topic)
    for (const topic of resubscribe) await channels.subscribe(id, topic, request, now)
    if (remaining.length === 0) await outbox.cancel(id, 'the channel has no subscriptions', now)
    const what = [
      ...(resubscribe.length > 0 ? [`subscribed to ${listOf(resubscribe)} again`] : []),
      ...(unsubscribe.length > 0 ? [`no longer subscribed to ${listOf(unsubscribe)}`] : []),
      ...differences(current, channel),
    ]
    return publicReply(
      [
        bold(person),
        change.personId === request.personId ? ' undid their change: ' : ` undid ${change.person}’s change: `,
        bold(what.join('; ')),
        '.',
      ],
      upcomingLine(channel, remaining.length > 0, now),
    )
  }
}
