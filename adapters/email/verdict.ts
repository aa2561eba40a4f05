import { withoutAddresses } from '../../src/email/address.ts'
import { askedMs } from '../../src/lib/backoff.ts'
import { messageOf } from '../../src/lib/errors.ts'
import type { Verdict } from '../../src/ports/publisher.ts'

/** What nodemailer's errors have beside their message. */
interface SmtpError extends Error {
  /** Nodemailer's code, such as `EAUTH`, and the system's, such as `ECONNREFUSED`. */
  code?: string
  originalCode?: string
  /** The command that was answered, such as `RCPT TO`, and the answer with its code. */
  command?: string
  response?: string
  responseCode?: number
}

const isSmtpError = (error: unknown): error is SmtpError => error instanceof Error

/** The longest answer that is shown, in characters. */
const LONGEST = 200

/** What a server wrote, on one line, without invisible characters and addresses: they are personal, and reasons are logged. */
export const wordsOf = (text: string): string =>
  withoutAddresses(text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim()).slice(0, LONGEST)

/** The enhanced status code of RFC 3463 in an answer: `5.1.1` in `550 5.1.1 No such user`. */
const enhancedIn = (response: string): string =>
  /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? ''

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 }

/** The wait that an answer asks for, ms. Greylisting servers say `try again in 300 seconds`. */
export function askedWaitIn(response: string): number | undefined {
  const match = /\b(?:in|after|for) (\d{1,5}) ?(s|m|h)(?:ec(?:ond)?s?|in(?:ute)?s?|ours?)?\b/i.exec(response)
  const unit = UNIT_MS[match?.[2]?.toLowerCase() ?? '']
  return match && unit ? askedMs(Number(match[1]) * unit) : undefined
}

/** Whether the server has too much to do for us, or for now: then no other mail is welcome either. */
const isAboutRate = (code: number, enhanced: string, response: string): boolean =>
  code === 421 || enhanced === '4.7.28' || /\b(?:too many|rate limit|slow down|throttl)/i.test(response)

/** The mailbox is full, which is temporary: by RFC 5321, so is 552 for a recipient. */
const isFull = (code: number, enhanced: string, command: string): boolean =>
  enhanced === '5.2.2' || (enhanced === '' && code === 552 && command === 'RCPT TO')

/** The address doesn't exist or takes no mail (5.1, 5.2), or its server says no more than that it refuses it. */
const isAboutAddress = (code: number, enhanced: string, command: string): boolean =>
  /^5\.(?:1\.[1236]|1\.10|2\.[01])$/.test(enhanced) ||
  (enhanced === '' && command === 'RCPT TO' && [550, 551, 553].includes(code))

/** At these stages the problem is our password, connection or TLS: no mail of ours would be accepted. */
const ABOUT_US = /^(?:CONN|EHLO|HELO|STARTTLS|AUTH)/

function answered({ command = '', response = '', responseCode: code = 0 }: SmtpError): Verdict {
  const enhanced = enhancedIn(response)
  const shown = enhanced ? `${code} ${enhanced}` : String(code)
  const reason = `the mail server answered “${wordsOf(response)}”`
  if (code < 500) {
    const throttled = isAboutRate(code, enhanced, response) ? 'bot' : undefined
    return { kind: 'retry', reason, afterMs: askedWaitIn(response), throttled }
  }
  if (ABOUT_US.test(command)) return { kind: 'dead', scope: 'platform', code: shown, reason }
  if (isFull(code, enhanced, command)) return { kind: 'retry', reason, refusedWith: shown }
  if (isAboutAddress(code, enhanced, command))
    return { kind: 'dead', scope: 'channel', code: shown, reason: `the address takes no mail: ${reason}` }
  if (command === 'DATA') return { kind: 'dead', scope: 'message', code: shown, reason }
  const hint = command === 'MAIL FROM' ? ': check MAIL_FROM' : ''
  return { kind: 'retry', reason: `${reason}${hint}`, refusedWith: shown }
}

/** What failed, on one line, for people who run the bot. */
export function problemOf(error: unknown): string {
  if (!isSmtpError(error)) return messageOf(error)
  const { code = '', originalCode = '', response, responseCode } = error
  if (code === 'ETLS') return `no TLS with the mail server: ${wordsOf(error.message)}`
  if (responseCode && response) return `the mail server answered “${wordsOf(response)}”`
  if (code === 'ETIMEDOUT' || error.name === 'TimeoutError') return 'the mail server gave no answer in time'
  const detail = wordsOf(error.message)
  const named = originalCode || code
  return `the mail server couldn’t be reached (${detail.includes(named) ? detail : `${named}: ${detail}`})`
}

/**
 * What a failed attempt means for the delivery. A server's answer says whether it took the mail; without one, that depends on how far
 * the attempt came.
 * @param options.mayHaveArrived whether the server had begun to receive it
 * @param options.isStopped whether we ended the attempt
 */
export function verdictOf(
  error: unknown,
  { mayHaveArrived, isStopped }: { mayHaveArrived: boolean; isStopped: boolean },
): Verdict {
  const kind = mayHaveArrived ? 'unknown' : 'retry'
  if (isStopped) return { kind, reason: 'stopped while waiting for the mail server' }
  if (isSmtpError(error) && error.responseCode && error.code !== 'ETLS') return answered(error)
  if (isSmtpError(error) && error.code === 'EAUTH')
    return { kind: 'dead', scope: 'platform', code: 'EAUTH', reason: problemOf(error) }
  return { kind, reason: problemOf(error) }
}
