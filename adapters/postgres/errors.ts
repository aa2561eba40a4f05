import { StoreError, type StoreTrouble } from '../../src/ports/store-error.ts'

/** PostgreSQL's error codes that are about the server, its disk or permissions; https://www.postgresql.org/docs/current/errcodes-appendix.html */
const CODES: Readonly<Record<string, Trouble>> = {
  '28000': 'forbidden',
  '28P01': 'forbidden',
  '42501': 'forbidden',
  '40001': 'locked',
  '40P01': 'locked',
  '55P03': 'locked',
  '57014': 'locked',
  '25006': 'read-only',
  '58030': 'failing',
  XX001: 'damaged',
  XX002: 'damaged',
  '53100': 'full',
  '3D000': 'unopened',
  '53200': 'unreachable',
  '53300': 'unreachable',
  '57P01': 'unreachable',
  '57P02': 'unreachable',
  '57P03': 'unreachable',
  '57P05': 'unreachable',
}

/** What Node and `pg` report where there is no connection. */
const NO_CONNECTION =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|EPROTO|ERR_SSL|ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/
const LOST =
  /^(Connection terminated|Client has encountered a connection error|timeout (expired|exceeded)|Query read timeout|The server does not support SSL)/

type Trouble = Exclude<StoreTrouble, 'foreign'>

const MESSAGES: Record<Trouble, (name: string, reason: string) => string> = {
  forbidden: (name, reason) =>
    `PostgreSQL doesn't let this user use the database ${name} (${reason}). Check the user and password in DATABASE_URL, and what that user may do.`,
  locked: (name, reason) =>
    `The database ${name} was busy for too long (${reason}). It was tried again without success; paper-round doctor shows what is waiting for what.`,
  'read-only': name =>
    `The database ${name} can't be written: the server is a standby or read-only. Let DATABASE_URL name the primary server.`,
  failing: (name, reason) =>
    `The server of the database ${name} failed to read or write its disk (${reason}). Check its disk and its log.`,
  damaged: (name, reason) =>
    `The database ${name} is damaged (${reason}). Restore a backup on a sound disk; the server's log says more.`,
  full: name => `The disk of the server of the database ${name} is full. Make room on it.`,
  unopened: (name, reason) =>
    `The database ${name} can't be opened (${reason}). Create it with createdb --encoding=UTF8 --template=template0 ${name.split(' at ')[0]}, or let DATABASE_URL name another.`,
  unreachable: (name, reason) =>
    `The database ${name} can't be reached (${reason}). Check that the server is running and that its address is right. A bot that runs connects again by itself.`,
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** What kind of problem an error of `pg` or of its connection reports. */
export function troubleOf(error: unknown): Trouble | undefined {
  const code = codeOf(error)
  const known = CODES[code]
  if (known) return known
  // Class 08 is connection exceptions.
  if (/^08...$/.test(code) || NO_CONNECTION.test(code)) return 'unreachable'
  return error instanceof Error && LOST.test(error.message) ? 'unreachable' : undefined
}

/** Whether this was a conflict with another transaction, so that a retry may succeed. */
export const isConflict = (error: unknown): boolean =>
  ['40001', '40P01'].includes(codeOf(error instanceof StoreError ? error.cause : error))

/** Whether a statement was ended because it took too long. */
export const isTimeout = (error: unknown): boolean =>
  codeOf(error instanceof StoreError ? error.cause : error) === '57014'

/** What an error says; Node's own for several addresses says nothing itself. */
function reasonOf(error: Error): string {
  const inner = error instanceof AggregateError ? error.errors.find(each => each instanceof Error) : undefined
  return inner instanceof Error ? inner.message : error.message
}

/**
 * Turns problems with the server, its disk or permissions into a StoreError, and returns all other errors as they are.
 * @param name what to call the database
 */
export function explainPostgresError(error: unknown, name: string): unknown {
  const trouble = troubleOf(error)
  if (!trouble || !(error instanceof Error)) return error
  return new StoreError(MESSAGES[trouble](name, reasonOf(error)), { cause: error, trouble })
}
