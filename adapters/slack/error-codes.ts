/**
 * What Slack's error codes mean for a message, from docs.slack.dev/reference/methods/chat.postMessage and from bots that
 * have met them. A code that ends in `*` stands for all that begin so. After a code in no list the message is tried again
 * until its edition is too old: `ratelimited`, `rate_limited`, `service_unavailable`, `request_timeout`,
 * `team_added_to_org` and `org_login_required` pass, and so does `token_expired` once someone sets a fresh token.
 */

/** The channel takes no messages from us until a person changes something; in words for that person. */
export const CHANNEL_ERRORS: Readonly<Record<string, string>> = {
  channel_not_found: 'Slack shows this channel to the bot no more: /invite it, if the channel still exists',
  is_archived: 'the channel is archived',
  not_in_channel: "the bot isn't in the channel any more: /invite it",
  'restricted_action*': 'the workspace lets only some people post here: an admin has to allow the bot',
  no_permission: "the bot isn't allowed to post in this channel: an admin has to allow it",
  ekm_access_denied: "the workspace's admins have locked its encryption keys",
  messages_tab_disabled:
    "the app's messages tab is turned off: turn it on under App Home at api.slack.com/apps",
}

/** No channel of the workspace takes messages from us: the token, its scopes or the app's approval. */
export const WORKSPACE_ERRORS: readonly string[] = [
  'account_inactive',
  'token_revoked',
  'invalid_auth',
  'not_authed',
  'missing_scope',
  'not_allowed_token_type',
  'app_access_restricted',
  'access_denied',
  'enterprise_is_restricted',
]

/** This message is at fault, and that is ours. */
export const MESSAGE_ERRORS: readonly string[] = [
  'invalid_blocks*',
  'msg_blocks_too_long',
  'no_text',
  'metadata_*',
  'invalid_arguments',
]

/** Slack failed half-way, or has seen the message before. */
export const UNKNOWN_ERRORS: readonly string[] = ['fatal_error', 'internal_error', 'duplicate_*']

/** Slack refuses a token for good when we connect: the workspace's errors, and what only a new token mends. */
export const REFUSALS: readonly string[] = [
  ...WORKSPACE_ERRORS,
  'token_expired',
  'user_removed_from_team',
  'team_disabled',
]

/** The entry of a list that stands for a code. */
export const entryFor = (code: string, entries: readonly string[]): string | undefined =>
  entries.find(entry => (entry.endsWith('*') ? code.startsWith(entry.slice(0, -1)) : code === entry))
