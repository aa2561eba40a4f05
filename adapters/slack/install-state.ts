import { randomBytes } from 'node:crypto'
import { createSigner } from '../../src/lib/signed-text.ts'
import type { KeyValueStore } from '../../src/ports/key-value-store.ts'

/** How long an installation may take from our link to Slack's answer, ms. */
export const STATE_MS = 10 * 60_000

/** What is wrong with a state. `foreign`: it isn't ours, was changed, or was begun in another browser. */
export type StateProblem = 'foreign' | 'expired' | 'used'

/**
 * The `state` of an installation: what it was begun with comes back from Slack once, to the same browser, within ten minutes. It proves
 * itself by its signature, so nothing is stored when it is begun, and any replica can finish it; what is stored is that it was used.
 */
export function createInstallStates(options: {
  secret: string
  keyValues: KeyValueStore
  now: () => number
}) {
  const { secret, keyValues, now } = options
  const signer = createSigner([secret], now)
  const purposeIn = (browser: string): string => `install in ${browser}`
  const random = (): string => randomBytes(24).toString('base64url')

  return {
    /** A new state, and what its browser has to keep. */
    begin(): { state: string; browser: string } {
      const browser = random()
      return { state: signer.sign(purposeIn(browser), random(), now() + STATE_MS), browser }
    },
    /** Uses a state up. @returns what is wrong with it, if anything */
    async use(state: string, browser: string): Promise<StateProblem | undefined> {
      const read = signer.read(purposeIn(browser), state)
      if (!read.ok) return read.problem === 'forged' ? 'foreign' : 'expired'
      const isFirst = await keyValues.add(`slack install ${read.text}`, String(read.until), read.until)
      return isFirst ? undefined : 'used'
    },
  }
}
