import { LogLevel, type webApi } from '@slack/bolt'
import { messageOf } from '../../src/lib/errors.ts'
import type { Log } from '../../src/ports/log.ts'

type Logger = NonNullable<webApi.WebClientOptions['logger']>

const textOf = (parts: readonly unknown[]): string =>
  parts.map(part => (part instanceof Error ? messageOf(part) : String(part))).join(' ')

/**
 * Our log as the SDK wants it. What the SDK has for debugging is dropped, for it holds requests whole, tickets of
 * sockets and response_urls among them.
 * @param quiet for clients whose failures we report ourselves: theirs are then for debugging
 */
export function createSdkLogger(log: Log, { quiet = false } = {}): Logger {
  const line =
    (level: keyof Log) =>
    (...parts: readonly unknown[]): void =>
      log[level]({ from: 'slack' }, textOf(parts))
  return {
    debug() {},
    info: line('debug'),
    warn: line(quiet ? 'debug' : 'warn'),
    error: line(quiet ? 'debug' : 'error'),
    setLevel() {},
    getLevel: () => LogLevel.INFO,
    setName() {},
  }
}
