import { createBoundedMap } from '../../src/lib/bounded-map.ts'
import type { Log } from '../../src/ports/log.ts'

/** How often each kind is logged, ms. */
const LOG_EVERY_MS = 60_000
const MAX_KINDS = 100

/** Counts one thing that was refused. @param kind names it, from a small set; what the platform sent goes into `fields` */
export type RefuseInput = (kind: string, fields?: Readonly<Record<string, string>>) => void

/** Counts what a platform sent and we refuse, by kind. A kind is logged the first time, then once a minute with its count. */
export function createRefuseInput(platform: string, log: Log, now = () => performance.now()): RefuseInput {
  const kinds = createBoundedMap<string, { count: number; loggedAt: number }>(MAX_KINDS)
  return (kind, fields = {}) => {
    const known = kinds.get(kind)
    const count = (known?.count ?? 0) + 1
    const isDue = !known || now() - known.loggedAt >= LOG_EVERY_MS
    kinds.set(kind, { count, loggedAt: isDue ? now() : known.loggedAt })
    if (isDue) log.warn({ ...fields, count }, `refused ${kind} from ${platform}`)
  }
}
