import type { Bot } from '../e2e/bot.ts'
import { openTown, type Town } from '../e2e/environment.ts'
import { WORLD } from '../fakes/discord/world.ts'
import { WORKSPACE } from '../fakes/slack/workspace.ts'
import { wirePaper } from '../fixtures/papers.ts'
import { type CrashChannel, crashChannels, PAPERS, subscribeAll } from './channels.ts'
import { type Count, countMessages } from './count.ts'
import { deliveriesIn } from './outbox-view.ts'
import { crashPlans, isOfLedger, type Plan } from './plans.ts'
import { pointOfRequest } from './points.ts'
import { createDice } from './rng.ts'

export interface CrashOptions {
  kills: number
  seed: number
  /** On each platform. */
  channels: number
  /** Whether the bot may read Slack's histories (true). */
  slackHistory?: boolean
  /** Whether Slack knows a `client_msg_id` again (false). */
  slackKnowsAgain?: boolean
  /** ProximityHints of each kill. */
  onKill?: (point: string, kills: number) => void
}

export interface CrashReport {
  /** How many bots were killed at each point. */
  kills: Map<string, number>
  days: number
  counts: Record<'slack' | 'discord', Count>
  /** Deliveries that the outbox says it gave up. */
  failed: number
  ms: number
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const FIRST_SLOT = Date.parse('2026-11-23T09:00Z')
/** Minutes after which a day has gone wrong: editions are given up before. */
const LONGEST = 8 * 60
const IDLE = 'idle'
const PROCESS = new URL('crash-process.ts', import.meta.url)

const isoOf = (at: number): string => new Date(at).toISOString()
const isWeekend = (at: number): boolean => [0, 6].includes(new Date(at).getUTCDay())

function bringPapers(town: Town, at: number): void {
  const day = isoOf(at).slice(0, 10)
  const items = Array.from({ length: PAPERS }, (_, index) => {
    const id = `${day.slice(2, 4)}${day.slice(5, 7)}.${day.slice(8)}${String(index).padStart(3, '0')}`
    return wirePaper({ id, title: `Paper ${index} of ${day}`, day, upvotes: 9 - index })
  })
  town.papers.setDay(day, items)
}

const platformsOf = (options: CrashOptions, channels: readonly CrashChannel[]) => ({
  slack: {
    deduplicates: options.slackKnowsAgain ?? false,
    scopes: [...WORKSPACE.scopes, ...((options.slackHistory ?? true) ? ['channels:history'] : [])],
  },
  discord: {
    // Discord forgets them too; and what is only not seen because of them would be a fault here.
    knowsNonces: false,
    channels: [
      ...WORLD.channels,
      ...channels
        .filter(({ platform }) => platform === 'discord')
        .map(({ place }) => ({ id: place, type: 0 })),
    ],
  },
})

/**
 * Lets channels on both platforms be due at once, day after day, and kills the bot again and again, until so many were killed
 * and the day's deliveries are done. The servers live on, and what they have in the end is counted.
 */
export async function crash(options: CrashOptions): Promise<CrashReport> {
  const startedAt = performance.now()
  const channels = crashChannels(options.channels)
  const dice = createDice(options.seed)
  const plans = crashPlans(dice, { per: options.channels, mayLook: options.slackHistory ?? true })
  const kills = new Map<string, number>()
  let killed = 0
  let bot: Bot | undefined
  let armed: Plan | undefined
  let wasKilled = false

  const town = await openTown({
    ...platformsOf(options, channels),
    passing: platform => (stage, request) => {
      if (!armed || pointOfRequest(platform, stage, request) !== armed.point || --armed.nth > 0) return false
      note(armed.point)
      armed = undefined
      wasKilled = true
      void bot?.kill()
      return true
    },
  })
  const path = town.env.DATABASE_URL?.replace('sqlite:', '') ?? ''
  await subscribeAll(path, channels, FIRST_SLOT)

  function note(point: string): void {
    kills.set(point, (kills.get(point) ?? 0) + 1)
    killed++
    options.onKill?.(point, killed)
  }

  /** A bot that ends at a point of its outbox does so by itself. */
  function ended(): void {
    if (armed) note(armed.point)
    armed = undefined
    bot = undefined
    wasKilled = false
  }

  async function begin(at: number): Promise<void> {
    armed = killed < options.kills ? { ...plans.next().value } : undefined
    const env: Record<string, string> =
      armed && isOfLedger(armed) ? { CRASH_AT: armed.point, CRASH_NTH: String(armed.nth) } : {}
    bot = await town.startBot(isoOf(at), env, PROCESS)
  }

  /** One day until all of its deliveries are settled. @returns whether they are */
  async function deliverDay(slotAt: number, days: number): Promise<boolean> {
    bringPapers(town, slotAt)
    for (let at = slotAt; at < slotAt + LONGEST * MINUTE; at += MINUTE) {
      try {
        if (!bot) await begin(at)
        await bot?.at(isoOf(at))
      } catch (error) {
        // A bot that couldn't be started, or ended by itself, was not killed.
        if (!wasKilled && !(armed && isOfLedger(armed) && !/exit code \d/.test(String(error)))) throw error
        ended()
        continue
      }
      const { open, sent, failed } = deliveriesIn(path)
      if (open === 0 && sent + failed === days * channels.length) return true
    }
    return false
  }

  try {
    let days = 0
    for (let slotAt = FIRST_SLOT; days === 0 || killed < options.kills; slotAt += DAY) {
      if (isWeekend(slotAt)) continue
      if (!(await deliverDay(slotAt, ++days))) break
      if (armed) {
        armed = { point: IDLE, nth: 1 }
        await bot?.kill()
        ended()
      }
    }
    const counts = countMessages(town, channels, days)
    return { kills, days, counts, failed: deliveriesIn(path).failed, ms: performance.now() - startedAt }
  } finally {
    await town.close()
  }
}
