import type { Mount } from '../app.ts'

/**
 * Health checks: `/healthz` says that the process runs; `/readyz` answers 503 with the reasons while the bot can't do its work.
 * @param whyNotReady reasons for a person to read, without secrets; empty if it is ready
 */
export const mountHealth =
  (whyNotReady: () => readonly string[] | Promise<readonly string[]>): Mount =>
  app => {
    app.get('/healthz', c => c.text('ok\n'))
    app.get('/readyz', async c => {
      const reasons = await whyNotReady()
      return reasons.length === 0 ? c.json({ ready: true }) : c.json({ ready: false, reasons }, 503)
    })
  }
