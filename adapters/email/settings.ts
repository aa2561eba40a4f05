import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { readEnvironment, type Variables } from '../../src/lib/environment.ts'
import { type ProxySettings, proxyOf } from '../../src/lib/proxy.ts'
import { isLoopback } from '../shared/loopback.ts'

/** The mail server, and how to reach it. */
export interface SmtpServer {
  host: string
  port: number
  /** TLS from the beginning (`smtps:`); otherwise by STARTTLS. */
  isSecure: boolean
  /** Whether nothing is sent without TLS. */
  needsTls: boolean
  login: { user: string; password: string } | undefined
}

/** What mails are signed with. */
export interface DkimSettings {
  selector: string
  /** PEM. */
  privateKey: string
}

/** Everything that is needed to send mails. */
export interface MailSettings {
  server: SmtpServer
  from: MailSender
  dkim: DkimSettings | undefined
  proxy: ProxySettings | undefined
}

/** Who mails are from: `Paper Round <papers@example.org>`. */
export interface MailSender {
  name: string
  address: string
  domain: string
}

const SMTP_URL =
  'should look like smtp://user:password@mail.example.org:587, or smtps:// for TLS from the beginning; special characters are percent-encoded'
const MAIL_FROM =
  'should be an address that your mail server sends for, such as Paper Round <papers@example.org>'

/** Ports by RFC 8314 and 6409. */
const PORTS = { 'smtp:': 587, 'smtps:': 465 } as const

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

function readServer(text: string): SmtpServer | undefined {
  const url = URL.parse(text)
  if (!url || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')) return undefined
  const [user, password] = [decoded(url.username), decoded(url.password)]
  const isWhole = url.hostname && /^\/?$/.test(url.pathname) && !url.search && !url.hash
  if (!isWhole || user === undefined || password === undefined || (!user && password)) return undefined
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return {
    host,
    port: Number(url.port) || PORTS[url.protocol],
    isSecure: url.protocol === 'smtps:',
    needsTls: !isLoopback(host),
    login: user ? { user, password } : undefined,
  }
}

const NAMED = /^(?:"?([^"<>@\p{Cc}]*?)"?\s*<)?([a-z\d.!#$%&'*+/=?^_`{|}~-]+@([a-z\d-]+(?:\.[a-z\d-]+)*))>?$/iu

function readSender(text: string): MailSender | undefined {
  const [, name, address, domain] = NAMED.exec(text) ?? []
  if (!address || !domain || text.includes('<') !== text.endsWith('>')) return undefined
  return { name: name?.trim() || 'Paper Round', address, domain: domain.toLowerCase() }
}

const parsedBy = <Value>(read: (text: string) => Value | undefined, message: string) =>
  z.string().transform((text, context) => {
    const value = read(text)
    if (value !== undefined) return value
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })

function readKey(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8')
    return /-----BEGIN (?:RSA )?PRIVATE KEY-----/.test(text) ? text : undefined
  } catch {
    return undefined
  }
}

export const environment = z.object({
  SMTP_URL: parsedBy(readServer, SMTP_URL).optional(),
  MAIL_FROM: parsedBy(readSender, MAIL_FROM).optional(),
  DKIM_KEY_FILE: parsedBy(
    readKey,
    'should be the path of a private key in PEM format that can be read',
  ).optional(),
  DKIM_SELECTOR: z
    .string()
    .regex(
      /^[a-z\d](?:[a-z\d.-]*[a-z\d])?$/i,
      'should be the name below _domainkey at which the public key is published, such as papers',
    )
    .optional(),
})

export type ReadMailSettings =
  | { kind: 'absent' }
  /** One line per problem: `NAME: what it should be`. */
  | { kind: 'invalid'; problems: readonly string[] }
  | { kind: 'ready'; settings: MailSettings }

const isMissing = (name: string, what: string): string => `${name}: is missing for e-mail; it is ${what}`

/** Reads what the environment says about e-mail. */
export function readMailSettings(variables: Variables): ReadMailSettings {
  const read = readEnvironment(environment, variables)
  if (!read.ok) return { kind: 'invalid', problems: read.problems }
  const {
    SMTP_URL: server,
    MAIL_FROM: from,
    DKIM_KEY_FILE: privateKey,
    DKIM_SELECTOR: selector,
  } = read.values
  if (!server && !from && !privateKey && !selector) return { kind: 'absent' }
  const problems = [
    ...(server
      ? []
      : [isMissing('SMTP_URL', 'your mail server, such as smtp://user:password@mail.example.org:587')]),
    ...(from
      ? []
      : [isMissing('MAIL_FROM', 'whom mails are from, such as Paper Round <papers@example.org>')]),
    ...(variables.SECRET_KEY
      ? []
      : [
          isMissing(
            'SECRET_KEY',
            'what addresses are encrypted and links are signed with: 32 bytes in base64, as openssl rand -base64 32 makes them',
          ),
        ]),
    ...(variables.PUBLIC_URL
      ? []
      : [isMissing('PUBLIC_URL', 'what links in mails begin with, such as https://papers.example.org')]),
    ...(variables.WEB === 'off'
      ? ['WEB: should be on for e-mail, because the links in mails lead to its pages']
      : []),
    ...(privateKey && !selector
      ? [isMissing('DKIM_SELECTOR', 'the name of the key that DKIM_KEY_FILE holds')]
      : []),
    ...(selector && !privateKey
      ? [isMissing('DKIM_KEY_FILE', 'the private key that mails are signed with')]
      : []),
  ]
  if (problems.length > 0 || !server || !from) return { kind: 'invalid', problems }
  const dkim = privateKey && selector ? { selector, privateKey } : undefined
  return { kind: 'ready', settings: { server, from, dkim, proxy: proxyOf(variables) } }
}
