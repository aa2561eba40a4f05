import type { KeyValueStore } from '../ports/key-value-store.ts'
import type { Log } from '../ports/log.ts'
import type { Outbox } from '../ports/outbox.ts'
import type { Clock } from '../time/clock.ts'

/** The note by which a copy of a store tells when it was made, ms UTC; only a copy has it. */
export const COPIED = 'copied'
const RESTORED = 'restored'

/**
 * What a copy of the store doesn't know may have been posted after it was made. So what is due in it, and what its channels
 * had slots for until it was started from, is looked for before it is sent.
 */
export interface BackupRecovery {
  /** To be called before anything is delivered. Does nothing where the store is no copy. */
  begin(): Promise<void>
  /** Slots before this may have been delivered already, ms UTC; 0 where none was. */
  uncertainUntil(): Promise<number>
}

/** @param deps.staleAfterMs age at which an edition has lost its point, ms */
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
      // In this order a process that is cut off here begins anew.
      const doubtful = await outbox.markUncertain(Number(copied))
      await keyValues.set(RESTORED, String(now), now + staleAfterMs)
      await keyValues.set(COPIED, '', now)
      log.warn(
        { copied: new Date(Number(copied)).toISOString(), doubtful },
        'started from a copy of the database: what may have been posted since then is looked for first',
      )
    },
    uncertainUntil: async () => Number((await keyValues.get(RESTORED)) ?? 0),
  }
}
