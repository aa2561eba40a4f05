import type { Channel, ChannelId } from '../channel.ts'
import type { Planner } from '../delivery/planner.ts'
import type { Turns } from '../delivery/turns.ts'
import type { Feed } from '../feed/state.ts'
import type { Channels, Clock, Ledger } from '../ports.ts'
import type { Reply, ReplySpan } from './reply.ts'
import type { Request } from './request.ts'

/** What commands work with. */
export interface CommandDeps {
  channels: Channels
  ledger: Ledger
  planner: Planner
  /** So that a change and the planner don't meet in one channel. */
  turns: Turns
  clock: Clock
  feed: () => Promise<Feed>
  /** Begins to deliver what has just been planned; doesn't wait for it. */
  deliverSoon: () => void
  /** A channel as it is before anyone has set anything. */
  newChannel: (id: ChannelId) => Channel
  /** The most papers that a list shows. */
  listSize: number
  version: string
}

export interface Command {
  name: string
  /** What may follow the name, such as `[topic]`. */
  usage: string
  /** What it does, in one line. */
  help: string
  /** Whether it changes what the channel receives: then only some people may, and the channel is told. */
  changes: boolean
  run(request: Request, args: string): Promise<Reply>
}

export const bold = (text: string): ReplySpan => ({ text, style: 'bold' })
export const code = (text: string): ReplySpan => ({ text, style: 'code' })
export const muted = (text: string): ReplySpan => ({ text, style: 'muted' })

type Line = string | readonly (string | ReplySpan)[]

const toSpans = (line: Line): ReplySpan[] =>
  (typeof line === 'string' ? [line] : line).map(part => (typeof part === 'string' ? { text: part } : part))

/** An answer for the asker alone. */
export const tellAsker = (...lines: Line[]): Reply => ({ audience: 'asker', lines: lines.map(toSpans) })

/** An answer that the whole channel sees. */
export const tellChannel = (...lines: Line[]): Reply => ({ audience: 'channel', lines: lines.map(toSpans) })
