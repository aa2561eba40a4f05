/** What stands between the bot and a channel: it can't see it, may not write in it, or may not start threads there. */
export type Restriction = 'hidden' | 'closed' | 'no threads'

export interface FakeChannel {
  id: string
  /** Discord's number for the kind: 0 text, 1 direct messages, 11 thread. */
  type: number
  restriction?: Restriction
}

/** Who and what there is on the made-up Discord; every part can be set. */
export interface World {
  token: string
  applicationId: string
  botUserId: string
  guildId: string
  /** All channels that there are; in any other, `Unknown Channel`. Threads that the bot starts come on top. */
  channels: readonly FakeChannel[]
  /** Whether the bot may read what was written in its channels. */
  mayReadHistory: boolean
  /** Whether a message with a nonce that Discord has had is not posted again. It knows them for some minutes only. */
  knowsNonces: boolean
}

export const GUILD = '290926798626357001'
export const CHANNEL = '290926798626357002'
export const OTHER_CHANNEL = '290926798626357003'
export const DIRECT_CHANNEL = '290926798626357004'
export const HIDDEN_CHANNEL = '290926798626357005'
export const CLOSED_CHANNEL = '290926798626357006'
export const THREADLESS_CHANNEL = '290926798626357007'

export const WORLD: World = {
  mayReadHistory: true,
  knowsNonces: true,
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
  ],
}

/** Someone who types commands and clicks buttons. */
export const PERSON = { id: '290926798626357200', username: 'ada', name: 'Ada' }

const MANAGE_CHANNELS = 1n << 4n
const READ_HISTORY = 1n << 16n
const VIEW_AND_WRITE = (1n << 10n) | (1n << 11n)

/** The rights of someone who may manage the channel, or may not. */
export const permissionsOf = (mayManage: boolean): string =>
  String(VIEW_AND_WRITE | (mayManage ? MANAGE_CHANNELS : 0n))

/** What everyone may do in a server, the bot among them. */
export const everyoneMay = ({ mayReadHistory }: World): string =>
  String(VIEW_AND_WRITE | (mayReadHistory ? READ_HISTORY : 0n))

let lastId = 1_300_000_000_000_000_000n

/** A new id, larger than all before. */
export function newId(): string {
  lastId += 1n
  return String(lastId)
}
