import { chatContract, connectedChatContract } from '../../contracts/chat.ts'
import { createGatewayHarness, createHttpHarness } from './chat-harness.ts'

connectedChatContract('Discord (gateway)', createGatewayHarness, 'DISCORD_TOKEN')
chatContract('Discord (HTTP)', createHttpHarness, 'DISCORD_TOKEN')
