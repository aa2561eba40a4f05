import { createHmac } from 'node:crypto'

/** Posts a form to the bot as Slack does in HTTP mode, signed see docs.slack.dev/authentication/verifying-requests. */
export function postSigned(
  url: string,
  body: string,
  { secret, at = Date.now(), json = false }: { secret: string; at?: number | undefined; json?: boolean },
): Promise<Response> {
  const timestamp = String(Math.floor(at / 1000))
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')
  return fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    },
  })
}
