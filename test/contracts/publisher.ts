import { describe } from 'vitest'
import type { Abilities, HarnessOptions, PublisherHarness, RemoteHarness } from './publisher/harness.ts'
import { hostileContract } from './publisher/hostile.ts'
import { limitsContract, threadsContract } from './publisher/limits.ts'
import { otherCallsContract } from './publisher/other-calls.ts'
import { reconcileContract } from './publisher/reconcile.ts'
import { timeoutsContract } from './publisher/timeouts.ts'
import { uncertainContract } from './publisher/uncertain.ts'
import { verdictsContract } from './publisher/verdicts.ts'

/** What every publisher must do. */
export function publisherContract(
  name: string,
  createHarness: (options?: HarnessOptions) => Promise<PublisherHarness>,
): void {
  describe(`the ${name} publisher`, () => {
    describe('limits', () => limitsContract(createHarness))
    describe('hostile text', () => hostileContract(createHarness))
  })
}

/** In addition, what every publisher that calls a platform over a network must do. */
export function remotePublisherContract(
  name: string,
  createHarness: (options?: HarnessOptions) => Promise<RemoteHarness>,
  abilities: Abilities,
): void {
  publisherContract(name, createHarness)
  describe(`the ${name} publisher over a network`, () => {
    describe('a verdict', () => verdictsContract(createHarness, abilities))
    describe.runIf(!abilities.without?.includes('threads'))('threads', () => threadsContract(createHarness))
    describe('an uncertain post', () => uncertainContract(createHarness, abilities))
    describe('reconciling', () => reconcileContract(createHarness, abilities))
    describe('timeouts', () => timeoutsContract(createHarness, abilities))
    describe('besides posting', () => otherCallsContract(createHarness, abilities))
  })
}
