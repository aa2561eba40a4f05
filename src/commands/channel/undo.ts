import { isDeepStrictEqual } from 'node:util'
import { platformOf } from '../../channels/channel-id.ts'
import { bold, command, ephemeralReply, publicReply } from '../../messages/reply.ts'
import { topicKey, topicName } from '../../search/topics.ts'
import { changersText, readChangers, recordedChangers, saveChangers } from '../change-rights.ts'
import type { Command, CommandDeps } from '../command.ts'
import { changeTopics } from './change-topics.ts'
import { changedChannel } from './changed-channel.ts'
import { upcomingAfterChange } from './next-digest.ts'
import { readChange, SETTING_NAMES, topicChanges } from './recorded-settings.ts'
import { differences } from './settings.ts'
import { MAX_TOPICS } from './subscribe.ts'
import { subscriptionLimitProblem } from './subscription-limit.ts'

const listOf = (topics: readonly string[]): string => topics.map(topicName).join(', ')

/** `undo <number of a recorded change>`: the channel is as before that change, unless something changed the same again. */
export function createUndo(deps: CommandDeps): Command {
  const { channels, audit, keyValues, people, clock, newChannel } = deps
  return async request => {
    const { channel: id, person, args } = request
    const change = await audit.find(id, Number(args) || 0)
    if (!change) return ephemeralReply('There is nothing to undo.')
    const changers = recordedChangers(change.before)
    if (changers && request.role !== 'admin')
      return ephemeralReply('Only admins can undo that, because it also set who can change settings.')
    const current = (await channels.find(id)) ?? newChannel(id)
    const topics = await channels.topics(id)
    const { before, after } = readChange(change, newChannel(id))
    const { added: unsubscribe, removed: resubscribe } = topicChanges(before.topics ?? [], after.topics ?? [])
    const isAsItLeft =
      SETTING_NAMES.every(
        name => !(name in after.settings) || isDeepStrictEqual(current[name], after.settings[name]),
      ) &&
      (!changers || (await readChangers(keyValues, id)) === recordedChangers(change.after)) &&
      unsubscribe.every(topic => topics.includes(topic)) &&
      !resubscribe.some(topic => topics.some(each => topicKey(each) === topicKey(topic)))
    const remaining = [...topics.filter(topic => !unsubscribe.includes(topic)), ...resubscribe]
    if (!isAsItLeft || remaining.length > MAX_TOPICS) {
      return ephemeralReply([
        'That has been changed again since, so it can’t be undone. See ',
        command('subscriptions'),
        ' and ',
        command('settings'),
      ])
    }
    const problem = await subscriptionLimitProblem(deps, request, remaining.length - topics.length)
    if (problem) return ephemeralReply(`${problem} So this can’t be undone.`)
    const channel = await changedChannel(deps, request, before.settings)
    await channels.save(channel)
    await changeTopics(deps, request, topics, remaining)
    if (changers) await saveChangers(keyValues, id, changers)
    const isOwn = people.hashesOf(platformOf(id), request.personId).includes(change.personHash)
    const what = [
      ...(resubscribe.length > 0 ? [`subscribed to ${listOf(resubscribe)} again`] : []),
      ...(unsubscribe.length > 0 ? [`no longer subscribed to ${listOf(unsubscribe)}`] : []),
      ...differences(current, channel),
      ...(changers ? [changersText(changers)] : []),
    ]
    return publicReply(
      [
        bold(person),
        isOwn ? ' undid their change: ' : ` undid ${change.person}’s change: `,
        bold(what.join('; ')),
        '.',
      ],
      ...upcomingAfterChange({ channel: current, topics }, { channel, topics: remaining }, clock.now()),
    )
  }
}
