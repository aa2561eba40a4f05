import { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'
import DKIM from 'nodemailer/lib/dkim'
import { isExcepted } from '../../src/lib/proxy.ts'
import { unlessAborted, withTimeLimit } from '../../src/lib/time-limit.ts'
import type { Mail, MailServer } from '../../src/ports/mail.ts'
import type { MailSettings } from './settings.ts'
import { problemOf, verdictOf } from './verdict.ts'

/** Connections at once: servers of small teams allow about ten from one client. */
const CONNECTIONS = 3
/** Mails over one connection, before a new one is made. */
const MAILS_PER_CONNECTION = 100
/** How long a connection stays open without work, ms: shorter than most servers allow. */
const IDLE_MS = 30_000
/** How long the server may take for each answer, ms. A worker's lease is shorter than the ten minutes that RFC 5321 allows it. */
const TIMEOUT_MS = 40_000

/** What a signature covers. RFC 8058 wants both headers of unsubscribing among them. */
const SIGNED_HEADERS = [
  'From',
  'To',
  'Subject',
  'Date',
  'Message-ID',
  'MIME-Version',
  'Content-Type',
  'List-Id',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'Auto-Submitted',
]

/** The HTTP proxy that leads to the server, if there is one. */
function proxyFor({ proxy, server }: MailSettings): string | undefined {
  if (!proxy || !server.needsTls) return undefined
  return isExcepted(server.host, proxy) ? undefined : proxy.https
}

function signerOf({ from, dkim }: MailSettings): DKIM | undefined {
  return (
    dkim &&
    new DKIM({
      domainName: from.domain,
      keySelector: dkim.selector,
      privateKey: dkim.privateKey,
      headerFieldNames: SIGNED_HEADERS.join(':'),
    })
  )
}

const messageOf = ({ from }: MailSettings, mail: Mail, signal: AbortSignal) => ({
  from: { name: from.name, address: from.address },
  to: { name: '', address: mail.to },
  subject: mail.subject,
  text: mail.text,
  ...(mail.html !== undefined && { html: mail.html }),
  messageId: mail.messageId,
  date: new Date(mail.date),
  // A prepared header isn't folded.
  headers: Object.fromEntries(
    Object.entries(mail.headers).map(([name, value]) => [name, { prepared: true, value }]),
  ),
  textEncoding: 'quoted-printable' as const,
  signal,
})

/**
 * Sends mails through one SMTP server, over a few connections that stay open while there is work.
 * @param options.timeoutMs for each answer of the server
 * @param options.ca a certificate to trust, PEM
 */
export function createMailer(
  settings: MailSettings,
  { timeoutMs = TIMEOUT_MS, ca }: { timeoutMs?: number | undefined; ca?: string | undefined } = {},
): MailServer {
  const { server } = settings
  const signer = signerOf(settings)
  const proxy = proxyFor(settings)
  /** The mails, by their signals, that the server has begun to receive: before that, a failure means that nothing was sent. */
  const begun = new WeakSet<AbortSignal>()
  const transport = createTransport({
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: MAILS_PER_CONNECTION,
    idleTimeout: IDLE_MS,
    host: server.host,
    port: server.port,
    secure: server.isSecure,
    requireTLS: server.needsTls && !server.isSecure,
    ignoreTLS: !server.needsTls && !server.isSecure,
    ...(server.login && { auth: { user: server.login.user, pass: server.login.password } }),
    ...(proxy && { proxy }),
    ...(ca && { tls: { ca } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    socketCloseTimeout: 0,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })

  async function* received(content: Readable, signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
    if (signal && begun.has(signal)) throw new Error('a mail is sent once')
    if (signal) begun.add(signal)
    yield* content
  }

  transport.use('stream', ({ message, data }, done) => {
    message.processFunc(content => {
      const signed = signer ? signer.sign(content) : content
      return Readable.from(received(signed, data.signal), { objectMode: false })
    })
    done()
  })

  return {
    async send(mail, signal) {
      if (signal.aborted) return { kind: 'retry', reason: 'Paper Round is stopping' }
      const own = AbortSignal.any([signal])
      try {
        await transport.sendMail(messageOf(settings, mail, own))
        return { kind: 'sent', messageId: mail.messageId }
      } catch (error) {
        return verdictOf(error, { mayHaveArrived: begun.has(own), isStopped: signal.aborted })
      }
    },
    async check(signal) {
      try {
        await withTimeLimit(2 * timeoutMs, signal, limited => unlessAborted(transport.verify(), limited))
        return undefined
      } catch (error) {
        return problemOf(error)
      }
    },
    close: () => transport.close(),
  }
}
