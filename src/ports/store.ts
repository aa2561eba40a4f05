import type { Audit } from './audit.ts'
import type { Channels } from './channels.ts'
import type { Notes } from './key-value-store.ts'
import type { Ledger } from './outbox.ts'
import type { PaperIndex } from './paper-index.ts'
import type { Papers } from './papers.ts'
import type { Halts } from './suspensions.ts'

export interface Store {
  papers: Papers
  index: PaperIndex
  channels: Channels
  ledger: Ledger
  halts: Halts
  audit: Audit
  notes: Notes
  /** How much room the database takes, bytes. */
  size(): Promise<number>
  /** What is damaged, in the database's words; empty where all is well. */
  check(): Promise<string[]>
  close(): Promise<void>
}
