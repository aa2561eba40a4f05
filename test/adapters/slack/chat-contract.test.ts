import { chatContract, commandsContract, connectedChatContract } from '../../contracts/chat.ts'
import { createHttpHome, createManyHome, createSocketHome } from './chat-home.ts'

connectedChatContract('Slack (Socket Mode)', createSocketHome, 'SLACK_BOT_TOKEN')
chatContract('Slack (HTTP mode)', createHttpHome, 'SLACK_BOT_TOKEN')
commandsContract('Slack (many workspaces)', createManyHome)
