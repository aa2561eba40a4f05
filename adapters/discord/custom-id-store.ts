import { createHash } from 'node:crypto'
import type { Action } from '../../src/messages/digest.ts'
import type { Reply } from '../../src/messages/reply.ts'
import type { KeyValueStore } from '../../src/ports/key-value-store.ts'
import type { Clock } from '../../src/time/clock.ts'
import { STORED_COMMAND_PREFIX } from './custom-ids.ts'
import { BUTTONS } from './limits.ts'

/** How long a button with a long command keeps working, ms. */
const STORED_FOR_MS = 30 * 24 * 3_600_000
/** The longest command that fits in a custom id after the longest prefix. */
const MAX_COMMAND_LENGTH = BUTTONS.customId - 'papers!:'.length

const storeKeyOf = (hash: string): string => `discord button ${hash}`

/** Stores commands that don't fit into a component under a hash that does. The same command always gets the same hash. */
export function createCustomIdStore({ keyValues, clock }: { keyValues: KeyValueStore; clock: Clock }) {
  async function shortenAction(action: Action): Promise<Action> {
    const { command } = action
    if (command.length <= MAX_COMMAND_LENGTH) return action
    const hash = createHash('sha256').update(command).digest('base64url').slice(0, 22)
    await keyValues.set(storeKeyOf(hash), command, clock.now() + STORED_FOR_MS)
    return { ...action, command: `${STORED_COMMAND_PREFIX}${hash}` }
  }

  const shortenAll = (actions: readonly Action[]): Promise<Action[]> =>
    Promise.all(actions.map(shortenAction))

  return {
    /** The reply with every command short enough for a component. */
    async shorten(reply: Reply): Promise<Reply> {
      const { digest, choice, actions } = reply
      return {
        ...reply,
        ...(actions && { actions: await shortenAll(actions) }),
        ...(choice && { choice: { ...choice, options: await shortenAll(choice.options) } }),
        ...(digest && { digest: { ...digest, actions: await shortenAll(digest.actions) } }),
      }
    },
    /** The full text of a command; undefined when it was stored and has expired. */
    async resolve(text: string): Promise<string | undefined> {
      return text.startsWith(STORED_COMMAND_PREFIX)
        ? keyValues.get(storeKeyOf(text.slice(STORED_COMMAND_PREFIX.length)))
        : text
    },
  }
}
