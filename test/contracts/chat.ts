import { describe } from 'vitest'
import { answersContract } from './chat/answers.ts'
import { connectingContract } from './chat/connecting.ts'
import { followingContract } from './chat/following.ts'
import { formsContract, suggestionsContract } from './chat/forms.ts'
import type { ChatHarness, ConnectedHarness, CreateChatHarness } from './chat/harness.ts'
import { reconnectingContract } from './chat/reconnecting.ts'
import { requestsContract } from './chat/requests.ts'
import { stoppingContract } from './chat/stopping.ts'

/** What every chat must do once it is connected, besides posting. */
export function commandsContract(name: string, createHarness: CreateChatHarness<ChatHarness>): void {
  describe(`the ${name} chat, connected`, () => {
    describe('a request', () => requestsContract(createHarness))
    describe('answers', () => answersContract(createHarness))
    describe('forms', () => formsContract(createHarness))
    describe('suggestions', () => suggestionsContract(createHarness))
    describe('a reference', () => followingContract(createHarness))
    describe('stopping', () => stoppingContract(createHarness))
  })
}

/**
 * What every chat of one workspace must do besides posting.
 * @param tokenName the environment variable of the token that `wrongToken` replaces
 */
export function chatContract(
  name: string,
  createHarness: CreateChatHarness<ChatHarness>,
  tokenName: string,
): void {
  describe(`the ${name} chat, connecting`, () => connectingContract(createHarness, tokenName))
  commandsContract(name, createHarness)
}

/** In addition, what every chat with a persistent connection must do. */
export function connectedChatContract(
  name: string,
  createHarness: CreateChatHarness<ConnectedHarness>,
  tokenName: string,
): void {
  chatContract(name, createHarness, tokenName)
  describe(`the ${name} chat, reconnecting`, () => reconnectingContract(createHarness))
}
