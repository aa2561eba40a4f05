import { describe } from 'vitest'
import type { Abilities, HomeOptions, PublisherHome, RemoteHome } from './publisher/home.ts'
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
  createHome: (options?: HomeOptions) => Promise<PublisherHome>,
): void {
  describe(`the ${name} publisher`, () => {
    describe('limits', () => limitsContract(createHome))
    describe('hostile text', () => hostileContract(createHome))
  })
}

/** In addition, what every publisher that calls a platform over a network must do. */
export function remotePublisherContract(
  name: string,
  createHome: (options?: HomeOptions) => Promise<RemoteHome>,
  abilities: Abilities,
): void {
  publisherContract(name, createHome)
  describe(`the ${name} publisher over a network`, () => {
    describe('a verdict', () => verdictsContract(createHome, abilities))
    describe.runIf(!abilities.without?.includes('threads'))('threads', () => threadsContract(createHome))
    describe('an uncertain post', () => uncertainContract(createHome, abilities))
    describe('reconciling', () => reconcileContract(createHome, abilities))
    describe('timeouts', () => timeoutsContract(createHome, abilities))
    describe('besides posting', () => otherCallsContract(createHome, abilities))
  })
}
