export const PLATFORMS = ['slack', 'discord', 'preview'] as const

export type Platform = (typeof PLATFORMS)[number]

/** `slack:<team>/<channel>`, `discord:<guild or @me>/<channel>`, or `preview:local`. */
export type ChannelId = `${Platform}:${string}`

export const PREVIEW_CHANNEL: ChannelId = 'preview:local'

export const platformOf = (id: ChannelId): Platform => {
  const platform = PLATFORMS.find(name => id.startsWith(`${name}:`))
  if (!platform) throw new TypeError(`no platform has channels like ${id}`)
  return platform
}

/**
 * The parts of a channel's id after the platform: `slack:T1/C2` → `{ workspace: 'T1', place: 'C2' }`. The workspace is
 * Slack's team or Discord's guild.
 */
export const partsOf = (id: ChannelId): { workspace: string; place: string } => {
  const [workspace = '', place = ''] = id.slice(id.indexOf(':') + 1).split('/')
  return { workspace, place }
}

/** Parses a channel's id that a person typed; undefined if it has no known platform. */
export function channelIdOf(text: string): ChannelId | undefined {
  const platform = PLATFORMS.find(name => text.startsWith(`${name}:`))
  return platform && `${platform}:${text.slice(platform.length + 1)}`
}

/** The workspace with its platform: `slack:T1/C2` → `slack:T1`. */
export const workspaceOf = (channel: ChannelId): string =>
  `${platformOf(channel)}:${partsOf(channel).workspace}`
