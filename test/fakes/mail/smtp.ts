import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server'
import { createRecord } from '../record.ts'
import type { FakeRequest, Passing } from '../server.ts'

/** A refusal as SMTP writes it. */
export interface Refusal {
  code: number
  message: string
}

/** How the next mail, or the next log-in, fails. `lost`: the mail is accepted, and the connection breaks before the answer. */
export type SmtpFault =
  | { at: 'connect' | 'auth' | 'mail' | 'rcpt' | 'data'; refusal: Refusal }
  | { at: 'connect' | 'auth' | 'mail' | 'rcpt' | 'data'; how: 'hang' | 'stall' | 'reset' | 'page' }
  | 'lost'

export interface ReceivedMail {
  to: string
  from: string
  /** As it came, without the dots of SMTP. */
  raw: string
  parsed: ParsedMail
  isEncrypted: boolean
}

const refusalOf = ({ code, message }: Refusal): Error =>
  Object.assign(new Error(message), { responseCode: code })

const addressOf = (address: false | { address: string }): string => (address ? address.address : '')

/** A mail as its stages are seen by who kills its sender (see `Passing`). */
const asRequest = (body: string): FakeRequest => ({
  method: 'DATA',
  url: new URL('http://mail/'),
  headers: {},
  body,
})

/**
 * A mail server on this machine.
 * @param passing called when a mail was received, was recorded, and was answered
 */
export async function startSmtp(options: SMTPServerOptions = {}, passing: Passing = () => false) {
  const faults: SmtpFault[] = []
  const received = createRecord<ReceivedMail>()
  const attempts = createRecord<object>()
  const uncertain = createRecord<object>()
  const sockets = new Map<number | undefined, Socket>()
  const take = (at: string): Exclude<SmtpFault, 'lost'> | undefined => {
    const [next] = faults
    if (next === undefined || next === 'lost' || next.at !== at) return undefined
    faults.shift()
    return next
  }
  /** @returns whether the step goes on */
  function fails(at: string, session: SMTPServerSession, done: (error?: Error) => void): boolean {
    const fault = take(at)
    if (!fault) return false
    if (at === 'connect' || at === 'auth') attempts.add({})
    if (at === 'data') uncertain.add({})
    if ('refusal' in fault) done(refusalOf(fault.refusal))
    else if (fault.how === 'reset') sockets.get(session.remotePort)?.destroy()
    else if (fault.how === 'page') sockets.get(session.remotePort)?.write('<html>Log in</html>\r\n')
    else if (fault.how === 'stall') sockets.get(session.remotePort)?.write('250-')
    return true
  }

  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    hideSTARTTLS: !options.cert,
    disabledCommands: options.cert ? [] : ['STARTTLS'],
    onConnect(session, done) {
      if (!fails('connect', session, done)) done()
    },
    onAuth(auth, session, done) {
      if (fails('auth', session, error => done(error))) return
      done(null, { user: auth.username ?? '' })
    },
    onMailFrom(_address, session, done) {
      attempts.add({})
      if (!fails('mail', session, done)) done()
    },
    onRcptTo(_address, session, done) {
      if (!fails('rcpt', session, done)) done()
    },
    async onData(stream, session, done) {
      const chunks: Buffer[] = []
      try {
        for await (const chunk of stream) chunks.push(chunk)
      } catch {
        // The client is gone.
        return
      }
      if (fails('data', session, done)) return
      const raw = Buffer.concat(chunks).toString('latin1')
      const socket = sockets.get(session.remotePort)
      if (passing('received', asRequest(raw))) return void socket?.destroy()
      received.add({
        raw,
        parsed: await simpleParser(Buffer.concat(chunks)),
        to: session.envelope.rcptTo.map(addressOf).join(),
        from: addressOf(session.envelope.mailFrom),
        isEncrypted: session.secure,
      })
      if (faults[0] === 'lost') {
        faults.shift()
        return void sockets.get(session.remotePort)?.destroy()
      }
      if (passing('recorded', asRequest(raw))) return void socket?.destroy()
      done()
      setImmediate(() => passing('answered', asRequest(raw)))
    },
    ...options,
  })
  server.on('error', () => {})
  server.server.on('connection', (socket: Socket) => void sockets.set(socket.remotePort, socket))
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    port: (server.server.address() as AddressInfo).port,
    received: received.all,
    nextMail: () => received.next(),
    /** How many mails were begun. */
    attempts: attempts.all,
    /** Resolves when a mail was received and is about to fail. */
    nextFailure: () => uncertain.next(),
    fail: (fault: SmtpFault): void => void faults.push(fault),
    /** Breaks all connections. */
    disconnect() {
      for (const socket of sockets.values()) socket.destroy()
    },
    async close() {
      for (const socket of sockets.values()) socket.destroy()
      await new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}
export type FakeSmtp = Awaited<ReturnType<typeof startSmtp>>
