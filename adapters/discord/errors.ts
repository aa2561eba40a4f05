import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import { messageOf } from '../../src/lib/errors.ts'
import type { Verdict } from '../../src/ports/publisher.ts'
import { RefusedError } from '../../src/ports/refused-error.ts'
import { NEVER_CONNECTED } from '../shared/never-connected.ts'
import { CHANNEL_ERRORS, MESSAGE_ERRORS, REFUSALS, TOKEN_ERRORS, TOKEN_REFUSED } from './error-codes.ts'

/** The code in Discord's answer, such as 50013; undefined where it isn't an answer of Discord's API. */
export const codeOf = (error: unknown): number | undefined =>
  error instanceof DiscordAPIError && typeof error.code === 'number' ? error.code : undefined

/** Why the system could not send or lost the connection, such as `ECONNREFUSED`. */
function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'no answer in time'
  return 'code' in error && typeof error.code === 'string' ? error.code : systemCode(error.cause)
}

/** How long Discord asks us to stay away, ms; undefined where it names no time. */
export const retryAfterMs = (error: unknown): number | undefined =>
  error instanceof RateLimitError && error.retryAfter > 0 ? error.retryAfter : undefined

/** Whether Discord wants all of the bot's requests to wait. */
export const isGlobal = (error: unknown): boolean => error instanceof RateLimitError && error.global

/** What Discord says of a request, on one line. */
const detailOf = (error: DiscordAPIError): string => error.message.replace(/\s+/g, ' ').slice(0, 300)

/** An error in words for the log and for people. Errors of the SDK also hold addresses with tokens; those stay out. */
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
  if (!messageReason) return { kind: 'retry', reason: reasonOf(error) }
  return {
    kind: 'dead',
    scope: 'message',
    code: String(code),
    reason: `${messageReason}: ${detailOf(error)}`,
  }
}

/**
 * What a failed post means for the delivery. Where in doubt, the message may have arrived; so it is after a status of 5xx, and
 * Discord knows a nonce again for some minutes only.
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

/** Whether this is what discord.js throws at login for a token that Discord doesn't know. */
const isTokenInvalid = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'TokenInvalid'

/**
 * The refusal that an error at login means: nothing gets better until a person changes something.
 * @param closeCode with which the gateway closed, if it did so for good
 */
export function refusalOf(error: unknown, closeCode: number | undefined): RefusedError | undefined {
  const message = isTokenInvalid(error) ? TOKEN_REFUSED : REFUSALS[closeCode ?? 0]
  return message ? new RefusedError(message, { cause: error }) : undefined
}
