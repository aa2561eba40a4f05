import { type DatabasePlace, placeOf } from '../../adapters/stores.ts'
import type { Env } from '../../config/schema.ts'
import type { ProxySettings } from '../lib/proxy.ts'
import type { Log } from '../ports/log.ts'
import type { Store } from '../ports/store.ts'
import { followDatabase } from '../replicas/database-clock.ts'
import type { Clock, Timer } from '../time/clock.ts'
import { HOME } from './process.ts'

/** Where the database is that the settings name. */
export const databaseOf = (env: Env): DatabasePlace => placeOf(env.DATABASE_URL, HOME)

/** One that all processes on the database share, where there may be several. */
export async function clockFor(
  store: Store,
  parts: { clock: Clock; timer: Timer; log: Log },
): Promise<{ clock: Clock; stop: () => void }> {
  if (!store.isShared) return { clock: parts.clock, stop() {} }
  const clock = await followDatabase({ ...parts, leases: store.leases })
  return { clock, stop: clock.stop }
}

/** Lets all connections go through the proxies, if there are any. */
export async function connectThrough(proxy: ProxySettings | undefined): Promise<void> {
  if (!proxy) return
  const { useProxy } = await import('../../adapters/shared/proxy.ts')
  useProxy(proxy)
}
