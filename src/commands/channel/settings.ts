import type { Channel } from '../../channels/channel.ts'
import type { Line, Reply } from '../../messages/reply.ts'
import { bold, ephemeralReply, publicReply } from '../../messages/reply.ts'
import type { Command, CommandDeps } from '../command.ts'
import { changedChannel } from './changed-channel.ts'
import { comingText } from './schedule.ts'
import { differences } from './settings-differences.ts'
import { readSettings } from './settings-fields.ts'
import { settingsForm } from './settings-form.ts'

/** Shows a channel's settings as a form, and takes the form, or a part of it. */
export function createSettings(deps: CommandDeps): Command {
  const { channels, clock, newChannel } = deps

  const show = (channel: Channel): Reply => ({
    ...ephemeralReply([bold('Settings of this channel')]),
    form: settingsForm(channel),
  })

  return async asked => {
    const current = (await channels.find(asked.channel)) ?? newChannel(asked.channel)
    if (!asked.form) return show(current)
    const now = clock.now()
    const read = readSettings(asked.form, current, { person: asked.person, at: now })
    if (!read.ok) {
      const problems = Object.values(read.problems)
      return { ...ephemeralReply('Nothing was changed.', ...problems), problems: read.problems }
    }
    const changed = differences(current, read.channel)
    if (changed.length === 0) return ephemeralReply('Nothing was changed: all is as it was.')
    const channel = await changedChannel(deps, asked, read.channel)
    await channels.save(channel)
    const follows = (await channels.topics(asked.channel)).length > 0
    const told: Line[] = [
      [bold(asked.person), ' changed the settings of this channel: ', bold(changed.join('; ')), '.'],
      comingText(channel, follows, now),
    ]
    return publicReply(...told)
  }
}
