import { type Client, Events } from 'discord.js'
import type { Log } from '../../src/ports/log.ts'
import { CLOSE_CODE_ERRORS } from './error-codes.ts'
import { reasonOf } from './errors.ts'

/** This many closes within this time, ms, are a loop. Each may cost one of the 1,000 identifies a day. */
const LOOP = { closes: 5, withinMs: 10 * 60_000 } as const

/** Takes the time of each close, ms, and returns whether there were too many recently. */
export function createCloseLoopDetector(): (at: number) => boolean {
  const latest: number[] = []
  return at => {
    latest.push(at)
    if (latest.length > LOOP.closes) latest.shift()
    const [first = at] = latest
    return latest.length === LOOP.closes && at - first <= LOOP.withinMs
  }
}

/** Logs what happens to an open connection, because discord.js reconnects, or gives up, silently. */
export function logConnection(client: Client<true>, log: Log): void {
  const isLoop = createCloseLoopDetector()

  function closed(code: number): void {
    if (code in CLOSE_CODE_ERRORS) return
    if (isLoop(performance.now())) {
      log.warn({ code }, "Discord's gateway keeps closing the connection; if this persists, please report it")
    } else log.info({ code }, "lost the connection to Discord's gateway; reconnecting")
  }

  for (const shard of client.ws.shards.values()) shard.on('close', ({ code }) => closed(code))
  client.on(Events.ShardDisconnect, ({ code }) =>
    log.error(
      { code },
      `${CLOSE_CODE_ERRORS[code] ?? 'Discord closed the connection for good.'} Then start the bot again.`,
    ),
  )
  client.on(Events.ShardError, error =>
    log.warn({ reason: reasonOf(error) }, "Discord's gateway had an error"),
  )
}
