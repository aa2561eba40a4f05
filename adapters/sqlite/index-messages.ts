import type { PaperIndex } from '../../src/ports/paper-index.ts'
import type { StoreTrouble } from '../../src/ports/store-error.ts'

/** What the main thread and the index thread send each other. */

export type Method = keyof PaperIndex

export type Job = {
  [Name in Method]: { method: Name; args: Parameters<PaperIndex[Name]> }
}[Method]

/** Jobs to do in this order, and the time for all of them, ms. */
export interface Jobs {
  jobs: readonly Job[]
  limitMs: number | undefined
}

/** An answer for each job, as soon as it is done. */
export type FromIndexThread =
  /** The database is open, and the first jobs can come. */
  | { kind: 'ready' }
  | { kind: 'done'; result: unknown; ms: number }
  | { kind: 'too broad'; message: string; ms: number }
  | { kind: 'failed'; message: string; trouble: StoreTrouble | undefined; ofStore: boolean }
