import type { BotState } from '../../../src/ports/metrics.ts'
import type { Mount } from '../app.ts'

/**
 * Health checks: `/healthz` says that the process runs; `/readyz` answers 503 with the reasons while the bot can't do its work.
 * @param whyNotReady reasons for a person to read, without secrets; empty if it is ready
 * @param shards what this process has of the connections that all processes divide
 */
export const mountHealth =
  (
    whyNotReady: () => readonly string[] | Promise<readonly string[]>,
    shards: () => BotState['shards'] = () => [],
  ): Mount =>
  app => {
    app.get('/healthz', c => c.text('ok\n'))
    app.get('/readyz', async c => {
      const reasons = await whyNotReady()
      const divided = shards()
      const more = divided.length > 0 ? { shards: divided } : {}
      return reasons.length === 0
        ? c.json({ ready: true, ...more })
        : c.json({ ready: false, reasons, ...more }, 503)
    })
  }
