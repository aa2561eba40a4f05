import type { KeyValueStore } from '../ports/key-value-store.ts'
import type { Log } from '../ports/log.ts'
import type { Outbox } from '../ports/outbox.ts'
import type { Clock } from '../time/clock.ts'

/** The key under which a backup of the store says when it was made, ms UTC; only a backup has it. */
export const COPIED = 'copied'
const RESTORED = 'restored'

/**
 * A bot that is started from a backup doesn't know what was posted after the backup was made. So everything that is due in it, and
 * every slot until the start, is looked for on the platform before it is sent.
 */
export interface BackupRecovery {
  /** Call it before anything is delivered. Does nothing if the store isn't a backup. */
  begin(): Promise<void>
  /** Slots before this moment may have been delivered already, ms UTC; 0 if the store isn't a backup. */
  uncertainUntil(): Promise<number>
}

/** @param deps.staleAfterMs age from which an edition is no longer delivered, ms */
export function createBackupRecovery(deps: {
  outbox: Outbox
  keyValues: KeyValueStore
  clock: Clock
  log: Log
  staleAfterMs: number
}): BackupRecovery {
  const { outbox, keyValues, clock, log, staleAfterMs } = deps
  return {
    async begin() {
      const copied = await keyValues.get(COPIED)
      if (!copied) return
      const now = clock.now()
      // In this order, because a process that is interrupted here must start over.
      const uncertain = await outbox.markUncertain(Number(copied))
      await keyValues.set(RESTORED, String(now), now + staleAfterMs)
      await keyValues.set(COPIED, '', now)
      log.warn(
        { copied: new Date(Number(copied)).toISOString(), uncertain },
        'started from a copy of the database: what may have been posted since then is looked for first',
      )
    },
    uncertainUntil: async () => Number((await keyValues.get(RESTORED)) ?? 0),
  }
}
