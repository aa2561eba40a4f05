import { ZodError } from 'zod'
import { askedMs } from '../../src/lib/backoff.ts'
import { messageOf } from '../../src/lib/errors.ts'
import type { Verdict } from '../../src/ports/publisher.ts'
import { RefusedError } from '../../src/ports/refused-error.ts'
import { NEVER_CONNECTED } from '../shared/never-connected.ts'
import {
  CHANNEL_ERRORS,
  findEntry,
  MESSAGE_ERRORS,
  REFUSAL_TEXTS,
  RETRY_ERRORS,
  TOKEN_ERRORS,
  UNKNOWN_ERRORS,
  WORKSPACE_ERRORS,
} from './error-codes.ts'
import { webApi } from './sdk.ts'

/** The wait that a 429 asks for. Without `Retry-After` the SDK throws a plain error, known by its message. */
function rateLimit(error: unknown): { afterMs?: number } | undefined {
  if (error instanceof webApi.WebAPIRateLimitedError) return { afterMs: askedMs(error.retryAfter * 1000) }
  return messageOf(error).startsWith('Retry header did not contain') ? {} : undefined
}

/** How long Slack asks us to wait, ms; 0 if it doesn't. */
export const retryAfterMs = (error: unknown): number => rateLimit(error)?.afterMs ?? 0

const NOT_UNDERSTOOD = 'the answer was not understood'

/** What the SDK takes for an error code: whatever is in that place, or the body of somebody else's answer, such as a proxy's page. */
const givenCode = ({ data }: webApi.WebAPIPlatformError): unknown => data.error

/** The error code of an answer with `ok: false`. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof webApi.WebAPIPlatformError ? givenCode(error) : undefined
  return typeof code === 'string' ? code : undefined
}

/** A stack that goes through the SDK's client, which calls nothing of ours. Not known by its path, which in the bundle is another one. */
const IN_SDK = /^ +at (?:async )?WebClient\./m

/** Whether an answer came that isn't one of Slack's: the SDK and we ourselves stumble over what is missing in it. */
const isNotUnderstood = (error: unknown): boolean =>
  error instanceof ZodError ||
  (error instanceof TypeError && IN_SDK.test(error.stack ?? '')) ||
  (error instanceof webApi.WebAPIPlatformError && !/^\w+$/.test(codeOf(error) ?? ''))

/** The system's code of a failed connection, such as `ECONNREFUSED`; fetch nests it in one or two causes. */
function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if (error.name === 'TimeoutError') return 'no answer in time'
  return 'code' in error && typeof error.code === 'string' && !error.code.startsWith('slack_')
    ? error.code
    : systemCode(error.cause)
}

/** Describes an error for the log and for people, without the SDK's prefix. */
export function reasonOf(error: unknown): string {
  if (isNotUnderstood(error)) return NOT_UNDERSTOOD
  const code = codeOf(error) ?? systemCode(error)
  if (code) return `Slack: ${code}`
  return error instanceof webApi.WebAPIHTTPError ? `Slack: HTTP ${error.statusCode}` : messageOf(error)
}

function platformVerdict(error: webApi.WebAPIPlatformError): Verdict {
  const code = codeOf(error) ?? ''
  const { response_metadata: metadata } = error.data
  const channelReason = CHANNEL_ERRORS[findEntry(code, Object.keys(CHANNEL_ERRORS)) ?? '']
  if (channelReason) return { kind: 'dead', scope: 'channel', code, reason: channelReason }
  if (findEntry(code, WORKSPACE_ERRORS)) {
    const reason = "Slack no longer lets the bot post in this workspace: check the app's token and scopes"
    return { kind: 'dead', scope: 'workspace', code, reason }
  }
  if (findEntry(code, MESSAGE_ERRORS)) {
    const messages = Array.isArray(metadata?.messages) ? metadata.messages : []
    const details = messages.slice(0, 3).join(' ')
    return {
      kind: 'dead',
      scope: 'message',
      code,
      reason: `Slack found a fault in the message ${details}`.trim(),
    }
  }
  if (isNotUnderstood(error)) return { kind: 'unknown', reason: NOT_UNDERSTOOD }
  const reason = reasonOf(error)
  if (findEntry(code, UNKNOWN_ERRORS)) return { kind: 'unknown', reason }
  if (findEntry(code, RETRY_ERRORS)) return { kind: 'retry', reason }
  const text = Object.hasOwn(REFUSAL_TEXTS, code) ? REFUSAL_TEXTS[code] : undefined
  return { kind: 'retry', reason: text ? `${text} (${code})` : reason, refusedWith: code }
}

/** What a failed `chat.postMessage` means for the delivery. When uncertain, the message may have arrived. */
export function verdictOf(error: unknown): Verdict {
  const limited = rateLimit(error)
  if (limited)
    return { kind: 'retry', reason: 'Slack asks us to slow down', throttled: 'unnamed', ...limited }
  if (error instanceof webApi.WebAPIPlatformError) return platformVerdict(error)
  const reason = reasonOf(error)
  const refused = error instanceof webApi.WebAPIHTTPError && error.statusCode < 500
  const neverSent = NEVER_CONNECTED.includes(systemCode(error) ?? '')
  return { kind: refused || neverSent ? 'retry' : 'unknown', reason }
}

const REMEDIES = {
  SLACK_BOT_TOKEN:
    'Copy the Bot User OAuth Token (xoxb-…) again from OAuth & Permissions of your app at api.slack.com/apps.',
  SLACK_APP_TOKEN:
    'Make an App-Level Token (xapp-…) with the scope connections:write under Basic Information of your app at api.slack.com/apps.',
} as const

/** A RefusedError if Slack rejected the token, which only a person can fix. */
export function toRefusedError(error: unknown, variable: keyof typeof REMEDIES): RefusedError | undefined {
  const code = codeOf(error)
  if (!code || !findEntry(code, TOKEN_ERRORS)) return undefined
  return new RefusedError(`Slack refused ${variable} (${code}). ${REMEDIES[variable]}`, { cause: error })
}
