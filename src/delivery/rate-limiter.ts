import type { ChannelId } from '../channels/channel-id.ts'
import { platformOf, workspaceOf } from '../channels/channel-id.ts'
import type { Level, Rate, RateLimits, ThrottleScope } from '../ports/publisher.ts'

/** How many deliveries may be under way at once. In a channel it is always one, so that its messages stay in order. */
export interface Concurrency {
  bot: number
  workspace: number
}

/** How long a message may take until the platform counts it, ms; others don't wait longer for it. */
const IN_TRANSIT_MS = 1_000

/** Keeps posts within the platforms' limits, ahead of their 429s. Waits are in ms: 0 is now, Infinity until a delivery ends. */
export interface RateLimiter {
  /** How long until anything may begin with this bot. */
  waitForBot(platform: string, rateLimits: RateLimits): number
  /** How long until anything may begin in the workspace, named as by `workspaceOf`. */
  waitForWorkspace(workspace: string, rateLimits: RateLimits): number
  /** Begins a delivery, and takes the place of its first message. @returns 0, or how long it has to wait */
  begin(channel: ChannelId, rateLimits: RateLimits): number
  /** Takes the place of the next message of a running delivery. @returns 0, or how long it has to wait */
  takeNext(channel: ChannelId, rateLimits: RateLimits): number
  /**
   * Records that a message is sent now, some time after its place was taken: messages that began apart may be close by now.
   * @returns 0, or how long it has to wait
   */
  depart(channel: ChannelId): number
  /** Records that the platform has answered a message. */
  answered(channel: ChannelId): void
  /** Ends the delivery that `begin` began. */
  end(channel: ChannelId): void
  /** Begins nothing within the scope of a 429 for this long, ms. */
  throttle(channel: ChannelId, throttled: ThrottleScope, ms: number): void
  /** Forgets channels and workspaces whose limits are no longer in use. */
  prune(): void
}

interface Counter {
  level: Level
  /** When the latest places were taken, at most as many as the rate counts. */
  times: number[]
  /** The messages sent, and by when the platform has counted each of them at the latest. */
  sent: { channel: ChannelId; at: number }[]
  rate: Rate | undefined
  running: number
  throttledUntil: number
}

/** @param now ms of a monotonic clock */
export function createRateLimiter({
  now,
  concurrency,
}: {
  now: () => number
  concurrency: Concurrency
}): RateLimiter {
  const counters = new Map<string, Counter>()
  const limits: Record<Level, number> = { ...concurrency, channel: 1 }

  function counterOf(level: Level, key: string, rateLimits?: RateLimits): Counter {
    const known = counters.get(key)
    if (known) {
      known.rate = rateLimits?.[level] ?? known.rate
      return known
    }
    const made = { level, times: [], sent: [], rate: rateLimits?.[level], running: 0, throttledUntil: 0 }
    counters.set(key, made)
    return made
  }

  const countersOf = (
    channel: ChannelId,
    rateLimits?: RateLimits,
  ): [bot: Counter, workspace: Counter, own: Counter] => [
    counterOf('bot', platformOf(channel), rateLimits),
    counterOf('workspace', workspaceOf(channel), rateLimits),
    counterOf('channel', channel, rateLimits),
  ]

  /** How long the rate and 429s hold up a message. */
  function waitToSend({ times, rate, throttledUntil }: Counter): number {
    const [oldest = Number.NEGATIVE_INFINITY] = times
    const last = times.at(-1) ?? Number.NEGATIVE_INFINITY
    const full = rate && times.length >= rate.count ? oldest + rate.perMs : 0
    return Math.max(0, throttledUntil - now(), full - now(), last + (rate?.gapMs ?? 0) - now())
  }

  /** How long until the oldest of the messages that the rate counts no longer counts. */
  function waitToDepart(counter: Counter): number {
    const { rate } = counter
    if (!rate) return 0
    const at = now()
    counter.sent = counter.sent.filter(message => message.at + rate.perMs > at)
    const first = Math.min(...counter.sent.map(message => message.at))
    return counter.sent.length >= rate.count ? first + rate.perMs - at : 0
  }

  const waitToBegin = (counter: Counter): number =>
    counter.running >= limits[counter.level] ? Number.POSITIVE_INFINITY : waitToSend(counter)

  function take(taken: readonly Counter[]): void {
    for (const { times, rate } of taken) {
      if (!rate) continue
      times.push(now())
      if (times.length > rate.count) times.shift()
    }
  }

  function holdBack(counter: Counter, ms: number): void {
    counter.throttledUntil = Math.max(counter.throttledUntil, now() + ms)
  }

  /** Whether the counter can be dropped: no delivery, no 429, no place and no message that still counts. */
  function isIdle({ times, sent, rate, running, throttledUntil }: Counter): boolean {
    const latest = Math.max(times.at(-1) ?? 0, ...sent.map(({ at }) => at))
    return running === 0 && throttledUntil <= now() && latest + (rate?.perMs ?? 0) <= now()
  }

  return {
    waitForBot: (platform, rateLimits) => waitToBegin(counterOf('bot', platform, rateLimits)),
    waitForWorkspace: (workspace, rateLimits) => waitToBegin(counterOf('workspace', workspace, rateLimits)),
    begin(channel, rateLimits) {
      const mine = countersOf(channel, rateLimits)
      const wait = Math.max(...mine.map(waitToBegin))
      if (wait > 0) return wait
      take(mine)
      for (const counter of mine) counter.running++
      return 0
    },
    takeNext(channel, rateLimits) {
      const mine = countersOf(channel, rateLimits)
      const wait = Math.max(...mine.map(waitToSend))
      if (wait === 0) take(mine)
      return wait
    },
    depart(channel) {
      const bot = counterOf('bot', platformOf(channel))
      const wait = waitToDepart(bot)
      if (wait === 0) bot.sent.push({ channel, at: now() + IN_TRANSIT_MS })
      return wait
    },
    answered(channel) {
      const { sent } = counterOf('bot', platformOf(channel))
      // A channel has one message at a time in transit.
      const message = sent.findLast(each => each.channel === channel && each.at > now())
      if (message) message.at = now()
    },
    end(channel) {
      for (const counter of countersOf(channel)) counter.running--
    },
    throttle(channel, throttled, ms) {
      const [bot, workspace, own] = countersOf(channel)
      if (throttled !== 'unnamed') return holdBack({ bot, workspace, channel: own }[throttled], ms)
      const others = [...counters].filter(([key]) => key.startsWith(`${workspaceOf(channel)}/`))
      const isSecond = others.some(([key, { throttledUntil }]) => key !== channel && throttledUntil > now())
      holdBack(isSecond ? workspace : own, ms)
    },
    prune() {
      for (const [key, counter] of counters) if (isIdle(counter)) counters.delete(key)
    },
  }
}
