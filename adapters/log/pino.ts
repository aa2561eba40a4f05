import { type Logger, pino } from 'pino'
import { currentReference } from '../../src/lib/request-context.ts'
import { createDestination, type Output } from './destination.ts'

export interface LogOptions {
  level: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  format: 'pretty' | 'json'
}

/** Fields that may hold a secret, in case one is logged by mistake. */
const SECRETS = [
  'token',
  'botToken',
  'appToken',
  'signingSecret',
  'authorization',
  '*.token',
  '*.authorization',
]

const WARN = 40

/** What every line has: the reference of the request that is being handled. */
function requestFields(): { reference?: string } {
  const reference = currentReference()
  return reference === undefined ? {} : { reference }
}

/** The line that reports lost lines, as pino writes one. */
const lossLine = (lost: number, reason: string): string =>
  `${JSON.stringify({ level: WARN, time: Date.now(), lost, reason, msg: 'log lines were lost' })}\n`

/**
 * The log, on standard error: standard output is for digests.
 * @param output how it is written; by default synchronously
 */
export async function createLog({ level, format }: LogOptions, output?: Output): Promise<Logger> {
  const options = { level, base: null, redact: SECRETS, mixin: requestFields }
  if (format === 'json') return pino(options, createDestination(lossLine, output))
  const { prettyFactory } = await import('pino-pretty')
  const pretty = prettyFactory({ translateTime: 'HH:MM:ss', ignore: 'pid,hostname', singleLine: true })
  const { write } = createDestination((lost, reason) => pretty(lossLine(lost, reason)), output)
  return pino(options, { write: line => write(pretty(line)) })
}
