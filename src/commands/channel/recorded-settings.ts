import { isDeepStrictEqual } from 'node:util'
import { type ChangedFields, changedFieldsSchema } from '../../channels/changed-fields.ts'
import type { Channel } from '../../channels/channel.ts'
import type { Change } from '../../ports/audit.ts'

/** What a recorded change may have of a channel, besides its topics. */
export const SETTING_NAMES = changedFieldsSchema.keyof().exclude(['topics']).options

type SettingName = (typeof SETTING_NAMES)[number]
export type SomeSettings = Partial<Pick<Channel, SettingName>>

/** A channel with its topics. */
export interface ChannelSettings {
  channel: Channel
  topics: readonly string[]
}

/** One side of a recorded change: the settings that it changed, and all topics if it changed those. */
interface Side {
  settings: SomeSettings
  topics: readonly string[] | undefined
}

/** @param defaults the settings of a channel that wasn't stored before the change */
export function readChange(
  { before: from, after: to }: Change,
  defaults: Channel,
): { before: Side; after: Side } {
  const before: ChangedFields = changedFieldsSchema.parse(from)
  const after: ChangedFields = changedFieldsSchema.parse(to)
  const names = SETTING_NAMES.filter(name => name in before || name in after)
  const pick = (fields: { readonly [Name in SettingName]?: Channel[Name] | undefined }): SomeSettings =>
    Object.fromEntries(names.map(name => [name, fields[name]]))
  return {
    before: { settings: pick({ ...defaults, ...before }), topics: before.topics },
    after: { settings: pick({ ...defaults, ...after }), topics: after.topics },
  }
}

/** The settings as they were before these changes, which are in order, oldest first. */
export function settingsBefore(
  current: ChannelSettings,
  changes: readonly Change[],
  defaults: Channel,
): ChannelSettings {
  return changes.reduceRight((state, change) => {
    const { before } = readChange(change, defaults)
    return { channel: { ...state.channel, ...before.settings }, topics: before.topics ?? state.topics }
  }, current)
}

/**
 * What a person changed in a form, applied to the settings as they are by now. What others changed while the form was open stays,
 * unless the form changed the same.
 */
export function mergeSettings(
  opened: ChannelSettings,
  submitted: ChannelSettings,
  current: ChannelSettings,
): ChannelSettings {
  const names = SETTING_NAMES.filter(
    name => !isDeepStrictEqual(opened.channel[name], submitted.channel[name]),
  )
  const changed = Object.fromEntries(names.map(name => [name, submitted.channel[name]]))
  const { added, removed } = topicChanges(opened.topics, submitted.topics)
  const remaining = current.topics.filter(topic => !removed.includes(topic))
  return {
    channel: { ...current.channel, ...changed },
    topics: [...remaining, ...added.filter(topic => !remaining.includes(topic))],
  }
}

/** The topics that only one of two lists has. */
export const topicChanges = (before: readonly string[], after: readonly string[]) => ({
  added: after.filter(topic => !before.includes(topic)),
  removed: before.filter(topic => !after.includes(topic)),
})
