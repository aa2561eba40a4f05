import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
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
  const sign = (nonce: string, until: string, browser: string): Buffer =>
    createHmac('sha256', secret).update(['install', nonce, until, browser].join('.')).digest()
  const random = (): string => randomBytes(24).toString('base64url')

  return {
    /** A new state, and what its browser has to keep. */
    begin(): { state: string; browser: string } {
      const [nonce, browser, until] = [random(), random(), String(now() + STATE_MS)]
      const state = [nonce, until, sign(nonce, until, browser).toString('base64url')].join('.')
      return { state, browser }
    },
    /** Uses a state up. @returns what is wrong with it, if anything */
    async use(state: string, browser: string): Promise<StateProblem | undefined> {
      const [nonce = '', until = '', signature = ''] = state.split('.')
      const given = Buffer.from(signature, 'base64url')
      const expected = sign(nonce, until, browser)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'foreign'
      if (Number(until) <= now()) return 'expired'
      const isFirst = await keyValues.add(`slack install ${nonce}`, until, Number(until))
      return isFirst ? undefined : 'used'
    },
  }
}
