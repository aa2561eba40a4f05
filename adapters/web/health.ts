import { json, text } from './answer.ts'
import type { Routes } from './router.ts'

/**
 * Health checks: `/healthz` says that the process runs; `/readyz` answers 503 with the reasons while it can't do its work.
 * @param whyNotReady reasons for a person to read, without secrets; empty if it is ready
 */
export const healthRoutes = (whyNotReady: () => readonly string[] | Promise<readonly string[]>): Routes => ({
  'GET /healthz': () => text('ok'),
  'GET /readyz': async () => {
    const reasons = await whyNotReady()
    return reasons.length === 0 ? json({ ready: true }) : json({ ready: false, reasons }, 503)
  },
})
