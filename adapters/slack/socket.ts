import { SocketModeReceiver } from '@slack/bolt'
import type { Backoff } from '../../src/lib/backoff.ts'
import { messageOf } from '../../src/lib/errors.ts'
import type { Log } from '../../src/ports/log.ts'
import { RefusedError } from '../../src/ports/refused-error.ts'
import { pauseBeforeConnecting, retryConnecting } from '../shared/retry-connecting.ts'
import { clientOptions } from './clients.ts'
import { reasonOf, refusalOf, retryAfterMs } from './errors.ts'
import { createSdkLogger } from './logger.ts'

/** How long a socket may take from the first request to Slack's hello, ms. */
const HELLO_TIMEOUT_MS = 30_000
/** A connection that lasted this long, ms, was sound and is replaced at once. Slack ends each within hours. */
const SOUND_AFTER_MS = 30_000
/** How long Slack may take to answer that we close, ms. The SDK would give it 30 s. */
const CLOSE_TIMEOUT_MS = 1_000

export interface Socket {
  receiver: SocketModeReceiver
  /** Resolves once connected, or when it is to stop. @throws RefusedError where Slack refuses the app token */
  start(): Promise<void>
  /** To be called once the signal has come. */
  stop(): Promise<void>
  connected(): boolean
}

/**
 * The connection of Socket Mode. It reconnects by itself: the SDK, were it allowed to, would leave a failed attempt as an
 * unhandled rejection, which ends the process, and stay deaf for 5 s after each of Slack's own disconnects.
 */
export function createSocket(options: {
  appToken: string
  apiUrl: string
  log: Log
  backoff: Backoff
  signal: AbortSignal
}): Socket {
  const { appToken, apiUrl, log, backoff, signal } = options
  const receiver = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    logger: createSdkLogger(log, { quiet: true }),
    installerOptions: { clientOptions: clientOptions(apiUrl, log) },
  })
  const { client } = receiver
  const trying = { signal, backoff, log, reasonOf, retryAfterMs }
  let isConnected = false

  // The SDK leaves what it throws over a malformed message as an unhandled rejection.
  for (const listener of client.listeners('ws_message')) {
    client.off('ws_message', listener)
    client.on('ws_message', async (...message) => {
      try {
        await listener(...message)
      } catch (error) {
        log.warn({ error: messageOf(error) }, "did not understand a message on Slack's socket")
      }
    })
  }

  // The SDK opens a socket whose address it was still asking for when it was told to disconnect.
  client.on('connecting', () => {
    if (signal.aborted) queueMicrotask(() => void close())
  })

  /** Twice, for the first may leave behind a timer of 30 s where the socket was still opening; the second clears it. */
  async function close(): Promise<void> {
    await client.disconnect()
    await client.disconnect()
  }

  /** Connects once. The promise inside resolves when that connection is lost. */
  async function open(): Promise<{ lost: Promise<void> }> {
    const timer = setTimeout(() => void close(), HELLO_TIMEOUT_MS)
    try {
      await client.start()
    } catch (error) {
      throw (
        refusalOf(error, 'SLACK_APP_TOKEN') ?? error ?? new Error('Slack closed the socket before its hello')
      )
    } finally {
      clearTimeout(timer)
    }
    return { lost: new Promise(resolve => client.once('disconnected', () => resolve())) }
  }

  async function stayConnected(first: { lost: Promise<void> }): Promise<void> {
    const reopen = (): Promise<{ lost: Promise<void> }> =>
      open().catch(error => {
        // While running there is nobody to whom a refusal could be thrown.
        throw error instanceof RefusedError ? new Error(error.message, { cause: error }) : error
      })
    let connection: { lost: Promise<void> } | undefined = first
    for (let failures = 0; connection; ) {
      isConnected = true
      const since = performance.now()
      await connection.lost
      isConnected = false
      if (signal.aborted) return
      log.info({}, "lost Slack's socket; connecting again")
      failures = performance.now() - since < SOUND_AFTER_MS ? failures + 1 : 0
      if (failures > 0) await pauseBeforeConnecting(failures, backoff, signal)
      connection = await retryConnecting(reopen, { ...trying, what: "reopening Slack's socket" })
    }
  }

  return {
    receiver,
    connected: () => isConnected,
    async start() {
      const first = await retryConnecting(open, { ...trying, what: "opening Slack's socket" })
      if (!first) return
      stayConnected(first).catch(error => log.error({ error: messageOf(error) }, "Slack's socket broke"))
    },
    async stop() {
      isConnected = false
      const timer = setTimeout(() => void client.disconnect(), CLOSE_TIMEOUT_MS)
      await close()
      clearTimeout(timer)
    },
  }
}
