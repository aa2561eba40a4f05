/** What the ids of a platform's channels begin with: `slack`, `discord`, `preview`. */
export type PlatformName = string

/** `slack:<team>/<channel>`, `discord:<guild or @me>/<channel>`, or `preview:local`. */
export type ChannelId = `${PlatformName}:${string}`

export const PREVIEW_CHANNEL: ChannelId = 'preview:local'

const CHANNEL_ID = /^[a-z][a-z\d-]*:(?=.)/

export const platformOf = (id: ChannelId): PlatformName => {
  if (!CHANNEL_ID.test(id)) throw new TypeError(`not a channel's id: ${id}`)
  return id.slice(0, id.indexOf(':'))
}

/**
 * The parts of a channel's id after the platform: `slack:T1/C2` → `{ workspace: 'T1', place: 'C2' }`. The workspace is
 * Slack's team or Discord's guild.
 */
export const partsOf = (id: ChannelId): { workspace: string; place: string } => {
  const [workspace = '', place = ''] = id.slice(id.indexOf(':') + 1).split('/')
  return { workspace, place }
}

const isChannelId = (text: string): text is ChannelId => CHANNEL_ID.test(text)

/** A channel's id as a person wrote it; undefined for anything else. */
export const channelIdOf = (text: string): ChannelId | undefined => (isChannelId(text) ? text : undefined)

/** The workspace with its platform: `slack:T1/C2` → `slack:T1`. */
export const workspaceOf = (channel: ChannelId): `${PlatformName}:${string}` =>
  `${platformOf(channel)}:${partsOf(channel).workspace}`
