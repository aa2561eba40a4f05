import { describe } from 'vitest'
import { answersContract } from './chat/answers.ts'
import { connectingContract } from './chat/connecting.ts'
import { formsContract, suggestionsContract } from './chat/forms.ts'
import type { ChatHome, ConnectedHome, CreateChatHome } from './chat/home.ts'
import { reconnectingContract } from './chat/reconnecting.ts'
import { requestsContract } from './chat/requests.ts'
import { stoppingContract } from './chat/stopping.ts'

/**
 * What every chat must do besides posting.
 * @param tokenName the environment's name of the token that `wrongToken` makes wrong
 */
export function chatContract(name: string, createHome: CreateChatHome<ChatHome>, tokenName: string): void {
  describe(`the ${name} chat`, () => {
    describe('connecting', () => connectingContract(createHome, tokenName))
    describe('asking the bot', () => requestsContract(createHome))
    describe('answers', () => answersContract(createHome))
    describe('forms', () => formsContract(createHome))
    describe('suggestions', () => suggestionsContract(createHome))
    describe('stopping', () => stoppingContract(createHome))
  })
}

/** What a chat must do besides, whose connection lasts. */
export function connectedChatContract(
  name: string,
  createHome: CreateChatHome<ConnectedHome>,
  tokenName: string,
): void {
  chatContract(name, createHome, tokenName)
  describe(`the ${name} chat, connecting anew`, () => reconnectingContract(createHome))
}
