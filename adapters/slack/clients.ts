import type { Log } from '../../src/ports/log.ts'
import { createSdkLogger } from './logger.ts'
import { webApi } from './sdk.ts'

/** Timeout of every call except posts, ms. */
export const CALL_TIMEOUT_MS = 10_000

/** Options of every Web API client. The SDK's own retries post twice, and its waits after a 429 block all channels. */
export const clientOptions = (
  apiUrl: string,
  log: Log,
  timeoutMs = CALL_TIMEOUT_MS,
): webApi.WebClientOptions => ({
  slackApiUrl: apiUrl,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: timeoutMs,
  logger: createSdkLogger(log, { quiet: true }),
})

/** fetch with a timeout: Bolt sets none when it posts to a response_url, and we call other addresses of Slack by it. */
export const fetchWithTimeout: typeof fetch = (input, init) =>
  fetch(input, { ...init, signal: init?.signal ?? AbortSignal.timeout(CALL_TIMEOUT_MS) })

/** Adds the bot's name to the User-Agent of every client that is created afterwards. */
export const setUserAgent = (version: string): void => webApi.addAppMetadata({ name: 'paper-round', version })
