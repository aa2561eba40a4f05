import type { Channel } from '../../channels/channel.ts'
import { bold, ephemeralReply, publicReply } from '../../messages/reply.ts'
import { plural } from '../../text/format.ts'
import { changersField, changersIn, changersText, readChangers, saveChangers } from '../change-rights.ts'
import type { Command, CommandDeps } from '../command.ts'
import { changedChannel } from './changed-channel.ts'
import { upcomingLine } from './next-digest.ts'
import { daysText } from './schedule-text.ts'
import { CATCH_UP_NAMES, readSettings, settingsForm } from './settings-form.ts'

/** Shows a channel's settings as a form, and saves a submitted form or a part of it. */
export function createSettings(deps: CommandDeps): Command {
  const { channels, keyValues, clock, newChannel } = deps
  return async request => {
    const current = (await channels.find(request.channel)) ?? newChannel(request.channel)
    const isAdmin = request.role === 'admin'
    if (!request.form) {
      const form = settingsForm(current)
      const fields = isAdmin
        ? [...form.fields, changersField(await readChangers(keyValues, request.channel))]
        : form.fields
      return { ...ephemeralReply([bold('Settings of this channel')]), form: { ...form, fields } }
    }
    const now = clock.now()
    const read = readSettings(request.form, current, { person: request.person, at: now })
    if (!read.ok) {
      const problems = Object.values(read.problems)
      return { ...ephemeralReply('Nothing was changed.', ...problems), problems: read.problems }
    }
    const changed = differences(current, read.channel)
    const changers = isAdmin ? changersIn(request.form) : undefined
    if (changers && changers !== (await readChangers(keyValues, request.channel))) {
      await saveChangers(keyValues, request.channel, changers)
      changed.push(changersText(changers))
    }
    if (changed.length === 0) return ephemeralReply('Nothing was changed: all is as it was.')
    const channel = await changedChannel(deps, request, read.channel)
    await channels.save(channel)
    const follows = (await channels.topics(request.channel)).length > 0
    return publicReply(
      [bold(request.person), ' changed the settings of this channel: ', bold(changed.join('; ')), '.'],
      upcomingLine(channel, follows, now),
    )
  }
}

/** Each setting in words, in the order of the form. */
const SETTING_TEXTS: readonly ((channel: Channel) => string)[] = [
  ({ time }) => `time ${time}`,
  ({ timezone }) => `zone ${timezone}`,
  ({ days }) => daysText(days),
  ({ layout }) => `${layout} layout`,
  ({ size }) => plural(size, 'paper'),
  ({ minScore }) => (minScore > 0 ? `scores from ${minScore}` : 'any score'),
  ({ onlyCode }) => (onlyCode ? 'only papers with code' : 'papers without code too'),
  ({ muted }) => (muted.length > 0 ? `muted: ${muted.join(', ')}` : 'nothing muted'),
  ({ catchUp }) => `a missed digest: ${CATCH_UP_NAMES[catchUp].toLowerCase()}`,
  ({ pausedBy }) => (pausedBy ? 'paused' : 'digests come'),
]

/** The settings that differ after a change, in words. */
export const differences = (before: Channel, after: Channel): string[] =>
  SETTING_TEXTS.filter(textOf => textOf(before) !== textOf(after)).map(textOf => textOf(after))
