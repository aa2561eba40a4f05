import { messageOf } from '../../src/lib/errors.ts'
import type { Log } from '../../src/ports/log.ts'
import { LogLevel, type webApi } from './sdk.ts'

type Logger = NonNullable<webApi.WebClientOptions['logger']>

const textOf = (parts: readonly unknown[]): string =>
  parts.map(part => (part instanceof Error ? messageOf(part) : String(part))).join(' ')

/**
 * Adapts our log to the SDK. The SDK's debug lines are dropped because they contain whole requests, including socket
 * tickets and response_urls.
 * @param quiet logs everything at debug level, for clients whose failures we report ourselves
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
