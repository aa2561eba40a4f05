import { type Client, Events } from 'discord.js'
import type { Log } from '../../src/ports/log.ts'
import { REFUSALS } from './error-codes.ts'
import { reasonOf } from './errors.ts'

/** So many closes within so long, ms, are no accident: each may cost one of the 1,000 identifications a day. */
const LOOP = { closes: 5, withinMs: 10 * 60_000 } as const

/** Tells of each close (at a time in ms) whether there have been too many of late. */
export function createLoopCheck(): (at: number) => boolean {
  const latest: number[] = []
  return at => {
    latest.push(at)
    if (latest.length > LOOP.closes) latest.shift()
    const [first = at] = latest
    return latest.length === LOOP.closes && at - first <= LOOP.withinMs
  }
}

/** Says in the log what becomes of a connection that stands: discord.js mends it without a word, or gives up without one. */
export function watch(client: Client<true>, log: Log): void {
  const isLoop = createLoopCheck()

  function closed(code: number): void {
    if (code in REFUSALS) return
    if (isLoop(performance.now())) {
      log.warn({ code }, "Discord's gateway closes again and again; if that lasts, please report it")
    } else log.info({ code }, "lost Discord's gateway; connecting again")
  }

  for (const shard of client.ws.shards.values()) shard.on('close', ({ code }) => closed(code))
  client.on(Events.ShardDisconnect, ({ code }) =>
    log.error(
      { code },
      `${REFUSALS[code] ?? 'Discord closed the connection for good.'} Then start the bot again.`,
    ),
  )
  client.on(Events.ShardError, error =>
    log.warn({ reason: reasonOf(error) }, "Discord's gateway had an error"),
  )
}
