import type { Bot } from '../e2e/bot.ts'
import { type Environment, startEnvironment } from '../e2e/environment.ts'
import { WORLD } from '../fakes/discord/world.ts'
import { startSmtp } from '../fakes/mail/smtp.ts'
import type { Passing } from '../fakes/server.ts'
import { WORKSPACE } from '../fakes/slack/workspace.ts'
import { startReceiver } from '../fakes/webhook/receiver.ts'
import { wirePaper } from '../fixtures/papers.ts'
import {
  type CrashChannel,
  crashChannels,
  PAPERS,
  SECRET_KEY,
  subscribeAll,
  WEBHOOK_SECRET,
} from './channels.ts'
import { type Count, countMessages, differentMails } from './count.ts'
import { createCrashDatabase, type Database } from './databases.ts'
import { describeUnsettled } from './describe-unsettled.ts'
import { countDeliveries } from './outbox-view.ts'
import { crashPlans, isOutboxPoint, type Plan } from './plans.ts'
import { pointOfRequest } from './points.ts'
import { createRng } from './rng.ts'

export interface CrashOptions {
  kills: number
  seed: number
  /** What the bot's database is; SQLite by default. */
  database?: Database
  /** The number of channels on each platform. */
  channels: number
  /** Whether the bot may read the channels' histories on Slack; true by default. */
  slackHistory?: boolean
  /** Whether Slack recognises a repeated `client_msg_id`; false by default. */
  slackKnowsAgain?: boolean
  /** Called after each kill. */
  onKill?: (point: string, kills: number) => void
}

export interface CrashReport {
  /** How many bots were killed at each point. */
  kills: Map<string, number>
  days: number
  counts: Record<CrashChannel['platform'], Count>
  /** Requests to webhooks that had arrived before, with the same id. */
  recognised: number
  /** Mails that had arrived before, with the same Message-ID. */
  repeatedMails: number
  /** Deliveries that failed according to the outbox. */
  failed: number
  /** Where the run ended early because a day's deliveries were never settled: what is known about it, in lines. */
  unsettled?: string[] | undefined
  ms: number
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const FIRST_SLOT = Date.parse('2026-11-23T09:00Z')
/** The minutes after which a day counts as failed: its editions have expired by then. */
const LONGEST = 8 * 60
const IDLE = 'idle'
const PROCESS = new URL('crash-process.ts', import.meta.url)

const isoOf = (at: number): string => new Date(at).toISOString()
const dayOf = (at: number): string => isoOf(at).slice(0, 10)
const isWeekend = (at: number): boolean => [0, 6].includes(new Date(at).getUTCDay())

function listPapers(environment: Environment, at: number): void {
  const day = dayOf(at)
  const items = Array.from({ length: PAPERS }, (_, index) => {
    const id = `${day.slice(2, 4)}${day.slice(5, 7)}.${day.slice(8)}${String(index).padStart(3, '0')}`
    return wirePaper({ id, title: `Paper ${index} of ${day}`, day, upvotes: 9 - index })
  })
  environment.papers.setDay(day, items)
}

const platformsOf = (options: CrashOptions, channels: readonly CrashChannel[]) => ({
  slack: {
    deduplicates: options.slackKnowsAgain ?? false,
    scopes: [...WORKSPACE.scopes, ...((options.slackHistory ?? true) ? ['channels:history'] : [])],
  },
  discord: {
    // Real Discord forgets nonces, and a duplicate that only a nonce prevents has to be found here.
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
 * Delivers digests to channels on both platforms, all due at once, day after day, and kills the bot repeatedly, until there were
 * so many kills and the day's deliveries are settled. Then counts the messages on the servers, which were never stopped.
 */
export async function crash(options: CrashOptions): Promise<CrashReport> {
  const startedAt = performance.now()
  const channels = crashChannels(options.channels)
  const rng = createRng(options.seed)
  const plans = crashPlans(rng, { per: options.channels, mayLook: options.slackHistory ?? true })
  const kills = new Map<string, number>()
  let killed = 0
  let bot: Bot | undefined
  let armed: Plan | undefined
  // A bot delivers what is due while it is still starting.
  let power = new AbortController()
  let wasKilled = false
  let now = FIRST_SLOT
  let lastLog = (): string => ''

  const passing =
    (platform: CrashChannel['platform']): Passing =>
    (stage, request) => {
      if (!armed || pointOfRequest(platform, stage, request) !== armed.point || --armed.nth > 0) return false
      note(armed.point)
      armed = undefined
      wasKilled = true
      power.abort()
      return true
    }
  const receiver = await startReceiver({
    secret: WEBHOOK_SECRET,
    now: () => now,
    passing: passing('webhook'),
  })
  const smtp = await startSmtp({}, passing('email'))
  const environment = await startEnvironment({
    ...platformsOf(options, channels),
    // A run takes minutes in which months pass: by its own clock Hugging Face would not renew its limit of requests.
    papers: { now: () => now },
    passing,
  })
  const database = await createCrashDatabase(options.database ?? 'sqlite', FIRST_SLOT)
  await subscribeAll(database, channels, { firstSlotAt: FIRST_SLOT, receiverUrl: receiver.url })

  function note(point: string): void {
    kills.set(point, (kills.get(point) ?? 0) + 1)
    killed++
    options.onKill?.(point, killed)
  }

  /** Forgets the dead bot. One that reached its outbox point has killed itself, which counts as a kill. */
  function ended(): void {
    if (armed) note(armed.point)
    armed = undefined
    bot = undefined
    wasKilled = false
  }

  async function begin(at: number): Promise<void> {
    armed = killed < options.kills ? { ...plans.next().value } : undefined
    const env: Record<string, string> = {
      DATABASE_URL: database.url,
      SECRET_KEY: SECRET_KEY.toString('base64'),
      WEBHOOK_PRIVATE: 'on',
      TEST_ADDRESSES: 'by id',
      SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
      MAIL_FROM: 'papers@example.org',
      PUBLIC_URL: 'https://papers.example.org',
      WEB_TOKEN: 'a-made-up-password',
      ...(armed && isOutboxPoint(armed) && { CRASH_AT: armed.point, CRASH_NTH: String(armed.nth) }),
    }
    power = new AbortController()
    bot = await environment.startBot(isoOf(at), env, { file: PROCESS, power: power.signal })
    lastLog = bot.log
  }

  /** Runs one day until each channel's digest is settled, and nothing is open. @returns whether they are */
  async function deliverDay(slotAt: number): Promise<boolean> {
    listPapers(environment, slotAt)
    for (now = slotAt; now < slotAt + LONGEST * MINUTE; now += MINUTE) {
      try {
        // Its clock has gone on during the minute before, and nobody is here to notice a leap.
        if (!bot) now = await database.putForward(now)
        if (!bot) await begin(now)
        await bot?.at(isoOf(now))
      } catch (error) {
        // A bot that couldn't start, or that exited with a code, wasn't killed.
        if (!wasKilled && !(armed && isOutboxPoint(armed) && !/exit code \d/.test(String(error)))) throw error
        // It ends with the bot's log.
        lastLog = () => String(error)
        ended()
        continue
      }
      const { open, settled } = await countDeliveries(database, slotAt)
      if (open === 0 && settled === channels.length) return true
    }
    return false
  }

  try {
    const days: string[] = []
    let unsettled: string[] | undefined
    for (let slotAt = FIRST_SLOT; days.length === 0 || killed < options.kills; slotAt += DAY) {
      if (isWeekend(slotAt)) continue
      days.push(dayOf(slotAt))
      if (!(await deliverDay(slotAt))) {
        unsettled = await describeUnsettled(database, { slotAt, digests: channels.length, log: lastLog() })
        break
      }
      if (armed) {
        armed = { point: IDLE, nth: 1 }
        await bot?.kill()
        ended()
      }
    }
    const arrived = { received: receiver.received, mails: smtp.received }
    const counts = countMessages(environment, arrived, channels, days)
    const repeatedMails = smtp.received.length - differentMails(smtp.received).length
    const recognised = receiver.requests.length - receiver.received.length
    receiver.assertClean()
    const { failed } = await countDeliveries(database, now)
    return {
      kills,
      days: days.length,
      counts,
      recognised,
      repeatedMails,
      failed,
      unsettled,
      ms: performance.now() - startedAt,
    }
  } finally {
    await environment.close()
    await receiver.close()
    await database.remove()
    await smtp.close()
  }
}
