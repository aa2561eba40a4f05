import { chatContract, commandsContract, connectedChatContract } from '../../contracts/chat.ts'
import { createHttpHarness, createManyHarness, createSocketHarness } from './chat-harness.ts'

connectedChatContract('Slack (Socket Mode)', createSocketHarness, 'SLACK_BOT_TOKEN')
chatContract('Slack (HTTP mode)', createHttpHarness, 'SLACK_BOT_TOKEN')
commandsContract('Slack (many workspaces)', createManyHarness)
