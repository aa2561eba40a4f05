import { createPerson } from '../fakes/slack/installing.ts'
import { CLIENT, type Tenant } from '../fakes/slack/tenants.ts'
import type { Bot } from './bot.ts'
import type { Environment } from './environment.ts'

/** What a bot for many workspaces is set up with, in HTTP mode and without Discord. */

export const PUBLIC_URL = 'https://papers.example'
export const STATE_SECRET = 'made-up-state-secret-0123456789'
export const SECRET_KEY = Buffer.from('made-up-key-of-exactly-32-bytes!').toString('base64')

export const manyEnv = ({ slack }: Environment): Record<string, string> => ({
  SLACK_BOT_TOKEN: '',
  SLACK_APP_TOKEN: '',
  DISCORD_TOKEN: '',
  SLACK_SIGNING_SECRET: slack.workspace.signingSecret,
  SLACK_CLIENT_ID: CLIENT.id,
  SLACK_CLIENT_SECRET: CLIENT.secret,
  SLACK_STATE_SECRET: STATE_SECRET,
  SECRET_KEY,
  PUBLIC_URL,
})

/** Somebody installs the app in a workspace. @returns the heading that they see */
export async function install({ slack }: Environment, bot: Bot, tenant: Tenant): Promise<string> {
  const { title } = await createPerson({ slack, url: bot.url, publicUrl: PUBLIC_URL }).install(tenant)
  return title
}
