import { GatewayOpcodes, type SimpleShardingStrategy } from 'discord.js'
import { z } from 'zod'
import { messageOf } from '../../src/lib/errors.ts'
import type { RefuseInput } from '../shared/refused-input.ts'

/** Characters of one message; a server with thousands of channels and threads has some millions. */
const MAX_MESSAGE = 16_000_000

const { Dispatch, Heartbeat, Reconnect, InvalidSession, Hello, HeartbeatAck } = GatewayOpcodes

/** The messages of the gateway, with the parts that discord.js reads without a look at their types. */
const messageSchema = z.union([
  z.looseObject({
    op: z.literal(Dispatch),
    t: z.literal('READY'),
    d: z.looseObject({ session_id: z.string() }),
  }),
  z.looseObject({ op: z.literal(Dispatch), t: z.literal('RESUMED') }),
  z.looseObject({
    op: z.literal(Dispatch),
    t: z.string().refine(name => name !== 'READY'),
    d: z.looseObject({}),
  }),
  z.looseObject({ op: z.literal(Hello), d: z.looseObject({ heartbeat_interval: z.number().positive() }) }),
  z.looseObject({ op: z.literal([Heartbeat, Reconnect, InvalidSession, HeartbeatAck]) }),
])

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What is wrong with a message; undefined if discord.js may read it. */
function faultOf(data: unknown): string | undefined {
  if (typeof data !== 'string') return 'a binary message'
  if (data.length > MAX_MESSAGE) return 'a message that is too long'
  return messageSchema.safeParse(parse(data)).success ? undefined : 'a malformed message'
}

/**
 * Lets a strategy's shards read only messages as Discord sends them. discord.js doesn't catch what it throws on others, which
 * would be an unhandled rejection. It offers no hook for that, so we replace the method that takes each message.
 */
export function guardGateway(strategy: SimpleShardingStrategy, refuse: RefuseInput): void {
  function guard(shard: object): void {
    const read: unknown = Reflect.get(shard, 'onMessage')
    if (typeof read !== 'function') return
    Reflect.set(shard, 'onMessage', async (...message: unknown[]) => {
      const fault = faultOf(message[0])
      if (fault) return refuse(fault)
      try {
        await Reflect.apply(read, shard, message)
      } catch (error) {
        refuse('an event that discord.js could not read', { reason: messageOf(error) })
      }
    })
  }

  const spawn = strategy.spawn.bind(strategy)
  strategy.spawn = async shardIds => {
    await spawn(shardIds)
    const shards: unknown = Reflect.get(strategy, 'shards')
    if (!(shards instanceof Map)) return
    for (const shard of shards.values()) if (typeof shard === 'object' && shard) guard(shard)
  }
}
