/**
 * What Slack's error codes mean for a message, from docs.slack.dev/reference/methods/chat.postMessage and from bots that
 * received them. An entry that ends in `*` is a prefix. After a code in none of the lists the message is retried until its
 * edition is too old, and the second edition that is lost so pauses the channel.
 */

/** The channel rejects our messages until a person changes something. The value explains it to that person. */
export const CHANNEL_ERRORS: Readonly<Record<string, string>> = {
  channel_not_found: 'the bot can’t see this channel any more: /invite it, if the channel still exists',
  is_archived: 'the channel is archived',
  not_in_channel: "the bot isn't in the channel any more: /invite it",
  'restricted_action*': 'the workspace lets only some people post here: an admin has to allow the bot',
  no_permission: "the bot isn't allowed to post in this channel: an admin has to allow it",
  ekm_access_denied: "the workspace's admins have locked its encryption keys",
  channel_type_not_supported: 'Slack takes no digests in a channel of this kind: choose another channel',
  channel_is_limited_access: 'only some people may post in this channel: an admin has to allow the bot',
  is_inactive: 'the channel is no longer active',
  messages_tab_disabled:
    "the app's messages tab is turned off: turn it on under App Home at api.slack.com/apps",
}

/** The whole workspace rejects our messages, because of the token, its scopes or the app's approval. */
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
  'team_access_not_granted',
  'team_not_found',
  'two_factor_setup_required',
  'accesslimited',
]

/** Our message is invalid. */
export const MESSAGE_ERRORS: readonly string[] = [
  'invalid_blocks*',
  'msg_blocks_too_long',
  'msg_too_long',
  'block_mismatch',
  'no_text',
  'metadata_*',
  'invalid_metadata_*',
  'invalid_arg*',
  'invalid_array_arg',
  'invalid_charset',
  'invalid_form_data',
]

/** These pass by themselves; `token_expired` ends when someone sets a new token. */
export const RETRY_ERRORS: readonly string[] = [
  'ratelimited',
  'rate_limited',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'org_login_required',
  'external_channel_migrating',
  'token_expired',
]

/** Refusals that may pass or may last, in words. */
export const REFUSAL_TEXTS: Readonly<Record<string, string>> = {
  message_limit_exceeded: 'the workspace sends more messages than Slack allows it',
}

/** Slack failed midway, or already received the message. */
export const UNKNOWN_ERRORS: readonly string[] = ['fatal_error', 'internal_error', 'duplicate_*']

/** When connecting, only a person can fix these: the workspace's errors, and those that need a new token. */
export const TOKEN_ERRORS: readonly string[] = [
  ...WORKSPACE_ERRORS,
  'token_expired',
  'user_removed_from_team',
  'team_disabled',
]

/** The entry of a list that matches a code. */
export const findEntry = (code: string, entries: readonly string[]): string | undefined =>
  entries.find(entry => (entry.endsWith('*') ? code.startsWith(entry.slice(0, -1)) : code === entry))
