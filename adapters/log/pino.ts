import { type Logger, pino } from 'pino'

export interface LogOptions {
  level: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  format: 'pretty' | 'json'
}

const STDERR = 2

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

/** The log, on standard error: standard output is for digests. Writes are synchronous, so that no line is lost at exit. */
export async function createLog({ level, format }: LogOptions): Promise<Logger> {
  const options = { level, base: null, redact: SECRETS }
  if (format === 'json') return pino(options, pino.destination({ dest: STDERR, sync: true }))
  const { default: pretty } = await import('pino-pretty')
  return pino(
    options,
    pretty({
      destination: STDERR,
      sync: true,
      translateTime: 'HH:MM:ss',
      ignore: 'pid,hostname',
      singleLine: true,
    }),
  )
}
