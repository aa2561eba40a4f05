import type { SocketModeReceiver as Receiver } from '@slack/bolt'
import type { Backoff } from '../../src/lib/backoff.ts'
import { messageOf } from '../../src/lib/errors.ts'
import type { ProxySettings } from '../../src/lib/proxy.ts'
import type { Pause } from '../../src/lib/retry.ts'
import type { Log } from '../../src/ports/log.ts'
import { RefusedError } from '../../src/ports/refused-error.ts'
import { createSocketDispatcher } from '../shared/proxy.ts'
import type { RefuseInput } from '../shared/refused-input.ts'
import { pauseBeforeConnecting, retryConnecting } from '../shared/retry-connecting.ts'
import { clientOptions } from './clients.ts'
import { createMessageCheck } from './envelopes.ts'
import { reasonOf, retryAfterMs, toRefusedError } from './errors.ts'
import { createSdkLogger } from './logger.ts'
import { SocketModeReceiver } from './sdk.ts'

/** How long connecting may take, from the first request to Slack's hello, ms. */
const HELLO_TIMEOUT_MS = 30_000
/** After a connection that lasted this long, ms, we reconnect without waiting. Slack ends each one within hours. */
const STABLE_AFTER_MS = 30_000
/** How we reconnect: at first every half second for half a minute, so that a series of short outages delays no answer for long. */
const QUICK = { backoffMs: 500, steadyWaits: 60 } as const
/** How long Slack may take to confirm that we close, ms. The SDK waits 30 s. */
const CLOSE_TIMEOUT_MS = 1_000

export interface Socket {
  receiver: Receiver
  /** Resolves when connected, or when the signal aborts. @throws RefusedError if Slack rejects the app token */
  start(): Promise<void>
  /** Call it after the signal aborted. */
  stop(): Promise<void>
  connected(): boolean
}

/**
 * The Socket Mode connection. It reconnects without the SDK's help: the SDK would miss requests for 5 s after each disconnect by
 * Slack, and a failed attempt would be an unhandled rejection, which ends the process.
 */
export function createSocket(options: {
  appToken: string
  apiUrl: string
  proxy?: ProxySettings | undefined
  log: Log
  backoff: Backoff
  pause?: Pause | undefined
  signal: AbortSignal
  refuse: RefuseInput
  /** Called each time it is connected again. */
  reconnected: () => void
}): Socket {
  const { appToken, apiUrl, proxy, log, backoff, pause, signal, refuse } = options
  const receiver = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    ...(proxy && { dispatcher: createSocketDispatcher(proxy) }),
    logger: createSdkLogger(log, { quiet: true }),
    installerOptions: { clientOptions: clientOptions(apiUrl, log) },
  })
  const { client } = receiver
  const reconnectBackoff: Backoff = {
    backoffMs: Math.min(QUICK.backoffMs, backoff.backoffMs),
    maxBackoffMs: backoff.maxBackoffMs,
    steadyWaits: QUICK.steadyWaits,
  }
  const retryOptions = { signal, backoff, pause, log, reasonOf, retryAfterMs }
  let isConnected = false

  // The SDK doesn't catch what it throws on a malformed message, which would be an unhandled rejection.
  const isReadable = createMessageCheck(refuse, type => client.listenerCount(type) > 0)
  for (const listener of client.listeners('ws_message')) {
    client.off('ws_message', listener)
    client.on('ws_message', async (data, isBinary) => {
      if (!isReadable(data, isBinary)) return
      try {
        await listener(data, isBinary)
      } catch (error) {
        refuse('a message that the SDK could not read', { error: messageOf(error) })
      }
    })
  }

  // If it is disconnected while it requests a socket's address, the SDK opens that socket anyway.
  client.on('connecting', () => {
    if (signal.aborted) queueMicrotask(() => void close())
  })

  /** Twice, because the first call may leave a 30 s timer if the socket was still opening; the second one clears it. */
  async function close(): Promise<void> {
    await client.disconnect()
    await client.disconnect()
  }

  /** Makes one attempt. `lost` resolves when that connection is lost. */
  async function open(): Promise<{ lost: Promise<void> }> {
    const timer = setTimeout(() => void close(), HELLO_TIMEOUT_MS)
    try {
      await client.start()
    } catch (error) {
      throw (
        toRefusedError(error, 'SLACK_APP_TOKEN') ??
        error ??
        new Error('Slack closed the socket before its hello')
      )
    } finally {
      clearTimeout(timer)
    }
    return { lost: new Promise(resolve => client.once('disconnected', () => resolve())) }
  }

  async function stayConnected(first: { lost: Promise<void> }): Promise<void> {
    const reconnect = (): Promise<{ lost: Promise<void> }> =>
      open().catch(error => {
        // Once running, nobody can catch a RefusedError, so it is retried like other errors.
        throw error instanceof RefusedError ? new Error(error.message, { cause: error }) : error
      })
    let connection: { lost: Promise<void> } | undefined = first
    for (let failures = 0; connection; ) {
      isConnected = true
      if (connection !== first) options.reconnected()
      const since = performance.now()
      await connection.lost
      isConnected = false
      if (signal.aborted) return
      log.info({}, "lost Slack's socket; reconnecting")
      failures = performance.now() - since < STABLE_AFTER_MS ? failures + 1 : 0
      if (failures > 0) await pauseBeforeConnecting(failures, reconnectBackoff, signal, pause)
      connection = await retryConnecting(reconnect, {
        ...retryOptions,
        backoff: reconnectBackoff,
        what: "reconnecting to Slack's socket",
      })
    }
  }

  return {
    receiver,
    connected: () => isConnected,
    async start() {
      const first = await retryConnecting(open, { ...retryOptions, what: "opening Slack's socket" })
      if (!first) return
      stayConnected(first).catch(error => log.error({ error: messageOf(error) }, "Slack's socket failed"))
    },
    async stop() {
      isConnected = false
      const timer = setTimeout(() => void client.disconnect(), CLOSE_TIMEOUT_MS)
      await close()
      clearTimeout(timer)
    },
  }
}
