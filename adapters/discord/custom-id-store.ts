import { createHash } from 'node:crypto'
import type { Action } from '../../src/messages/digest.ts'
import type { Reply } from '../../src/messages/reply.ts'
import type { KeyValueStore } from '../../src/ports/key-value-store.ts'
import type { Clock } from '../../src/time/clock.ts'
import { KEPT } from './custom-ids.ts'
import { BUTTONS } from './limits.ts'

/** For so long a button with a long command works, ms. */
const KEPT_MS = 30 * 24 * 3_600_000
/** What custom ids and options leave to a command, with the longest prefix before it. */
const LONGEST = BUTTONS.customId - 'papers!:'.length

const noteOf = (key: string): string => `discord button ${key}`

/** Keeps what doesn't fit into a component, under a key that does, by the same one each time. */
export function createCustomIdStore({ keyValues, clock }: { keyValues: KeyValueStore; clock: Clock }) {
  async function shorten(action: Action): Promise<Action> {
    const { command } = action
    if (command.length <= LONGEST) return action
    const key = createHash('sha256').update(command).digest('base64url').slice(0, 22)
    await keyValues.set(noteOf(key), command, clock.now() + KEPT_MS)
    return { ...action, command: `${KEPT}${key}` }
  }

  const shortenAll = (actions: readonly Action[]): Promise<Action[]> => Promise.all(actions.map(shorten))

  return {
    /** A reply whose commands all fit. */
    async shortened(reply: Reply): Promise<Reply> {
      const { digest, choice, actions } = reply
      return {
        ...reply,
        ...(actions && { actions: await shortenAll(actions) }),
        ...(choice && { choice: { ...choice, options: await shortenAll(choice.options) } }),
        ...(digest && { digest: { ...digest, actions: await shortenAll(digest.actions) } }),
      }
    },
    /** The command's text, or undefined where it was forgotten. */
    async expanded(text: string): Promise<string | undefined> {
      return text.startsWith(KEPT) ? keyValues.get(noteOf(text.slice(KEPT.length))) : text
    },
  }
}
export type CustomIdStore = ReturnType<typeof createCustomIdStore>
