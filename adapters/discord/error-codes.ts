/**
 * What Discord's error codes mean for a message, from docs.discord.com/developers/topics/opcodes-and-status-codes and from bots
 * that have met them. Codes in no list are tried again until the edition is too old.
 */

/** The channel takes no messages from us until a person changes something; in words for that person. */
export const CHANNEL_ERRORS: Readonly<Record<number, string>> = {
  10003: 'the channel no longer exists',
  10004: 'the server no longer exists, or the bot was removed from it: invite it again',
  50001: "the bot can't see this channel any more: give it the permission View Channel there",
  50007: 'the person takes no direct messages from the bot',
  50008: 'a channel of this kind takes no messages: choose a text channel',
  50013: "the bot isn't allowed to post in this channel: give it the permission Send Messages there",
  50024: 'a channel of this kind takes no digests: choose a text channel',
  50083: 'the thread is archived: open it again',
  50278: 'the bot shares no server with this person any more',
  160005: 'the thread is locked: unlock it',
}

/** No channel of any server takes messages from us: the token is refused. Status 401 says the same. */
export const TOKEN_ERRORS: readonly number[] = [50014, 40001]

/** This message is at fault, and that is ours; or, by 240000, the server's content filter refuses it. */
export const MESSAGE_ERRORS: Readonly<Record<number, string>> = {
  50035: 'Discord found a fault in the message',
  50006: 'Discord found the message empty',
  40005: 'Discord found the message too large',
  240000: "the server's content filter refuses the message",
}

/** These pass: limits on writing in a channel or a server, and Discord's own trouble. */
export const RETRY_ERRORS: readonly number[] = [20028, 20029, 40062, 130000]

/**
 * There is no thread below a message, or none that we may write in: kinds of channels without threads, missing permissions, a
 * thread that someone deleted, archived or locked, or too many of them.
 */
export const NO_THREAD_ERRORS: readonly number[] = [
  10003, 10008, 50001, 50003, 50013, 50024, 50083, 160005, 160006,
]

export const THREAD_EXISTS = 160004

/** There is no such channel or thread, or none that we may see. */
export const UNSEEN_ERRORS: readonly number[] = [10003, 50001, 50013]

/** Too late, or answered already: there is nobody left to answer. */
export const DROPPED_INTERACTION: readonly number[] = [10062, 40060]

const TOKEN =
  'Discord refused DISCORD_TOKEN. Copy it again from the Bot page of your application at discord.com/developers/applications.'

/** Why the gateway sends us away for good, by the code with which it closes; in words for who runs the bot. */
export const REFUSALS: Readonly<Record<number, string>> = {
  4004: TOKEN,
  4010: 'Discord refused the shard that the bot asked for. Please report this as a bug.',
  4011: 'Discord wants the bot, which is in very many servers, to use more connections. Start it again.',
  4012: 'Discord no longer speaks the version of its gateway that this bot speaks. Update Paper Round.',
  4013: 'Discord refused the intents that the bot asked for. Please report this as a bug.',
  4014: 'Discord refused the intents that the bot asked for. Allow them on the Bot page of your application at discord.com/developers/applications.',
}

export const TOKEN_REFUSED = TOKEN
