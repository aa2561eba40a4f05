import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import { askedMs } from '../../src/lib/backoff.ts'
import { messageOf } from '../../src/lib/errors.ts'
import type { Verdict } from '../../src/ports/publisher.ts'
import { RefusedError } from '../../src/ports/refused-error.ts'
import { NEVER_CONNECTED } from '../shared/never-connected.ts'
import {
  CHANNEL_ERRORS,
  CLOSE_CODE_ERRORS,
  MESSAGE_ERRORS,
  NO_ACCESS_ERRORS,
  NO_SERVER_ERRORS,
  REFUSAL_TEXTS,
  RETRY_ERRORS,
  TOKEN_ERRORS,
  TOKEN_REFUSED,
} from './error-codes.ts'

/** The code in Discord's answer, such as 50013; undefined when the error isn't from Discord's API. */
export const codeOf = (error: unknown): number | undefined =>
  error instanceof DiscordAPIError && typeof error.code === 'number' ? error.code : undefined

/** Whether Discord doesn’t let us see a channel or a server, or there is none. */
export const isNoAccess = (error: unknown): boolean =>
  [...NO_ACCESS_ERRORS, ...NO_SERVER_ERRORS].includes(codeOf(error) ?? 0)

/** The system's code for a failed connection, such as `ECONNREFUSED`. */
function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'no answer in time'
  return 'code' in error && typeof error.code === 'string' ? error.code : systemCode(error.cause)
}

/** How long Discord asks us to wait, ms; undefined when it names no time. */
export const retryAfterMs = (error: unknown): number | undefined =>
  error instanceof RateLimitError && error.retryAfter > 0 ? askedMs(error.retryAfter) : undefined

/** Whether the rate limit applies to all of the bot's requests. */
export const isGlobal = (error: unknown): boolean => error instanceof RateLimitError && error.global

/** Discord's error message on one line. */
const detailOf = (error: DiscordAPIError): string => error.message.replace(/\s+/g, ' ').slice(0, 300)

/** An error in words, for the log and for people, without the addresses in discord.js's errors, which contain tokens. */
export function reasonOf(error: unknown): string {
  if (error instanceof RateLimitError) return 'Discord asks us to slow down'
  if (error instanceof DiscordAPIError) {
    return `Discord: ${detailOf(error)} (${codeOf(error) || `HTTP ${error.status}`})`
  }
  if (error instanceof HTTPError) return `Discord: HTTP ${error.status}`
  const code = systemCode(error)
  return code ? `Discord: ${code}` : messageOf(error)
}

function answerVerdict(error: DiscordAPIError): Verdict {
  const code = codeOf(error) ?? 0
  const channelReason = CHANNEL_ERRORS[code]
  if (channelReason) return { kind: 'dead', scope: 'channel', code: String(code), reason: channelReason }
  if (error.status === 401 || TOKEN_ERRORS.includes(code)) {
    const reason = "Discord doesn't accept the bot's token any more"
    return { kind: 'dead', scope: 'platform', code: String(code || error.status), reason }
  }
  const messageReason = MESSAGE_ERRORS[code]
  if (messageReason) {
    const reason = `${messageReason}: ${detailOf(error)}`
    return { kind: 'dead', scope: 'message', code: String(code), reason }
  }
  const text = REFUSAL_TEXTS[code]
  const reason = text ? `${text} (${code})` : reasonOf(error)
  // A proxy's answer has no code of Discord's.
  const isTemporary =
    RETRY_ERRORS.includes(code) || codeOf(error) === undefined || error.status === 429 || error.status >= 500
  return isTemporary
    ? { kind: 'retry', reason }
    : { kind: 'retry', reason, refusedWith: String(code || `HTTP ${error.status}`) }
}

/**
 * What a failed post means for the delivery. `unknown` when the message may have arrived, such as after a 5xx: Discord
 * recognises a nonce for a few minutes only, so we don't just send it again.
 */
export function verdictOf(error: unknown): Verdict {
  const reason = reasonOf(error)
  if (error instanceof RateLimitError) {
    return {
      kind: 'retry',
      reason,
      afterMs: retryAfterMs(error),
      throttled: error.global ? 'bot' : 'channel',
    }
  }
  if (error instanceof DiscordAPIError) return answerVerdict(error)
  if (error instanceof HTTPError) return { kind: error.status >= 500 ? 'unknown' : 'retry', reason }
  const neverSent = NEVER_CONNECTED.includes(systemCode(error) ?? '')
  return { kind: neverSent ? 'retry' : 'unknown', reason }
}

/** Whether this is what discord.js throws at login for an invalid token. */
const isTokenInvalid = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'TokenInvalid'

/**
 * The RefusedError for a login that fails until a person changes something; undefined for other errors.
 * @param closeCode the code with which the gateway closed for good, if it did
 */
export function refusedErrorOf(error: unknown, closeCode: number | undefined): RefusedError | undefined {
  const message = isTokenInvalid(error) ? TOKEN_REFUSED : CLOSE_CODE_ERRORS[closeCode ?? 0]
  return message ? new RefusedError(message, { cause: error }) : undefined
}
