import type { Audit } from './audit.ts'
import type { Changes } from './changes.ts'
import type { Channels } from './channels.ts'
import type { Installations } from './installations.ts'
import type { KeyValueStore } from './key-value-store.ts'
import type { Leases } from './leases.ts'
import type { Outbox } from './outbox.ts'
import type { LimitedPaperIndex } from './paper-index.ts'
import type { Papers } from './papers.ts'
import type { PersonalData } from './personal-data.ts'
import type { RateCounters } from './rate-counters.ts'
import type { SealedAddresses } from './sealed-addresses.ts'
import type { Suspensions } from './suspensions.ts'
import type { Webhooks } from './webhooks.ts'

/** One database. All of its methods throw StoreError when the database can't be used. */
export interface Store {
  papers: Papers
  index: LimitedPaperIndex
  channels: Channels
  outbox: Outbox
  suspensions: Suspensions
  audit: Audit
  keyValues: KeyValueStore
  leases: Leases
  rateCounters: RateCounters
  changes: Changes
  /** Whether several bots may run on this database at the same time. */
  isShared: boolean
  installations: Installations
  webhooks: Webhooks
  emailAddresses: SealedAddresses
  personalData: PersonalData
  /** The size of the database, bytes. */
  size(): Promise<number>
  /** Puts what searches read in order, so that they are faster. Takes little time, and may be called again. */
  tidyIndex(): Promise<void>
  /** What is damaged, in the database's own words; empty where nothing is. */
  check(): Promise<string[]>
  /** Writes something and deletes it again, to see whether the database can be written. */
  probe(): Promise<void>
  /** Finishes what was requested before, then closes. May be called again. */
  close(): Promise<void>
}
