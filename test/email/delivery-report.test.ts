import { describe, expect, it } from 'vitest'
import { readReport } from '../../src/email/delivery-report.ts'

/** As Postfix writes it, with a digest of ours below. */
const dsn = (recipient: string, { eol = '\r\n', returned = 'To: other@example.org' } = {}): string =>
  `From: MAILER-DAEMON@mx.example.net
To: papers@example.org
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Arrival-Date: Fri, 27 Nov 2026 09:00:00 +0000

${recipient}

--b1
Content-Type: message/rfc822

${returned}
Subject: Papers

Final words, and Action: failed in a text.
--b1--
`.replaceAll('\n', eol)

const failed = `Final-Recipient: rfc822; ada@example.org
Original-Recipient: rfc822;Ada@Example.org
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <ada@example.org>: Recipient address
    rejected: User unknown`

const ARF = `From: feedback@mail.example.net
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

This is an abuse report.

--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Example/1.0
Version: 1
Original-Rcpt-To: <ada@example.org>

--b
Content-Type: message/rfc822

To: other@example.org

Hello
--b--
`

describe('a report of a mail server', () => {
  it.each(['\n', '\r\n'])('says which address mails come back from, and why (%j)', eol => {
    expect(readReport(dsn(failed, { eol }))).toEqual({
      kind: 'bounces',
      bounces: [
        {
          kind: 'bounce',
          address: 'Ada@example.org',
          reason: '550 5.1.1 <ada@example.org>: Recipient address rejected: User unknown',
        },
      ],
    })
  })

  it('may name several, of which those that failed for good count', () => {
    const late = failed.replaceAll(/ada/gi, 'bo').replace('failed', 'delayed').replace('5.1.1', '4.4.1')
    const full = failed.replaceAll(/ada/gi, 'eve').replace('Status: 5.1.1', 'Status: 4.2.2')
    const read = readReport(dsn([late, failed, full].join('\n\n')))
    expect(read.kind === 'bounces' && read.bounces.map(({ address }) => address)).toEqual(['Ada@example.org'])
    expect(readReport(dsn(late))).toEqual({ kind: 'delayed' })
    expect(readReport(dsn(full))).toEqual({ kind: 'delayed' })
  })

  it.each(['Action: failed (mailbox unavailable)', 'Action: Failed', 'Action:failed'])(
    'may have a comment behind what was done: %s',
    action => {
      expect(readReport(dsn(failed.replace('Action: failed', action)))).toMatchObject({ kind: 'bounces' })
    },
  )

  it.each(['relayed', 'expanded', 'delivered', 'failed-over'])('asks for nothing where it was %s', action => {
    const other = failed.replace('Action: failed', `Action: ${action}`)
    expect(readReport(dsn(other))).toEqual({ kind: 'delayed' })
  })

  it.each([
    ['abuse', 'bounces'],
    ['fraud', 'bounces'],
    ['virus', 'bounces'],
    ['opt-out', 'bounces'],
    ['not-spam', 'delayed'],
    ['Not-Spam (moved back)', 'delayed'],
    ['auth-failure', 'delayed'],
  ])('of the kind %s is a complaint only if somebody complains', (type, kind) => {
    expect(readReport(ARF.replace('Feedback-Type: abuse', `Feedback-Type: ${type}`))).toMatchObject({ kind })
  })

  it('may name only where the mail was passed on to', () => {
    const read = readReport(dsn(failed.replace(/Original.*\n/, '')))
    expect(read).toMatchObject({ bounces: [{ address: 'ada@example.org' }] })
  })

  it('is about its own fields, not those of the mail that came back', () => {
    const returned = 'Final-Recipient: rfc822; victim@example.org\nTo: ada@example.org'
    const read = readReport(dsn(failed, { returned }))
    expect(read.kind === 'bounces' && read.bounces.map(({ address }) => address)).toEqual(['Ada@example.org'])
  })

  it('may be a complaint', () => {
    expect(readReport(ARF)).toEqual({
      kind: 'bounces',
      bounces: [{ kind: 'complaint', address: 'ada@example.org', reason: 'abuse' }],
    })
  })

  it.each([
    ['nothing', ''],
    ['a holiday notice', 'From: ada@example.org\n\nI am away until Monday.'],
    ['without an address', dsn(failed.replaceAll(/ada@example.org/gi, 'unknown'))],
    ['a complaint without one', ARF.replace(/Original.*\n/, '')],
  ])('is refused: %s', (_, mail) => expect(readReport(mail)).toEqual({ kind: 'unreadable' }))
})
