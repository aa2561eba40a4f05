import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createMailer } from '../../../adapters/email/mailer.ts'
import { createEmailPublisher } from '../../../adapters/email/publisher.ts'
import type { MailSettings } from '../../../adapters/email/settings.ts'
import type { Mail } from '../../../src/ports/mail.ts'
import { createFakeAddresses, fakeLinks } from '../../fakes/mail/addresses.ts'
import { checkDkim } from '../../fakes/mail/dkim.ts'
import { type SmtpFault, startSmtp } from '../../fakes/mail/smtp.ts'
import { startProxy } from '../../fakes/proxy/proxy.ts'
import { everydayDigest } from '../../fixtures/digests.ts'
import { FROM, settingsFor } from './publisher-harness.ts'

const never = new AbortController().signal
const MONDAY = Date.parse('2026-11-23T09:00Z')

const mail: Mail = {
  to: 'reader@example.net',
  subject: 'Small Steps: E²C and Friends',
  text: 'Hello.\n.\nA dot alone.\n',
  html: '<p>Hello.</p>',
  messageId: '<one@example.org>',
  headers: { 'List-Unsubscribe': `<https://papers.example.org/email/unsubscribe/${'x'.repeat(400)}>` },
  date: MONDAY,
}

async function open(
  changes: Partial<MailSettings> = {},
  options: Parameters<typeof startSmtp>[0] = {},
  timeoutMs = 30_000,
) {
  const smtp = await startSmtp(options)
  const mailer = createMailer(settingsFor(smtp, changes), { timeoutMs })
  onTestFinished(async () => {
    mailer.close()
    await smtp.close()
  })
  return { smtp, mailer, send: (one: Mail = mail) => mailer.send(one, never) }
}

it('a mail arrives with both its parts, its id, its date, and headers that aren’t folded', async () => {
  const { smtp, send } = await open()
  expect(await send()).toEqual({ kind: 'sent', messageId: mail.messageId })
  const { raw, parsed, to, from } = await smtp.nextMail()
  expect({ to, from }).toEqual({ to: mail.to, from: FROM.address })
  expect(parsed).toMatchObject({
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: mail.messageId,
    date: new Date(MONDAY),
  })
  expect(parsed.from?.text).toBe('"Paper Round" <papers@example.org>')
  expect(raw.split('\r\n')).toContain(`List-Unsubscribe: ${mail.headers['List-Unsubscribe']}`)
})

it('a header can’t be smuggled in by a text', async () => {
  const { smtp, send } = await open()
  await send({ ...mail, subject: 'Hello\r\nBcc: victim@example.net', to: 'reader@example.net' })
  const { parsed } = await smtp.nextMail()
  expect(parsed.bcc).toBeUndefined()
  expect(parsed.subject).toContain('Hello')
})

it('many mails go over few connections, which are kept', async () => {
  let connections = 0
  const { smtp, send } = await open(
    {},
    {
      onConnect(_, done) {
        connections++
        done()
      },
    },
  )
  const sent = Array.from({ length: 12 }, (_, index) =>
    send({ ...mail, messageId: `<${index}@example.org>` }),
  )
  expect((await Promise.all(sent)).map(({ kind }) => kind)).toEqual(sent.map(() => 'sent'))
  expect(new Set(smtp.received.map(({ parsed }) => parsed.messageId)).size).toBe(12)
  expect(connections).toBeLessThanOrEqual(3)
})

describe('the server', () => {
  const refuse = (at: 'mail' | 'rcpt' | 'data', code: number, message: string): SmtpFault => ({
    at,
    refusal: { code, message },
  })

  it.each<[what: string, fault: SmtpFault, verdict: object, arrived: number]>([
    [
      'greylists',
      refuse('rcpt', 450, '4.2.0 Greylisted, try again in 300 seconds'),
      { kind: 'retry', afterMs: 300_000 },
      0,
    ],
    ['has too much to do', refuse('mail', 421, '4.3.2 Busy'), { kind: 'retry', throttled: 'bot' }, 0],
    ['is out of space', refuse('data', 452, '4.3.1 Out of space'), { kind: 'retry' }, 0],
    ['knows no such address', refuse('rcpt', 550, '5.1.1 Unknown'), { kind: 'dead', scope: 'channel' }, 0],
    [
      'finds the mail too large',
      refuse('data', 552, '5.3.4 Too large'),
      { kind: 'dead', scope: 'message' },
      0,
    ],
    ['disconnects after the mail, before its answer', { at: 'data', how: 'reset' }, { kind: 'unknown' }, 0],
    ['takes the mail and disconnects before its answer', 'lost', { kind: 'unknown' }, 1],
    ['never answers the mail', { at: 'data', how: 'hang' }, { kind: 'unknown' }, 0],
    ['disconnects at the sender', { at: 'mail', how: 'reset' }, { kind: 'retry' }, 0],
    ['disconnects at the address', { at: 'rcpt', how: 'reset' }, { kind: 'retry' }, 0],
    ['never answers the sender', { at: 'mail', how: 'hang' }, { kind: 'retry' }, 0],
    ['never greets', { at: 'connect', how: 'hang' }, { kind: 'retry' }, 0],
    [
      'takes no connections from here',
      { at: 'connect', refusal: { code: 554, message: 'No' } },
      { kind: 'dead', scope: 'platform' },
      0,
    ],
  ])('%s', async (_, fault, verdict, arrived) => {
    const { smtp, send } = await open({}, {}, 1_000)
    smtp.fail(fault)
    expect(await send()).toMatchObject(verdict)
    expect(smtp.received).toHaveLength(arrived)
    expect(await send({ ...mail, messageId: '<two@example.org>' })).toMatchObject({ kind: 'sent' })
    expect(smtp.received).toHaveLength(arrived + 1)
  })

  it('has closed a connection that was kept: the mail goes over another one, once', async () => {
    const { smtp, send } = await open()
    await send()
    smtp.disconnect()
    expect(await send({ ...mail, messageId: '<two@example.org>' })).toMatchObject({ kind: 'sent' })
    expect(smtp.received).toHaveLength(2)
  })

  it('is given nothing without TLS, not even the password', async () => {
    const needsTls = { ...settingsFor({ port: 1 }).server, needsTls: true }
    const without = await open()
    const mailer = createMailer(
      { ...settingsFor(without.smtp), server: { ...needsTls, port: without.smtp.port } },
      { timeoutMs: 600 },
    )
    onTestFinished(() => mailer.close())
    const verdict = await mailer.send(mail, never)
    expect(verdict).toMatchObject({ kind: 'retry', reason: expect.stringContaining('TLS') })
    expect(without.smtp.attempts).toEqual([])
    expect(await mailer.check(never)).toContain('TLS')
  })

  it('is given nothing where its certificate isn’t for it', async () => {
    const smtp = await startSmtp({ hideSTARTTLS: false, disabledCommands: [] })
    const settings = settingsFor(smtp)
    const mailer = createMailer(
      { ...settings, server: { ...settings.server, needsTls: true } },
      { timeoutMs: 600 },
    )
    onTestFinished(async () => {
      mailer.close()
      await smtp.close()
    })
    expect(await mailer.send(mail, never)).toMatchObject({ kind: 'retry' })
    expect(smtp.attempts).toEqual([])
  })
})

it('checking the server logs in and sends nothing', async () => {
  const { smtp, mailer } = await open()
  expect(await mailer.check(never)).toBeUndefined()
  smtp.fail({ at: 'auth', refusal: { code: 535, message: '5.7.8 Wrong password' } })
  expect(await mailer.check(never)).toBe('the mail server answered “535 5.7.8 Wrong password”')
  expect(smtp.received).toEqual([])
})

it('a signature covers both headers of unsubscribing, and all that a reader sees', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const { smtp, mailer } = await open({ dkim: { selector: 'papers', privateKey: pem } })
  const publisher = createEmailPublisher({
    server: mailer,
    addresses: createFakeAddresses(),
    links: fakeLinks,
    from: FROM,
    clock: { now: () => MONDAY },
  })
  const post = { channel: 'email:a1', digest: everydayDigest, step: 0, key: 'one' } as const
  // Signing reads the whole mail before any of it is sent.
  smtp.fail({ at: 'rcpt', how: 'reset' })
  expect(await publisher.publish(post, never)).toMatchObject({ kind: 'retry' })
  expect(await publisher.publish(post, never)).toMatchObject({ kind: 'sent' })
  const { raw } = await smtp.nextMail()
  const { domain, selector, signed } = checkDkim(raw, publicKey)
  expect({ domain, selector }).toEqual({ domain: 'example.org', selector: 'papers' })
  for (const name of [
    'from',
    'to',
    'subject',
    'date',
    'message-id',
    'list-unsubscribe',
    'list-unsubscribe-post',
  ])
    expect(signed).toContain(name)
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
  expect(() => checkDkim(raw, other)).toThrow('not signed with this key')
  expect(() => checkDkim(raw.replace('One-Click', 'Two-Click'), publicKey)).toThrow(
    'not signed with this key',
  )
  expect(() => checkDkim(`${raw}more\r\n`, publicKey)).toThrow('another body')
})

describe('over TLS', () => {
  const read = (name: string): string =>
    readFileSync(new URL(`../../fakes/mail/${name}`, import.meta.url), 'utf8')
  const ca = read('certificate.pem')
  const certified = { cert: ca, key: read('key.pem') }

  it.each([
    { how: 'by STARTTLS', isSecure: false },
    { how: 'from the beginning', isSecure: true },
  ])('$how, a mail goes to a server with a certificate of its own', async ({ isSecure }) => {
    const smtp = await startSmtp({ ...certified, secure: isSecure })
    const settings = settingsFor(smtp)
    const mailer = createMailer(
      { ...settings, server: { ...settings.server, isSecure, needsTls: true } },
      { timeoutMs: 600, ca },
    )
    onTestFinished(async () => {
      mailer.close()
      await smtp.close()
    })
    expect(await mailer.send(mail, never)).toMatchObject({ kind: 'sent' })
    expect(smtp.received).toMatchObject([{ isEncrypted: true }])
  })
})

describe('behind a proxy', () => {
  async function tunnelsOf(server: Partial<MailSettings['server']>, except = ''): Promise<string[]> {
    const proxy = await startProxy({})
    const settings = settingsFor({ port: 587 })
    const mailer = createMailer(
      {
        ...settings,
        server: { ...settings.server, host: 'smtp.mail.invalid', needsTls: true, ...server },
        proxy: { https: proxy.url, http: undefined, except },
      },
      { timeoutMs: 600 },
    )
    expect(await mailer.send(mail, never)).toMatchObject({ kind: 'retry' })
    mailer.close()
    await proxy.close()
    return proxy.tunnels.map(({ to }) => to)
  }

  it('mails go through it, unless their server is excepted or on this machine', async () => {
    expect(await tunnelsOf({})).toEqual(['smtp.mail.invalid:587'])
    expect(await tunnelsOf({}, 'other.invalid, MAIL.invalid')).toEqual([])
    expect(await tunnelsOf({}, 'il.invalid')).toEqual(['smtp.mail.invalid:587'])
    expect(await tunnelsOf({}, '*')).toEqual([])
    expect(await tunnelsOf({ host: '127.0.0.1', port: 1, needsTls: false })).toEqual([])
  })
})
