import { json, text } from './answer.ts'
import type { Routes } from './router.ts'

/**
 * The routes that watchers ask: `/healthz` says that the process lives; `/readyz` answers 503 with the reasons while it
 * can't do its work.
 * @param whyNotReady reasons in words for a person, without secrets; none when all is well
 */
export const healthRoutes = (whyNotReady: () => readonly string[] | Promise<readonly string[]>): Routes => ({
  'GET /healthz': () => text('ok'),
  'GET /readyz': async () => {
    const reasons = await whyNotReady()
    return reasons.length === 0 ? json({ ready: true }) : json({ ready: false, reasons }, 503)
  },
})
