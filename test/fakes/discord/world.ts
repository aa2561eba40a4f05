/** What the bot can't do in a channel: see it, write in it (`closed`), or start threads. */
export type Restriction = 'hidden' | 'closed' | 'no threads'

export interface FakeChannel {
  id: string
  /** Discord's number for the kind: 0 text, 1 direct messages, 3 a group's, 5 announcements, 11 thread, 15 forum. */
  type: number
  /** The tags of a forum. */
  tags?: readonly { id: string; name: string; moderated?: boolean }[]
  /** Whether a forum takes no post without a tag. */
  needsTag?: boolean
  restriction?: Restriction
}

/** The state of the fake Discord. A test can set every part. */
export interface World {
  token: string
  applicationId: string
  botUserId: string
  guildId: string
  /** The application's Interactions Endpoint URL. Where a test takes interactions over HTTP, it is set to where they go. */
  endpointUrl: string | null
  /** The existing channels; any other is an `Unknown Channel`. Threads that the bot starts are added. */
  channels: readonly FakeChannel[]
  /** Whether the bot may read the message history of its channels. */
  mayReadHistory: boolean
  /** Whether Discord recognises a repeated nonce and doesn't post the message again. It does so for a few minutes only. */
  knowsNonces: boolean
  /** How many shards Discord recommends. */
  shards: number
  /** What Discord says is left of the identifies of a day, and how many shards may identify at once. */
  identifies: { remaining: number; resetAfterMs: number; concurrency: number }
  /** More servers that the bot is in, each with a text channel. */
  otherServers: readonly { guildId: string; channelId: string }[]
}

export const GUILD = '290926798626357001'
export const CHANNEL = '290926798626357002'
export const OTHER_CHANNEL = '290926798626357003'
export const DIRECT_CHANNEL = '290926798626357004'
export const HIDDEN_CHANNEL = '290926798626357005'
export const CLOSED_CHANNEL = '290926798626357006'
export const THREADLESS_CHANNEL = '290926798626357007'
export const FORUM = '290926798626357008'
export const ANNOUNCEMENTS = '290926798626357009'
/** Direct messages of a group of people, without the bot, and a server that it isn't in, with one of its channels. */
export const GROUP = '290926798626357010'
export const FOREIGN_GUILD = '290926798626357011'
export const FOREIGN_CHANNEL = '290926798626357012'

export const WORLD: World = {
  mayReadHistory: true,
  knowsNonces: true,
  shards: 1,
  identifies: { remaining: 999, resetAfterMs: 14_400_000, concurrency: 1 },
  otherServers: [],
  endpointUrl: null,
  token: 'made-up-bot-token.AAAAAA.0123456789_abcdefghijklmnopqrstuvwx',
  applicationId: '290926798626357100',
  botUserId: '290926798626357100',
  guildId: GUILD,
  channels: [
    { id: CHANNEL, type: 0 },
    { id: OTHER_CHANNEL, type: 0 },
    { id: DIRECT_CHANNEL, type: 1 },
    { id: HIDDEN_CHANNEL, type: 0, restriction: 'hidden' },
    { id: CLOSED_CHANNEL, type: 0, restriction: 'closed' },
    { id: THREADLESS_CHANNEL, type: 0, restriction: 'no threads' },
    { id: FORUM, type: 15 },
    { id: ANNOUNCEMENTS, type: 5 },
    { id: GROUP, type: 3 },
  ],
}

/** The person who types commands and clicks buttons. */
export const PERSON = { id: '290926798626357200', username: 'ada', name: 'Ada' }

const MANAGE_CHANNELS = 1n << 4n
const READ_HISTORY = 1n << 16n
const VIEW_AND_WRITE = (1n << 10n) | (1n << 11n)

/** The permissions of someone who may or may not manage the channel. */
export const permissionsOf = (mayManage: boolean): string =>
  String(VIEW_AND_WRITE | (mayManage ? MANAGE_CHANNELS : 0n))

/** What everyone may do in a server, the bot among them. */
export const everyoneMay = ({ mayReadHistory }: World): string =>
  String(VIEW_AND_WRITE | (mayReadHistory ? READ_HISTORY : 0n))

/** An id tells when it was made, in ms since 2015: these are from the tests' usual morning. */
let lastId = BigInt(Date.parse('2026-11-23T09:00Z') - Date.UTC(2015, 0)) << 22n

/** A new id, larger than all earlier ones. */
export function newId(): string {
  lastId += 1n
  return String(lastId)
}
