import { describe } from 'vitest'
import type { Abilities, HomeOptions, PublisherHome, RemoteHome } from './publisher/home.ts'
import { hostileContract } from './publisher/hostile.ts'
import { limitsContract, threadsContract } from './publisher/limits.ts'
import { otherCallsContract } from './publisher/other-calls.ts'
import { reconcileContract } from './publisher/reconcile.ts'
import { timeLimitsContract } from './publisher/time-limits.ts'
import { uncertainContract } from './publisher/uncertain.ts'
import { verdictsContract } from './publisher/verdicts.ts'

/** What every publisher must do, wherever it posts. */
export function publisherContract(
  name: string,
  createHome: (options?: HomeOptions) => Promise<PublisherHome>,
): void {
  describe(`the ${name} publisher`, () => {
    describe('and its limits', () => limitsContract(createHome))
    describe('and hostile text', () => hostileContract(createHome))
  })
}

/** What a publisher must do besides, that asks a platform over a network. */
export function remotePublisherContract(
  name: string,
  createHome: (options?: HomeOptions) => Promise<RemoteHome>,
  abilities: Abilities,
): void {
  publisherContract(name, createHome)
  describe(`the ${name} publisher over a network`, () => {
    describe('and its verdict, which', () => verdictsContract(createHome, abilities))
    describe('posts threads, which', () => threadsContract(createHome))
    describe('and a post that may have arrived: it', () => uncertainContract(createHome))
    describe('reconciles: it', () => reconcileContract(createHome, abilities))
    describe('has time limits, which', () => timeLimitsContract(createHome))
    describe('beside posts', () => otherCallsContract(createHome))
  })
}
