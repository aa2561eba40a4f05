import { connectedChatContract } from '../../contracts/chat.ts'
import { createChatHome } from './chat-home.ts'

connectedChatContract('Discord', createChatHome, 'DISCORD_TOKEN')
