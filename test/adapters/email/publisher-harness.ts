import { onTestFinished } from 'vitest'
import { createMailer } from '../../../adapters/email/mailer.ts'
import { createEmailPublisher } from '../../../adapters/email/publisher.ts'
import type { MailSettings } from '../../../adapters/email/settings.ts'
import {
  type Failure,
  type HarnessOptions,
  hiddenIn,
  type Operation,
  type RemoteHarness,
} from '../../contracts/publisher/harness.ts'
import { TRIED_AT } from '../../contracts/publisher/reconcile.ts'
import { createFakeAddresses, fakeLinks, LINKS_BASE } from '../../fakes/mail/addresses.ts'
import { checkMail } from '../../fakes/mail/check.ts'
import { type FakeSmtp, type SmtpFault, startSmtp } from '../../fakes/mail/smtp.ts'

/** The shortest time limit with which a mail server on a busy machine still gets to greet, ms. */
const SHORTEST_MS = 500

export const CHANNEL = 'email:a1b2c3'
export const FROM = { name: 'Paper Round', address: 'papers@example.org', domain: 'example.org' }

export const settingsFor = (
  { port }: Pick<FakeSmtp, 'port'>,
  changes: Partial<MailSettings> = {},
): MailSettings => ({
  server: {
    host: '127.0.0.1',
    port,
    isSecure: false,
    needsTls: false,
    login: { user: 'bot', password: 'a made-up password' },
  },
  from: FROM,
  dkim: undefined,
  proxy: undefined,
  ...changes,
})

type Faults = Partial<Record<Exclude<Failure, object>, SmtpFault>>

const REFUSED: SmtpFault = { at: 'auth', refusal: { code: 535, message: '5.7.8 Wrong password' } }

const POST_FAULTS: Faults = {
  hang: { at: 'data', how: 'hang' },
  stall: { at: 'data', how: 'stall' },
  reset: { at: 'data', how: 'reset' },
  lost: 'lost',
  'foreign page': { at: 'data', how: 'page' },
  'foreign refusal': { at: 'connect', how: 'page' },
  busy: { at: 'rcpt', refusal: { code: 451, message: '4.3.0 Try later' } },
  'unlisted error': { at: 'rcpt', refusal: { code: 556, message: '5.8.9 A new code' } },
  'slow down': { at: 'mail', refusal: { code: 421, message: '4.7.0 Too many messages' } },
  'no such channel': { at: 'rcpt', refusal: { code: 550, message: '5.1.1 No such user' } },
  'token refused': REFUSED,
  'faulty message': { at: 'data', refusal: { code: 554, message: '5.6.0 Not accepted' } },
}
const TOKEN_FAULTS: Faults = {
  hang: { at: 'auth', how: 'hang' },
  stall: { at: 'auth', how: 'stall' },
  reset: { at: 'auth', how: 'reset' },
  'server error': { at: 'auth', refusal: { code: 454, message: '4.7.0 Temporary failure' } },
  'token refused': REFUSED,
}

function faultOf(operation: Operation, failure: Failure): SmtpFault {
  if (typeof failure === 'object') {
    const message = `4.7.0 Too many messages, try again in ${failure.slowDownForSeconds} seconds`
    return { at: 'mail', refusal: { code: 421, message } }
  }
  const fault = (operation === 'token' ? TOKEN_FAULTS : POST_FAULTS)[failure]
  if (!fault) throw new Error(`a mail server has no "${failure}"`)
  return fault
}

/** An address that gets mails, by a server on this machine. */
export async function createEmailHarness({
  timeoutMs = 5_000,
  sinceTriedMs = 0,
}: HarnessOptions = {}): Promise<RemoteHarness & { smtp: FakeSmtp }> {
  const smtp = await startSmtp()
  // A mail takes several requests and answers, which on a busy machine take longer than one request.
  const mailer = createMailer(settingsFor(smtp), { timeoutMs: Math.max(timeoutMs, SHORTEST_MS) })
  onTestFinished(async () => {
    mailer.close()
    await smtp.close()
  })
  return {
    smtp,
    publisher: createEmailPublisher({
      server: mailer,
      addresses: createFakeAddresses(),
      links: fakeLinks,
      from: FROM,
      clock: { now: () => TRIED_AT + sinceTriedMs },
    }),
    channel: CHANNEL,
    messages: () =>
      smtp.received.map(mail => {
        const { parsed } = mail
        const { links, elements, attributes } = checkMail(mail)
        const text = parsed.text ?? ''
        return {
          id: parsed.messageId ?? '',
          threadId: undefined,
          text,
          links: links.filter(url => !url.startsWith(`${LINKS_BASE}/`)),
          // A mail notifies whom it is addressed to.
          notifies: mail.to === 'reader@example.net' && !parsed.cc && !parsed.bcc ? [] : [mail.to],
          markup: [...hiddenIn(text), ...elements, ...attributes],
        }
      }),
    assertClean() {
      for (const mail of smtp.received) {
        const { problems } = checkMail(mail)
        if (problems.length > 0) throw new Error(problems.join('\n'))
      }
    },
    fail: (operation, failure) => smtp.fail(faultOf(operation, failure)),
    attempts: () => smtp.attempts.length,
    postAttempted: async () => void (await smtp.nextFailure()),
    shutDown: smtp.close,
    personId: '',
    nextDirectMessage: async () => ({ personId: '', text: '' }),
  }
}
