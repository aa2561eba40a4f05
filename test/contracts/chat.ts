import { describe } from 'vitest'
import { answersContract } from './chat/answers.ts'
import { connectingContract } from './chat/connecting.ts'
import { formsContract, suggestionsContract } from './chat/forms.ts'
import type { ChatHome, ConnectedHome, CreateChatHome } from './chat/home.ts'
import { reconnectingContract } from './chat/reconnecting.ts'
import { requestsContract } from './chat/requests.ts'
import { stoppingContract } from './chat/stopping.ts'

/** What every chat must do once it is connected, besides posting. */
export function commandsContract(name: string, createHome: CreateChatHome<ChatHome>): void {
  describe(`the ${name} chat, connected`, () => {
    describe('a request', () => requestsContract(createHome))
    describe('answers', () => answersContract(createHome))
    describe('forms', () => formsContract(createHome))
    describe('suggestions', () => suggestionsContract(createHome))
    describe('stopping', () => stoppingContract(createHome))
  })
}

/**
 * What every chat of one workspace must do besides posting.
 * @param tokenName the environment variable of the token that `wrongToken` replaces
 */
export function chatContract(name: string, createHome: CreateChatHome<ChatHome>, tokenName: string): void {
  describe(`the ${name} chat, connecting`, () => connectingContract(createHome, tokenName))
  commandsContract(name, createHome)
}

/** In addition, what every chat with a persistent connection must do. */
export function connectedChatContract(
  name: string,
  createHome: CreateChatHome<ConnectedHome>,
  tokenName: string,
): void {
  chatContract(name, createHome, tokenName)
  describe(`the ${name} chat, reconnecting`, () => reconnectingContract(createHome))
}
