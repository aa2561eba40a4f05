import { describe, expect, it } from 'vitest'
import { askedWaitIn, verdictOf, wordsOf } from '../../../adapters/email/verdict.ts'

/** An error as nodemailer makes it of a server's answer. */
const answer = (command: string, response: string): Error =>
  Object.assign(new Error(response), {
    code: 'EENVELOPE',
    command,
    response,
    responseCode: Number(response.slice(0, 3)),
  })

const verdict = (error: unknown, mayHaveArrived = false, isStopped = false) =>
  verdictOf(error, { mayHaveArrived, isStopped })

describe('an answer of a mail server', () => {
  it.each([
    ['RCPT TO', '450 4.2.0 Greylisted, try again in 300 seconds', { kind: 'retry', afterMs: 300_000 }],
    ['RCPT TO', '451 4.7.1 Please try later', { kind: 'retry', throttled: undefined }],
    ['MAIL FROM', '421 4.3.2 Shutting down', { kind: 'retry', throttled: 'bot' }],
    ['DATA', '452 4.5.3 Too many messages', { kind: 'retry', throttled: 'bot' }],
    ['DATA', '421 4.7.28 Our system has detected an unusual rate', { kind: 'retry', throttled: 'bot' }],
    ['RCPT TO', '450 4.7.28 Unusual rate', { kind: 'retry', throttled: 'bot' }],
    ['RCPT TO', '550 No such user', { kind: 'dead', scope: 'channel', code: '550' }],
    ['RCPT TO', '551 User has moved', { kind: 'dead', scope: 'channel', code: '551' }],
    ['RCPT TO', '553 Mailbox name not allowed', { kind: 'dead', scope: 'channel' }],
    ['RCPT TO', '550 5.1.1 Unknown', { kind: 'dead', scope: 'channel', code: '550 5.1.1' }],
    ['RCPT TO', '550 5.1.10 No such domain', { kind: 'dead', scope: 'channel' }],
    ['RCPT TO', '550 5.2.1 Mailbox disabled', { kind: 'dead', scope: 'channel' }],
    ['DATA', '550 5.1.1 Unknown', { kind: 'dead', scope: 'channel' }],
    ['RCPT TO', '552 Mailbox full', { kind: 'retry', refusedWith: '552' }],
    ['RCPT TO', '552 5.2.2 Over quota', { kind: 'retry', refusedWith: '552 5.2.2' }],
    ['DATA', '552 5.2.2 Over quota', { kind: 'retry', refusedWith: '552 5.2.2' }],
    ['DATA', '552 Message too large', { kind: 'dead', scope: 'message', code: '552' }],
    ['DATA', '554 5.7.1 Looks like spam', { kind: 'dead', scope: 'message', code: '554 5.7.1' }],
    ['RCPT TO', '554 5.7.1 Relay access denied', { kind: 'retry', refusedWith: '554 5.7.1' }],
    ['RCPT TO', '550 5.7.1 Blocked by policy', { kind: 'retry', refusedWith: '550 5.7.1' }],
    ['MAIL FROM', '550 5.7.1 Not your sender', { kind: 'retry', refusedWith: '550 5.7.1' }],
    ['MAIL FROM', '553 Sender refused', { kind: 'retry', refusedWith: '553' }],
    ['AUTH PLAIN', '535 5.7.8 Wrong password', { kind: 'dead', scope: 'platform', code: '535 5.7.8' }],
    ['AUTH PLAIN', '454 4.7.0 Temporary failure', { kind: 'retry' }],
    ['CONN', '554 No mail from there', { kind: 'dead', scope: 'platform' }],
  ])('to %s, %s', (command, response, expected) => {
    expect(verdict(answer(command, response))).toMatchObject(expected)
    // The server has said that it didn't take the mail, however far the attempt had come.
    expect(verdict(answer(command, response), true)).toMatchObject(expected)
  })

  it('says what to do where the sender is refused', () => {
    expect(verdict(answer('MAIL FROM', '550 5.7.1 Not your sender'))).toMatchObject({
      reason: 'the mail server answered “550 5.7.1 Not your sender”: check MAIL_FROM',
    })
  })

  it('is shown without the addresses in it, on one line, and shortened', () => {
    const text = wordsOf('550 5.1.1 <ada@example.org>:\r\n no (ada.l+x@mail.example.org) here')
    expect(text).toBe('550 5.1.1 <(address)>: no ((address)) here')
    expect(wordsOf('x'.repeat(1_000))).toHaveLength(200)
    expect(wordsOf('550\0 5.1.1\u202e \x1b[31mno')).toBe('550 5.1.1 [31mno')
    expect(
      JSON.stringify(verdict(answer('RCPT TO', '550 5.1.1 <ada@example.org> is unknown'))),
    ).not.toContain('ada')
  })

  it.each([
    ['451 try again in 5 minutes', 300_000],
    ['450 Greylisted for 60 seconds', 60_000],
    ['450 retry after 2h', 7_200_000],
    ['450 try again in 90000 seconds', 86_400_000],
    ['450 4.2.0 Greylisted', undefined],
    ['451 4.3.0 in 3 steps', undefined],
  ])('asks for a wait: %s', (text, expected) => {
    expect(askedWaitIn(text)).toBe(expected)
  })
})

describe('an attempt without an answer', () => {
  const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ESOCKET', originalCode: 'ECONNRESET' })

  it('may be repeated if the server had not begun to receive the mail', () => {
    expect(verdict(reset)).toEqual({
      kind: 'retry',
      reason: 'the mail server couldn’t be reached (read ECONNRESET)',
    })
  })

  it('is uncertain if it had', () => {
    expect(verdict(reset, true)).toMatchObject({ kind: 'unknown' })
    expect(verdict(new Error('aborted'), true, true)).toMatchObject({ kind: 'unknown' })
    expect(verdict(new Error('aborted'), false, true)).toMatchObject({ kind: 'retry' })
    expect(verdict('nothing')).toMatchObject({ kind: 'retry' })
  })
})
