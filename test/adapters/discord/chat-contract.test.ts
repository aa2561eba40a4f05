import { chatContract, connectedChatContract } from '../../contracts/chat.ts'
import { createGatewayHome, createHttpHome } from './chat-home.ts'

connectedChatContract('Discord (gateway)', createGatewayHome, 'DISCORD_TOKEN')
chatContract('Discord (HTTP)', createHttpHome, 'DISCORD_TOKEN')
