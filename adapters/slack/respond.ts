import { CALL_TIMEOUT_MS } from './clients.ts'

/** Slack refuses a response_url: after 30 minutes, five uses, or for what is in the message. */
export class ResponseUrlError extends Error {
  override readonly name = 'ResponseUrlError'
}

/** Posts to a response_url, which works even where the bot is no member. @throws ResponseUrlError, or what fetch throws */
export async function respondBy(url: string, message: object): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(message),
    signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
  })
  await response.body?.cancel()
  if (!response.ok) throw new ResponseUrlError(`Slack answered ${response.status}`)
}
