export interface Conversation {
  is_private?: boolean
  is_archived?: boolean
  is_member?: boolean
  is_im?: boolean
  is_mpim?: boolean
  user?: string
  members?: readonly string[]
}

/** The fake workspace; every field can be overridden. */
export interface Workspace {
  teamId: string
  botToken: string
  appToken: string
  signingSecret: string
  botUserId: string
  botId: string
  appId: string
  /** Scopes of the bot token, reported as `x-oauth-scopes`. */
  scopes: readonly string[]
  /** Channels that the bot can see; all without a list. */
  channels?: readonly string[] | undefined
  /** What conversations.info says, and the members. */
  conversations?: Readonly<Record<string, Conversation>>
  /** What users.info says. */
  people?: Readonly<Record<string, object>>
  /** Whether a message with a `client_msg_id` that is already in the channel isn't posted again. */
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

/** The person who types commands and clicks buttons. */
export const PERSON = { id: 'U0ADA0001', name: 'ada' }
