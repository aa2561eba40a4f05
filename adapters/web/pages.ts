import { isIPv6 } from 'node:net'
import { createAllowance, type Rate, takeFromAll } from '../../src/lib/allowance.ts'
import { pause } from '../../src/lib/retry.ts'
import { waitText } from '../../src/time/time-text.ts'
import { type Answer, text } from './answer.ts'
import type { Route } from './router.ts'

export interface PageSettings {
  /** How long a page is cached, ms. */
  cacheMs: number
  /** Pages for one address. */
  perAddress: Rate
  /** How long the refusal of further ones is held back, ms: whoever asks again at once would keep the process busy with refusing. */
  refuseAfterMs: number
}

/** An IPv6 address by its network: whoever has one has all of a /64. */
function networkOf(address = ''): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address
  return new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.split(':').slice(0, 4).join(':')
}

/**
 * Makes routes for pages that look the same to everybody: each is made once in a while, whoever asks for it, and an address gets only
 * so many of all of them.
 * @param now ms of a monotonic clock
 * @param wait waits so many ms
 */
export function createPages(
  { cacheMs, perAddress, refuseAfterMs }: PageSettings,
  now: () => number,
  wait: (ms: number) => Promise<void> = pause,
) {
  const allowance = createAllowance(perAddress, now)

  return (make: () => Promise<Answer>): Route => {
    let cached: { answer: Promise<Answer>; at: number } | undefined

    function answer(): Promise<Answer> {
      if (cached && now() - cached.at < cacheMs) return cached.answer
      const made = { answer: make(), at: now() }
      cached = made
      made.answer.catch(() => {
        if (cached === made) cached = undefined
      })
      return made.answer
    }

    return async request => {
      const waitMs = takeFromAll([[allowance, networkOf(request.socket.remoteAddress)]])
      if (waitMs === 0) return answer()
      await wait(refuseAfterMs)
      const tooMany = text(
        `You have asked for many pages in a short time. Try again ${waitText(waitMs)}.`,
        429,
      )
      return { ...tooMany, headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) } }
    }
  }
}
