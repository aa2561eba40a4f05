import { type APIGatewayBotInfo, Routes } from 'discord.js'
import { z } from 'zod'
import type { Together } from '../../src/ports/chat.ts'
import type { Log } from '../../src/ports/log.ts'
import { reasonOf } from './errors.ts'

/**
 * How far apart shards of the same bucket identify, ms: Discord's 5 s, and a little more, because messages of several processes may
 * overtake each other.
 */
const TRANSIT_MS = 250
const IDENTIFY_MS = 5_000 + TRANSIT_MS
/** How long what Discord said is reused, ms, and how long when few identifies are left: it may be asked twice in 5 s. */
const REUSED_MS = 30_000
const REUSED_MS_WHEN_LOW = 5_000
const LOW = 100
/** How long to wait before another try, ms: after a failure, and at most where no identify is left. */
const AFTER_FAILURE_MS = 1_000
const USED_UP_MS = 60_000

const informationSchema = z.looseObject({
  url: z.string(),
  shards: z.number().int().positive(),
  session_start_limit: z.object({
    total: z.number(),
    remaining: z.number(),
    reset_after: z.number(),
    max_concurrency: z.number().int().positive(),
  }),
})

/** What Discord allows all processes of a bot together, as discord.js asks for it. */
export interface GatewayBudget {
  /** What `/gateway/bot` says. It counts what all processes have used. */
  information(): Promise<APIGatewayBotInfo>
  /** Resolves when a shard may identify. Rejects only once the signal aborts: discord.js would identify all the same. */
  waitForIdentify(shardId: number, signal: AbortSignal): Promise<void>
}

/** @param deps.get asks Discord's API with the bot's token */
export function createGatewayBudget(deps: {
  get: (route: `/${string}`) => Promise<unknown>
  together: Pick<Together, 'counters' | 'timer'>
  log: Log
}): GatewayBudget {
  const { get, log } = deps
  const { counters, timer } = deps.together
  let last: { answer: Promise<APIGatewayBotInfo>; until: number } | undefined

  async function ask(): Promise<APIGatewayBotInfo> {
    return informationSchema.parse(await get(Routes.gatewayBot()))
  }

  async function information(): Promise<APIGatewayBotInfo> {
    if (last && timer.now() < last.until) return last.answer
    const asked = { answer: ask(), until: timer.now() + REUSED_MS }
    last = asked
    try {
      const { session_start_limit: limit } = await asked.answer
      if (limit.remaining < LOW) asked.until -= REUSED_MS - REUSED_MS_WHEN_LOW
    } catch (error) {
      asked.until = 0
      throw error
    }
    return asked.answer
  }

  /** @returns 0 where the shard may identify now, or how long until that is worth another try, ms */
  async function take(shardId: number): Promise<number> {
    const { session_start_limit: limit } = await information()
    if (limit.remaining <= 0) {
      log.warn({ resetMs: limit.reset_after }, 'Discord allows this bot no more connections for now')
      return Math.min(USED_UP_MS, Math.max(AFTER_FAILURE_MS, limit.reset_after))
    }
    const name = `discord identify ${shardId % limit.max_concurrency}`
    const askedAt = timer.now()
    const waitMs = await counters.take([{ name, rate: { count: 1, perMs: IDENTIFY_MS } }])
    // Another shard may have the place after this one by now.
    const isLate = waitMs === 0 && timer.now() - askedAt > TRANSIT_MS
    return isLate ? IDENTIFY_MS : waitMs
  }

  return {
    information,
    async waitForIdentify(shardId, signal) {
      for (;;) {
        signal.throwIfAborted()
        const waitMs = await take(shardId).catch(error => {
          log.debug({ shard: shardId, reason: reasonOf(error) }, 'could not ask whether a shard may identify')
          return AFTER_FAILURE_MS
        })
        signal.throwIfAborted()
        if (waitMs === 0) return
        await timer.wait(waitMs, signal)
      }
    },
  }
}
