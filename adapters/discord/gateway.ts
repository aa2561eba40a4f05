import { once } from 'node:events'
import { type Client, Events, Status, WebSocketShardEvents } from 'discord.js'
import type { Backoff } from '../../src/lib/backoff.ts'
import type { Log } from '../../src/ports/log.ts'
import { createRefuseInput } from '../shared/refused-input.ts'
import { retryConnecting } from '../shared/retry-connecting.ts'
import { type ClientOptions, type Connection, createConnection, type Shard } from './clients.ts'
import { logConnection } from './connection-log.ts'
import { reasonOf, refusedErrorOf, retryAfterMs } from './errors.ts'

export interface Gateway {
  /** Resolves with the client once it is ready, or with undefined when stopped first. @throws RefusedError */
  start(): Promise<Client<true> | undefined>
  /** Call it after aborting the signal. */
  stop(): Promise<void>
  connected(): boolean
}

/** The connection that receives events. discord.js reconnects it once it was ready; until then each attempt makes a new one. */
export function createGateway(options: {
  token: string
  client: ClientOptions
  /** The only shard that it opens; by default it opens all that Discord recommends. */
  shard?: Shard | undefined
  log: Log
  backoff: Backoff
  signal: AbortSignal
  /** Adds the listeners to each new client before it connects. */
  listen: (client: Client) => void
  /** Called each time all of it is connected again. */
  reconnected: () => void
}): Gateway {
  const { token, log, backoff, signal } = options
  const refuse = createRefuseInput('Discord', log)
  let connection: Connection | undefined

  async function open(): Promise<Client<true>> {
    const attempt = createConnection(options.client, refuse, options.shard)
    connection = attempt
    const { client } = attempt
    let closeCode: number | undefined
    client.on(Events.ShardDisconnect, ({ code }) => {
      closeCode = code
    })
    client.on(Events.Error, error => log.error({ reason: reasonOf(error) }, 'discord.js reported an error'))
    options.listen(client)
    const settled = new AbortController()
    try {
      const ready = once(client, Events.ClientReady, { signal: AbortSignal.any([signal, settled.signal]) })
      await Promise.all([ready, client.login(token)])
    } catch (error) {
      await attempt.end()
      throw refusedErrorOf(error, closeCode) ?? error
    } finally {
      settled.abort()
    }
    if (!client.isReady()) throw new Error('discord.js is not ready after it said so')
    return client
  }

  function isConnected(): boolean {
    const client = connection?.client
    return (
      !signal.aborted &&
      client?.isReady() === true &&
      client.ws.shards.every(shard => shard.status === Status.Ready)
    )
  }

  return {
    async start() {
      const client = await retryConnecting(open, {
        signal,
        backoff,
        log,
        what: 'connecting to Discord',
        reasonOf,
        retryAfterMs,
      })
      if (!client) return undefined
      logConnection(client, log)
      for (const shard of client.ws.shards.values()) {
        for (const event of [WebSocketShardEvents.Resumed, WebSocketShardEvents.AllReady] as const) {
          shard.on(event, () => {
            if (isConnected()) options.reconnected()
          })
        }
      }
      return client
    },
    async stop() {
      await connection?.end()
    },
    connected: isConnected,
  }
}
