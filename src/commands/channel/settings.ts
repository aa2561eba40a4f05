import type { Channel } from '../../channels/channel.ts'
import { bold, ephemeralReply, publicReply, type Reply } from '../../messages/reply.ts'
import { topicName } from '../../search/topics.ts'
import { plural } from '../../text/format.ts'
import { daysText } from '../../time/weekdays.ts'
import { changersField, changersIn, changersText, readChangers, saveChangers } from '../change-rights.ts'
import type { Command, CommandDeps, CommandRequest } from '../command.ts'
import { changeTopics } from './change-topics.ts'
import { changedChannel } from './changed-channel.ts'
import { upcomingAfterChange } from './next-digest.ts'
import { type ChannelSettings, mergeSettings, settingsBefore, topicChanges } from './recorded-settings.ts'
import { isFirstPart, problemLines, readSettings, settingsForm } from './settings-form.ts'
import { MAX_TOPICS } from './subscribe.ts'
import { subscriptionLimitProblem } from './subscription-limit.ts'

/** Names of topics in one line. */
const SHOWN_TOPICS = 5

/** Opens what a platform with small forms couldn't show at first. */
const MORE = { label: 'More settings', command: 'page 2 settings' }

/** The number of the newest change when the form was opened, which its command carries. */
function openedAt({ args, origin }: CommandRequest): number | undefined {
  return origin === 'control' && /^\d{1,15}$/.test(args) ? Number(args) : undefined
}

/** Shows a channel's settings as a form, and saves a submitted form or a part of it. */
export function createSettings(deps: CommandDeps): Command {
  const { channels, keyValues, audit, clock, newChannel, otherSources } = deps

  async function showForm(request: CommandRequest, current: ChannelSettings): Promise<Reply> {
    const form = settingsForm(
      current,
      openedAt(request) ?? (await audit.lastId(request.channel)),
      otherSources.length > 0,
    )
    const ofWorkspace =
      request.role === 'admin' ? [changersField(await readChangers(keyValues, request.channel))] : []
    return {
      ...ephemeralReply([bold('Settings of this channel')]),
      form: { ...form, fields: [...form.fields, ...ofWorkspace] },
    }
  }

  /** What the form sets for the whole workspace, in words; saves it. */
  async function changedForWorkspace({ channel, form, role }: CommandRequest): Promise<string[]> {
    const changers = form && role === 'admin' ? changersIn(form) : undefined
    if (!changers || changers === (await readChangers(keyValues, channel))) return []
    await saveChangers(keyValues, channel, changers)
    return [changersText(changers)]
  }

  return async request => {
    const { channel: id, form, person } = request
    const current: ChannelSettings = {
      channel: (await channels.find(id)) ?? newChannel(id),
      topics: await channels.topics(id),
    }
    if (!form) return showForm(request, current)
    const now = clock.now()
    const since = openedAt(request)
    const changes = since === undefined ? [] : await audit.after(id, since)
    const opened = settingsBefore(current, changes, newChannel(id))
    const read = readSettings(form, opened, { person, at: now })
    if (!read.ok) return rejected(read.problems, current)
    const merged = mergeSettings(opened, read.settings, current)
    if (merged.topics.length > MAX_TOPICS) return rejected(tooMany(merged.topics.length), current)
    const more = merged.topics.length - current.topics.length
    const problem = await subscriptionLimitProblem(deps, request, more)
    if (problem) return rejected({ topics: problem }, current)
    const changed = [
      ...topicTexts(current.topics, merged.topics),
      ...differences(current.channel, merged.channel),
      ...(await changedForWorkspace(request)),
    ]
    const actions = isFirstPart(form) ? [MORE] : []
    if (changed.length === 0) return { ...ephemeralReply('Nothing was changed.'), actions }
    const channel = await changedChannel(deps, request, merged.channel)
    await channels.save(channel)
    await changeTopics(deps, request, current.topics, merged.topics)
    return {
      ...publicReply(
        [bold(person), ' changed the settings: ', bold(changed.join('; ')), '.'],
        ...upcomingAfterChange(current, { channel, topics: merged.topics }, now),
      ),
      actions,
    }
  }
}

const rejected = (problems: Readonly<Record<string, string>>, current: ChannelSettings): Reply => ({
  ...ephemeralReply('Nothing was changed.', ...problemLines(problems, current)),
  problems,
})

const tooMany = (count: number) => ({
  topics: `A channel can have ${MAX_TOPICS} topics, and these are ${count}.`,
})

/** What changed about the topics, in words. */
function topicTexts(before: readonly string[], after: readonly string[]): string[] {
  const { added, removed } = topicChanges(before, after)
  const named = (topics: readonly string[]): string => {
    const names = topics.slice(0, SHOWN_TOPICS).map(topicName).join(', ')
    return topics.length > SHOWN_TOPICS ? `${names} and ${topics.length - SHOWN_TOPICS} more` : names
  }
  return [
    ...(added.length > 0 ? [`subscribed to ${named(added)}`] : []),
    ...(removed.length > 0 ? [`unsubscribed from ${named(removed)}`] : []),
  ]
}

/** Each setting in words, in the order of the form. */
const SETTING_TEXTS: readonly ((channel: Channel) => string)[] = [
  ({ time }) => `time ${time}`,
  ({ days }) => daysText(days),
  ({ timezone }) => `time zone ${timezone}`,
  ({ onlyCode }) => (onlyCode ? 'only papers with code' : 'papers with and without code'),
  ({ unvoted }) =>
    unvoted ? 'also papers that nobody has voted on' : 'only papers that people could vote on',
  ({ catchUp }) => (catchUp === 'once' ? 'missed digests are sent late' : 'missed digests are skipped'),
  ({ pausedBy }) => (pausedBy ? 'digests paused' : 'digests resumed'),
  ({ layout }) => `${layout} layout`,
  ({ size }) => `${plural(size, 'paper')} per digest`,
  ({ minScore }) => (minScore > 0 ? `lowest score ${minScore}` : 'no lowest score'),
  ({ muted }) => (muted.length > 0 ? `muted: ${muted.join(', ')}` : 'nothing muted'),
]

/** The settings that differ after a change, in words. */
export const differences = (before: Channel, after: Channel): string[] =>
  SETTING_TEXTS.filter(textOf => textOf(before) !== textOf(after)).map(textOf => textOf(after))
