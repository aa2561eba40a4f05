import type { IncomingMessage } from 'node:http'
import type { Mount } from '../app.ts'
import { type OperatorAccess, wasForwarded } from '../operator-access.ts'
import { tooMany } from '../page-cache.ts'

const CLOSED =
  'Metrics are for whoever runs Paper Round. Set WEB_TOKEN, and send it as “Authorization: Bearer WEB_TOKEN”.\n'
const WRONG = 'Send WEB_TOKEN as “Authorization: Bearer WEB_TOKEN”.\n'

const bearerOf = (header = ''): string | undefined => /^Bearer +(\S+)$/i.exec(header)?.[1]

/**
 * The metrics, for whoever may see the operator's page. A program can't sign in, so it sends the token with each request.
 * @param options.holdBack see `createHoldBack`; only those who are refused are counted
 */
export const mountMetrics =
  (options: {
    access: Pick<OperatorAccess, 'check' | 'isToken'>
    holdBack: (request: IncomingMessage) => Promise<number>
    render: () => Promise<string>
    contentType: string
  }): Mount =>
  app => {
    const { access, holdBack, render, contentType } = options
    app.get('/metrics', async c => {
      const token = bearerOf(c.req.header('authorization'))
      const isForwarded = wasForwarded(name => c.req.header(name))
      const visit = access.check({ host: c.req.header('host'), isForwarded, session: undefined })
      if (visit === 'open' || (token !== undefined && access.isToken(token))) {
        return c.body(await render(), 200, { 'content-type': contentType })
      }
      const waitMs = await holdBack(c.env.incoming)
      if (waitMs > 0) return tooMany(waitMs)
      return visit === 'closed' ? c.text(CLOSED, 403) : c.text(WRONG, 401, { 'www-authenticate': 'Bearer' })
    })
  }
