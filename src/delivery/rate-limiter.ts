import type { ChannelId } from '../channels/channel-id.ts'
import { platformOf, workspaceOf } from '../channels/channel-id.ts'
import type { Level, Rate, RateLimits, ThrottleScope } from '../ports/publisher.ts'

/** How many deliveries may be under way at once. In a channel it is always one, so that its messages stay in order. */
export interface Concurrency {
  bot: number
  workspace: number
}

/** How long a message may be on its way until the platform counts it, ms. Where it takes longer, others don't wait for it. */
const ON_THE_WAY_MS = 1_000

/** Keeps to the platforms' limits ahead of their 429s. All waits are in ms; 0 is now, and Infinity until a delivery ends. */
export interface RateLimiter {
  /** How long nothing at all may be begun with this bot. */
  waitForBot(platform: string, rateLimits: RateLimits): number
  /** How long nothing may be begun in the workspace, named as by `workspaceOf`. */
  waitForWorkspace(workspace: string, rateLimits: RateLimits): number
  /** Begins a delivery and takes the place of its first message. @returns 0, else how long it has to wait */
  begin(channel: ChannelId, rateLimits: RateLimits): number
  /** Takes the place of a further message of a delivery that is under way. @returns 0, else how long it has to wait */
  takeNext(channel: ChannelId, rateLimits: RateLimits): number
  /**
   * A message is to leave now, some time after its place was taken: what was begun apart may have come together meanwhile.
   * @returns 0 where it does, else how long it has to wait
   */
  depart(channel: ChannelId): number
  /** The platform has answered a message that left. */
  answered(channel: ChannelId): void
  /** Ends what `begin` began. */
  end(channel: ChannelId): void
  /** Begins nothing that a 429 names for so many ms. */
  throttle(channel: ChannelId, throttled: ThrottleScope, ms: number): void
  /** Forgets channels and workspaces that nothing depends on any more. */
  prune(): void
}

interface Counter {
  level: Level
  /** When the latest messages left, at most as many as the rate counts. */
  times: number[]
  /** Those that left: by when the platform has had each of them at the latest. */
  left: { channel: ChannelId; at: number }[]
  rate: Rate | undefined
  underWay: number
  closedUntil: number
}

/** @param now ms of a clock that never jumps */
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
    const made = { level, times: [], left: [], rate: rateLimits?.[level], underWay: 0, closedUntil: 0 }
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

  /** How long the rate and 429s keep a message waiting. */
  function waitToSend({ times, rate, closedUntil }: Counter): number {
    const [oldest = Number.NEGATIVE_INFINITY] = times
    const last = times.at(-1) ?? Number.NEGATIVE_INFINITY
    const full = rate && times.length >= rate.count ? oldest + rate.perMs : 0
    return Math.max(0, closedUntil - now(), full - now(), last + (rate?.gapMs ?? 0) - now())
  }

  /** How long until one of as many as the rate counts is so long ago that it counts no more. */
  function waitToLeave(counter: Counter): number {
    const { rate } = counter
    if (!rate) return 0
    const at = now()
    counter.left = counter.left.filter(message => message.at + rate.perMs > at)
    const first = Math.min(...counter.left.map(message => message.at))
    return counter.left.length >= rate.count ? first + rate.perMs - at : 0
  }

  const waitToBegin = (counter: Counter): number =>
    counter.underWay >= limits[counter.level] ? Number.POSITIVE_INFINITY : waitToSend(counter)

  function take(taken: readonly Counter[]): void {
    for (const { times, rate } of taken) {
      if (!rate) continue
      times.push(now())
      if (times.length > rate.count) times.shift()
    }
  }

  function close(counter: Counter, ms: number): void {
    counter.closedUntil = Math.max(counter.closedUntil, now() + ms)
  }

  const isIdle = ({ times, rate, underWay, closedUntil }: Counter): boolean =>
    underWay === 0 && closedUntil <= now() && (times.at(-1) ?? 0) + (rate?.perMs ?? 0) <= now()

  return {
    waitForBot: (platform, rateLimits) => waitToBegin(counterOf('bot', platform, rateLimits)),
    waitForWorkspace: (workspace, rateLimits) => waitToBegin(counterOf('workspace', workspace, rateLimits)),
    begin(channel, rateLimits) {
      const mine = countersOf(channel, rateLimits)
      const wait = Math.max(...mine.map(waitToBegin))
      if (wait > 0) return wait
      take(mine)
      for (const counter of mine) counter.underWay++
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
      const wait = waitToLeave(bot)
      if (wait === 0) bot.left.push({ channel, at: now() + ON_THE_WAY_MS })
      return wait
    },
    answered(channel) {
      const { left } = counterOf('bot', platformOf(channel))
      // In a channel one message follows the other.
      const message = left.findLast(each => each.channel === channel && each.at > now())
      if (message) message.at = now()
    },
    end(channel) {
      for (const counter of countersOf(channel)) counter.underWay--
    },
    throttle(channel, throttled, ms) {
      const [bot, workspace, own] = countersOf(channel)
      if (throttled !== 'unnamed') return close({ bot, workspace, channel: own }[throttled], ms)
      const others = [...counters].filter(([key]) => key.startsWith(`${workspaceOf(channel)}/`))
      const isSecond = others.some(([key, { closedUntil }]) => key !== channel && closedUntil > now())
      close(isSecond ? workspace : own, ms)
    },
    prune() {
      for (const [key, counter] of counters) if (isIdle(counter)) counters.delete(key)
    },
  }
}
