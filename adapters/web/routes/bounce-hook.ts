import type { IncomingMessage, ServerResponse } from 'node:http'
import { parseAddress } from '../../../src/email/address.ts'
import type { Bounce } from '../../../src/email/bounces.ts'
import { readReport } from '../../../src/email/delivery-report.ts'
import type { Email } from '../../../src/email/email.ts'
import { isSameSecret } from '../../../src/lib/signed-text.ts'
import { createBodyReader } from '../../shared/http/read-body.ts'
import { MAX_REPORT_BYTES, REPORT_LIMITS } from '../limits.ts'
import type { RawListeners } from '../listener.ts'

const HOW =
  'Send a mail server’s report as it arrived (message/rfc822), or as application/json {"kind": "bounce" or "complaint", "address": "name@example.org", "reason": "…"}.'

/**
 * `POST /email/bounce`, for mail services and mailbox scripts, with `Authorization: Bearer WEB_TOKEN`.
 * @param token without one, nobody may send reports
 * @param holdBack see `createHoldBack`
 */
export function createBounceHook(
  { reportBounce }: Pick<Email, 'reportBounce'>,
  token: string | undefined,
  holdBack: (request: IncomingMessage) => Promise<number>,
): RawListeners {
  const bodies = createBodyReader(REPORT_LIMITS)

  function answer(response: ServerResponse, status: number, body: object): void {
    response.writeHead(status, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...(status === 413 && { connection: 'close' }),
    })
    response.end(`${JSON.stringify(body)}\n`)
  }

  return {
    async 'POST /email/bounce'(request, response) {
      if (token === undefined) {
        return answer(response, 403, { error: 'WEB_TOKEN isn’t set, so no reports are taken.' })
      }
      if (!isSameSecret(request.headers.authorization ?? '', `Bearer ${token}`)) {
        const waitMs = await holdBack(request)
        const headers = { 'www-authenticate': 'Bearer', ...(waitMs > 0 && { 'retry-after': '60' }) }
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
        return answer(response, waitMs > 0 ? 429 : 401, {
          error: 'Authorization isn’t Bearer and WEB_TOKEN.',
        })
      }
      const read = await bodies.read(request, MAX_REPORT_BYTES)
      if (read.kind !== 'read') return answer(response, 413, { error: 'The report is too large.' })
      const bounces = bouncesIn(read.body.toString('utf8'), request.headers['content-type'] ?? '')
      if (bounces === undefined) return answer(response, 400, { error: HOW })
      const results: string[] = []
      for (const bounce of bounces) results.push(await reportBounce(bounce))
      answer(response, 200, { results })
    },
  }
}

/** Undefined where it is neither. Empty for a report that a mail is late. */
function bouncesIn(body: string, contentType: string): readonly Bounce[] | undefined {
  if (/^application\/json\b/i.test(contentType)) {
    const bounce = bounceInJson(body)
    return bounce && [bounce]
  }
  const report = readReport(body)
  if (report.kind === 'unreadable') return undefined
  return report.kind === 'bounces' ? report.bounces : []
}

function bounceInJson(text: string): Bounce | undefined {
  try {
    const { kind, address, reason }: Record<string, unknown> = { ...JSON.parse(text.replace(/^\ufeff/, '')) }
    if (kind !== 'bounce' && kind !== 'complaint') return undefined
    if (typeof address !== 'string' || typeof (reason ?? '') !== 'string') return undefined
    const parsed = parseAddress(address)
    return parsed.ok ? { kind, address: parsed.address, reason: String(reason ?? '') } : undefined
  } catch {
    return undefined
  }
}
