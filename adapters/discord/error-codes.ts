/**
 * What Discord's error codes mean for a message, from docs.discord.com/developers/topics/opcodes-and-status-codes and from what
 * other bots have seen. Posts that fail with other codes are retried until the edition is too old, and the second edition that
 * is lost so pauses the channel.
 */

/** The channel rejects our messages until a person changes something; the text is for that person. */
export const CHANNEL_ERRORS: Readonly<Record<number, string>> = {
  10003: 'the channel no longer exists',
  10004: 'the server no longer exists, or the bot was removed from it: invite it again',
  50001: "the bot can't see this channel any more: give it the permission View Channel there",
  50007: 'the person takes no direct messages from the bot',
  40058: 'the forum post has no first message yet: write one, or choose another channel',
  40067: 'this forum wants a tag on each post: give it a tag that the bot may use',
  50008: 'a channel of this kind takes no messages: choose a text channel',
  50009: "the channel's verification level is too high for the bot: lower it, or choose another channel",
  50013: "the bot isn't allowed to post in this channel: give it the permission Send Messages there",
  50024: 'a channel of this kind takes no digests: choose a text channel',
  50083: 'the thread is archived: open it again',
  50278: 'the bot shares no server with this person any more',
  60003: 'the server asks for two-factor authentication: the bot’s owner has to turn it on for their account',
  160002: 'the bot may not reply in this channel: give it the permission Read Message History there',
  160005: 'the thread is locked: unlock it',
}

/** The token is invalid, so every channel rejects us. Status 401 means the same. */
export const TOKEN_ERRORS: readonly number[] = [50014, 40001]

/** The message itself is rejected: our bug, or with 240000 the server's content filter. */
export const MESSAGE_ERRORS: Readonly<Record<number, string>> = {
  50035: 'Discord found a fault in the message',
  50006: 'Discord found the message empty',
  40005: 'Discord found the message too large',
  20009: 'Discord refuses explicit content there',
  200000: "the server's AutoMod blocks the message",
  240000: "the server's content filter refuses the message",
}

/** Temporary: rate limits of a channel or server, and Discord's own failures. */
export const RETRY_ERRORS: readonly number[] = [
  20016, 20022, 20028, 20029, 40003, 40006, 40062, 110000, 130000,
]

/** Refusals that may pass or may last, in words. Cloudflare blocks requests because of their text or our address. */
export const REFUSAL_TEXTS: Readonly<Record<number, string>> = {
  40333: 'Cloudflare, through which Discord is reached, blocks the request',
}

/**
 * The message has no thread, or none that we may write in: the kind of channel has no threads, a permission is missing, someone
 * deleted, archived or locked the thread, there are too many, or the server blocks its name.
 */
export const NO_THREAD_ERRORS: readonly number[] = [
  10003, 10008, 20031, 50001, 50003, 50013, 50024, 50083, 160005, 160006, 160007, 200001,
]

export const THREAD_EXISTS = 160004
export const UNKNOWN_MESSAGE = 10008

/** The channel or thread doesn't exist, or we may not see it. */
export const NO_ACCESS_ERRORS: readonly number[] = [10003, 50001, 50013]

/** The server doesn't exist, or the bot isn't in it. */
export const NO_SERVER_ERRORS: readonly number[] = [10004, 10007]

/** The interaction has expired or was already answered. */
export const EXPIRED_INTERACTION_ERRORS: readonly number[] = [10062, 40060]

const TOKEN =
  'Discord refused DISCORD_TOKEN. Copy it again from the Bot page of your application at discord.com/developers/applications.'

/** Why the gateway rejects us for good, by its close code; the text is for the operator. */
export const CLOSE_CODE_ERRORS: Readonly<Record<number, string>> = {
  4004: TOKEN,
  4010: 'Discord refused the shard that the bot asked for. Please report this as a bug.',
  4011: 'Discord wants the bot, which is in very many servers, to use more connections. Start it again.',
  4012: 'Discord no longer speaks the version of its gateway that this bot speaks. Update Paper Round.',
  4013: 'Discord refused the intents that the bot asked for. Please report this as a bug.',
  4014: 'Discord refused the intents that the bot asked for. Allow them on the Bot page of your application at discord.com/developers/applications.',
}

export const TOKEN_REFUSED = TOKEN
