import type { Audit } from './audit.ts'
import type { Channels } from './channels.ts'
import type { KeyValueStore } from './key-value-store.ts'
import type { Outbox } from './outbox.ts'
import type { PaperIndex } from './paper-index.ts'
import type { Papers } from './papers.ts'
import type { Suspensions } from './suspensions.ts'

export interface Store {
  papers: Papers
  index: PaperIndex
  channels: Channels
  outbox: Outbox
  suspensions: Suspensions
  audit: Audit
  keyValues: KeyValueStore
  /** How much room the database takes, bytes. */
  size(): Promise<number>
  /** What is damaged, in the database's words; empty where all is well. */
  check(): Promise<string[]>
  close(): Promise<void>
}
