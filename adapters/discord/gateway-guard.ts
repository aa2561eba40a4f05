import { GatewayDispatchEvents, GatewayOpcodes, type SimpleShardingStrategy } from 'discord.js'
import { z } from 'zod'
import { messageOf } from '../../src/lib/errors.ts'
import type { RefuseInput } from '../shared/refused-input.ts'
import { completeInteraction } from './complete-interaction.ts'

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

/** A message as discord.js may read it, or what is wrong with it. */
function readMessage(data: unknown): { text: string } | { fault: string } {
  if (typeof data !== 'string') return { fault: 'a binary message' }
  if (data.length > MAX_MESSAGE) return { fault: 'a message that is too long' }
  const { data: message } = messageSchema.safeParse(parse(data))
  if (!message) return { fault: 'a malformed message' }
  if (!('t' in message) || message.t !== GatewayDispatchEvents.InteractionCreate || !('d' in message))
    return { text: data }
  return { text: JSON.stringify({ ...message, d: completeInteraction(Object(message.d)) }) }
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
      const [data, ...rest] = message
      const checked = readMessage(data)
      if ('fault' in checked) return refuse(checked.fault)
      try {
        await Reflect.apply(read, shard, [checked.text, ...rest])
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
