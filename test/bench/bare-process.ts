import bolt from '@slack/bolt'
import { Client, GatewayIntentBits } from 'discord.js'

/** The baseline for the bot: both SDKs, connected, with handlers that only acknowledge. */
const {
  SLACK_API_URL = '',
  SLACK_BOT_TOKEN = '',
  SLACK_APP_TOKEN = '',
  DISCORD_API_URL = '',
  DISCORD_TOKEN = '',
} = process.env

const receiver = new bolt.SocketModeReceiver({
  appToken: SLACK_APP_TOKEN,
  installerOptions: { clientOptions: { slackApiUrl: SLACK_API_URL } },
})
const app = new bolt.App({ token: SLACK_BOT_TOKEN, receiver, clientOptions: { slackApiUrl: SLACK_API_URL } })
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: DISCORD_API_URL } })
app.command('/papers', ({ ack }) => ack())
client.on('interactionCreate', async interaction => {
  if (interaction.isChatInputCommand()) await interaction.reply({ content: 'ok', flags: 64 })
})
const ready = new Promise(resolve => client.once('clientReady', resolve))

await Promise.all([app.start(), client.login(DISCORD_TOKEN), ready])
const subcommands = ['status', 'subscriptions', 'today', 'help']
await client.application?.commands.set([
  {
    name: 'papers',
    description: 'Papers',
    options: subcommands.map(name => ({ name, description: name, type: 1 })),
  },
])
process.send?.({ ready: '' })
process.on('message', () => {
  globalThis.gc?.()
  process.send?.({ rss: process.memoryUsage().rss })
})
