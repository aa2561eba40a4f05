import type { Rate } from '../../src/lib/allowance.ts'
import { waitText } from '../../src/time/time-text.ts'
import { createHoldBack } from '../shared/http/hold-back.ts'
import { type Answer, text } from './answer.ts'
import type { Route } from './router.ts'

export interface PageSettings {
  /** How long a page is cached, ms. */
  cacheMs: number
  /** Pages for one address. */
  perAddress: Rate
}

/**
 * Makes routes for pages that look the same to everybody: each is made once in a while, whoever asks for it, and an address gets only
 * so many of all of them.
 * @param now ms of a monotonic clock
 * @param wait waits so many ms
 */
export function createPages(
  { cacheMs, perAddress }: PageSettings,
  now: () => number,
  wait?: (ms: number) => Promise<void>,
) {
  const holdBack = createHoldBack(perAddress, now, wait)

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
      const waitMs = await holdBack(request)
      if (waitMs === 0) return answer()
      const tooMany = text(`Too many requests in a short time. Try again ${waitText(waitMs)}.`, 429)
      return { ...tooMany, headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) } }
    }
  }
}
