import { describe, expect, it } from 'vitest'
import { ADA, serveEmail } from './email-harness.ts'

const TOKEN = 'a-token-of-ours'
const DSN = `Content-Type: multipart/report; report-type=delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; ${ADA}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <${ADA}>: unknown

${'The digest that came back. '.repeat(5_000)}
`

async function open(token: string | undefined = TOKEN) {
  const harness = await serveEmail(token === '' ? {} : { token })
  const channel = await harness.confirmed(ADA)
  const report = async (body: string | object, headers: Record<string, string> = {}) => {
    const response = await fetch(`${harness.url}/email/bounce`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: {
        authorization: `Bearer ${TOKEN}`,
        'content-type': typeof body === 'string' ? 'message/rfc822' : 'application/json',
        ...headers,
      },
    })
    return { status: response.status, ...JSON.parse(await response.text()) }
  }
  return { ...harness, channel, report, stored: () => harness.store.channels.find(channel) }
}

describe('the webhook for mails that come back', () => {
  it('pauses an address with the reason, in which no address is', async () => {
    const { report, stored } = await open()
    expect(await report(DSN)).toEqual({ status: 200, results: ['paused'] })
    expect((await stored())?.pausedReason).toBe('mails come back: 550 5.1.1 <(address)>: unknown')
    expect(await report({ kind: 'bounce', address: ADA.toUpperCase() })).toEqual({
      status: 200,
      results: ['paused already'],
    })
    expect(await report({ kind: 'bounce', address: 'bo@example.org' })).toMatchObject({
      results: ['unknown'],
    })
  })

  it('starts the digests again once the address confirms again', async () => {
    const { report, stored, confirmed } = await open()
    await report(DSN)
    await confirmed(ADA)
    expect((await stored())?.pausedReason).toBeUndefined()
  })

  it('forgets an address that complains, and sends it nothing more, not even questions', async () => {
    const { report, store, ask, asked, email, mailer, stored, post } = await open()
    const earlier = await asked(ADA, 'robots')
    expect(await report({ kind: 'complaint', address: ADA, reason: 'abuse' })).toMatchObject({
      results: ['forgotten'],
    })
    expect(await store.emailAddresses.page(undefined, 9)).toEqual([])
    expect(await stored()).toBeUndefined()
    expect((await post(earlier)).status).toBe(410)
    const before = mailer.attempts
    expect((await ask(ADA)).status).toBe(200)
    await email.signUps.idle(1_000)
    expect(mailer.attempts).toBe(before)
    expect(await email.signUps.askNow({ address: ADA, topic: '' }, 'here')).toEqual({
      kind: 'done',
      outcome: 'blocked',
    })
  })

  it('takes reports only with the token, and attempts at it only so many', async () => {
    const { report, stored } = await open()
    for (const authorization of ['', 'Bearer', 'Bearer a-token-of-our', `bearer ${TOKEN}`, `Basic ${TOKEN}`])
      expect((await report(DSN, { authorization })).status, authorization).toBe(401)
    const statuses = []
    for (let attempt = 0; attempt < 20; attempt++)
      statuses.push((await report(DSN, { authorization: 'x' })).status)
    expect(statuses.at(-1)).toBe(429)
    expect((await stored())?.pausedReason).toBeUndefined()
    expect((await report(DSN)).status).toBe(200)
  })

  it('takes none where there is no token', async () => {
    const { report, stored } = await open('')
    expect(await report(DSN)).toMatchObject({ status: 403, error: expect.stringContaining('WEB_TOKEN') })
    expect((await stored())?.pausedReason).toBeUndefined()
  })

  it('refuses what it can’t read, with how it should be', async () => {
    const { report } = await open()
    for (const body of [
      'hello',
      { address: ADA },
      { kind: 'bounce' },
      { kind: 'bounce', address: 7 },
      { kind: 'bounce', address: ADA, reason: [] },
      { kind: 'other', address: ADA },
      { kind: 'bounce', address: `Ada <${ADA}>` },
      { kind: 'bounce', address: 'ada' },
      [],
    ]) {
      expect(await report(body)).toMatchObject({
        status: 400,
        error: expect.stringContaining('message/rfc822'),
      })
    }
    expect((await report({ kind: 'bounce', address: 'nobody@example.org', reason: null })).status).toBe(200)
    const bom = `\ufeff${JSON.stringify({ kind: 'bounce', address: 'nobody@example.org' })}`
    expect((await report(bom, { 'content-type': 'application/json' })).status).toBe(200)
    expect((await report('{', { 'content-type': 'application/json' })).status).toBe(400)
    expect((await report('null', { 'content-type': 'application/json' })).status).toBe(400)
  })

  it('refuses a report that is too large', async () => {
    const { report } = await open()
    expect((await report('x'.repeat(600_000))).status).toBe(413)
  })
})
