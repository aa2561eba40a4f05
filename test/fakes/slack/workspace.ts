/** Who and what there is in the made-up workspace; every part can be set. */
export interface Workspace {
  teamId: string
  botToken: string
  appToken: string
  signingSecret: string
  botUserId: string
  botId: string
  appId: string
  /** Scopes that the bot token has, told as `x-oauth-scopes`. */
  scopes: readonly string[]
  /** Channels that the bot may see; without a list, all. */
  channels?: readonly string[] | undefined
  /** Whether a message with a `client_msg_id` that the channel has had is not posted again. */
  deduplicates: boolean
}

export const WORKSPACE: Workspace = {
  teamId: 'T0ROUND01',
  botToken: 'xoxb-made-up-bot-token',
  appToken: 'xapp-made-up-app-token',
  signingSecret: 'made-up-signing-secret-0123456789',
  botUserId: 'U0ROUNDBOT',
  botId: 'B0ROUND01',
  appId: 'A0ROUND01',
  scopes: ['commands', 'chat:write', 'chat:write.public'],
  deduplicates: true,
}

export const CHANNEL = 'C0PAPERS01'

/** Someone who types commands and clicks buttons. */
export const PERSON = { id: 'U0ADA0001', name: 'ada' }
