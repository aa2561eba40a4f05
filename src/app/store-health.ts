import { messageOf } from '../lib/errors.ts'
import type { Store } from '../ports/store.ts'
import type { Timer } from '../time/clock.ts'

/** How long an answer is reused, ms, because anyone who reaches the web server may ask. */
const REUSED_MS = 5_000

/** Whether the database can be written now. @returns a function that gives the reason, in a sentence, if it can't */
export function createStoreHealth(
  store: Pick<Store, 'probe'>,
  timer: Pick<Timer, 'now'>,
): () => Promise<string | undefined> {
  let last: { at: number; answer: Promise<string | undefined> } | undefined
  return () => {
    if (!last || timer.now() - last.at >= REUSED_MS) {
      last = { at: timer.now(), answer: store.probe().then(() => undefined, messageOf) }
    }
    return last.answer
  }
}
