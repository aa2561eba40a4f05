import { webApi } from '@slack/bolt'
import type { Log } from '../../src/ports/log.ts'
import { createSdkLogger } from './logger.ts'

/** How long Slack may take to answer what isn't a post, ms. */
export const CALL_TIMEOUT_MS = 10_000

/** For every Web API client: the SDK's own retries post twice, and its own waits for a 429 hold up all channels. */
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

/** fetch with a timeout, for what Bolt posts to a response_url: it sets none itself. */
export const fetchWithTimeout: typeof fetch = (input, init) =>
  fetch(input, { ...init, signal: init?.signal ?? AbortSignal.timeout(CALL_TIMEOUT_MS) })

/** Names us in the User-Agent of every client made afterwards. */
export const introduce = (version: string): void => webApi.addAppMetadata({ name: 'paper-round', version })
