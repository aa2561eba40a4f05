import { isDeepStrictEqual } from 'node:util'
import { type ChangedFields, changedFieldsSchema } from '../../channels/changed-fields.ts'
import type { Changers } from '../../channels/changers.ts'
import type { Channel } from '../../channels/channel.ts'
import { bold, code, ephemeralReply, publicReply } from '../../messages/reply.ts'
import type { Change } from '../../ports/audit.ts'
import { topicName } from '../../search/topics.ts'
import { changersText, readChangers, saveChangers } from '../change-rights.ts'
import type { Command, CommandDeps } from '../command.ts'
import { changedChannel } from './changed-channel.ts'
import { upcomingLine } from './next-digest.ts'
import { differences } from './settings.ts'
import { MAX_TOPICS } from './subscribe.ts'

const FIELDS = changedFieldsSchema.keyof().exclude(['topics', 'changers']).options

type Setting = (typeof FIELDS)[number]

/** What undoing a change means. */
interface Undoing {
  /** The settings that were changed, as they were before. */
  settings: Partial<Pick<Channel, Setting>>
  /** As the change left them; if they differ by now, it can't be undone. */
  changed: Partial<Pick<Channel, Setting>>
  follow: readonly string[]
  unfollow: readonly string[]
  /** Who could change the channels of the workspace before and after it, if it changed that. */
  changers?: { before: Changers; after: Changers } | undefined
}

/** @param defaults the settings of a channel that wasn't stored before the change */
function undoingOf({ before: from, after: to }: Change, defaults: Channel): Undoing {
  const before: ChangedFields = changedFieldsSchema.parse(from)
  const after: ChangedFields = changedFieldsSchema.parse(to)
  const names = FIELDS.filter(name => name in before || name in after)
  const pick = (fields: { readonly [Name in Setting]?: Channel[Name] | undefined }) =>
    Object.fromEntries(names.map(name => [name, fields[name]]))
  const { topics: had = [], changers: could } = before
  const { topics: has = [], changers: can } = after
  return {
    settings: pick({ ...defaults, ...before }),
    changed: pick({ ...defaults, ...after }),
    follow: had.filter(topic => !has.includes(topic)),
    unfollow: has.filter(topic => !had.includes(topic)),
    changers: could && can && { before: could, after: can },
  }
}

const listOf = (topics: readonly string[]): string => topics.map(topicName).join(', ')

/** `undo <number of a recorded change>`: the channel is as before that change, unless something changed the same again. */
export function createUndo(deps: CommandDeps): Command {
  const { channels, audit, keyValues, outbox, clock, newChannel } = deps
  return async request => {
    const { channel: id, person, args } = request
    const change = await audit.find(id, Number(args) || 0)
    if (!change) return ephemeralReply('There is nothing to undo.')
    const current = (await channels.find(id)) ?? newChannel(id)
    const topics = await channels.topics(id)
    const { settings, changed, follow, unfollow, changers } = undoingOf(change, newChannel(id))
    if (changers && request.role !== 'admin') {
      return ephemeralReply(
        'Only admins of this workspace can undo that: it set who may change its channels.',
      )
    }
    const isAsItLeft =
      (!changers || changers.after === (await readChangers(keyValues, id))) &&
      FIELDS.every(name => !(name in changed) || isDeepStrictEqual(current[name], changed[name])) &&
      unfollow.every(topic => topics.includes(topic)) &&
      !follow.some(topic => topics.includes(topic))
    const remaining = [...topics.filter(topic => !unfollow.includes(topic)), ...follow]
    if (!isAsItLeft || remaining.length > MAX_TOPICS) {
      return ephemeralReply([
        'That was changed again since, so it can’t be undone. How it is now: ',
        code('/papers subscriptions'),
        ' and ',
        code('/papers settings'),
      ])
    }
    const now = clock.now()
    const channel = await changedChannel(deps, request, settings)
    await channels.save(channel)
    for (const topic of unfollow) await channels.unsubscribe(id, topic)
    for (const topic of follow) await channels.subscribe(id, topic, request, now)
    if (changers) await saveChangers(keyValues, id, changers.before)
    if (remaining.length === 0) await outbox.cancel(id, 'nothing is followed any more', now)
    const what = [
      ...(follow.length > 0 ? [`follows ${listOf(follow)} again`] : []),
      ...(unfollow.length > 0 ? [`no longer follows ${listOf(unfollow)}`] : []),
      ...differences(current, channel),
      ...(changers ? [changersText(changers.before)] : []),
    ]
    return publicReply(
      [
        bold(person),
        ' undid a change of ',
        bold(change.person),
        ' in this channel: ',
        bold(what.join('; ')),
        '.',
      ],
      upcomingLine(channel, remaining.length > 0, now),
    )
  }
}
