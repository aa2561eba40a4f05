import type { IncomingMessage } from 'node:http'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Mount, WebEnv } from '../app.ts'
import { type OperatorAccess, type Visit, wasForwarded } from '../operator-access.ts'
import { tooMany, toPage } from '../page-cache.ts'
import { closedPage, operatorPage, signInPage } from '../pages/operator.ts'
import type { SiteParts } from '../site-parts.ts'

const SESSION = 'paper-round-operator'
const FORM_KEY = 'paper-round-form'

/**
 * The operator's page: read-only.
 * @param holdBack see `createHoldBack`
 */
export const mountOperator =
  (
    { pages, site, publicUrl }: SiteParts,
    access: OperatorAccess,
    holdBack: (request: IncomingMessage) => Promise<number>,
  ): Mount =>
  app => {
    /** Cookies that no script can read, and that come with requests of our own pages only. */
    const cookie = (c: Context<WebEnv>, name: string, value: string): void =>
      setCookie(c, name, value, {
        httpOnly: true,
        sameSite: 'Strict',
        path: '/admin',
        secure: publicUrl().startsWith('https:'),
      })

    const visitOf = (c: Context<WebEnv>): Visit => ({
      host: c.req.header('host'),
      isForwarded: wasForwarded(name => c.req.header(name)),
      session: getCookie(c, SESSION),
    })

    async function answer(c: Context<WebEnv>, body: ReturnType<typeof signInPage>, status: 200 | 401 | 403) {
      const page = await toPage(body)
      return c.html(page.body, status, { 'cache-control': 'no-store' })
    }

    function askToSignIn(c: Context<WebEnv>, problem?: string) {
      const key = getCookie(c, FORM_KEY) ?? access.newKey()
      cookie(c, FORM_KEY, key)
      return answer(c, signInPage({ secret: access.formSecret(key), problem }, site), 401)
    }

    /** The fields of a form of ours; undefined where it may be another site's. */
    async function ownForm(c: Context<WebEnv>): Promise<Record<string, string> | undefined> {
      const fields = Object.fromEntries(new URLSearchParams(await c.req.text()))
      return access.isFormSecret(fields.secret ?? '', getCookie(c, FORM_KEY)) ? fields : undefined
    }

    app.use('/admin/*', async (c, next) => {
      const waitMs = await holdBack(c.env.incoming)
      return waitMs > 0 ? tooMany(waitMs) : next()
    })

    app.get('/admin', async c => {
      switch (access.check(visitOf(c))) {
        case 'closed':
          return answer(c, closedPage(site), 403)
        case 'sign in':
          return askToSignIn(c)
        case 'open':
          return answer(c, operatorPage(await pages.operator(), undefined, site), 200)
        case 'signed in': {
          const key = getCookie(c, FORM_KEY) ?? access.newKey()
          cookie(c, FORM_KEY, key)
          return answer(c, operatorPage(await pages.operator(), access.formSecret(key), site), 200)
        }
      }
    })

    app.post('/admin/sign-in', async c => {
      if (access.check(visitOf(c)) === 'closed') return answer(c, closedPage(site), 403)
      const fields = await ownForm(c)
      if (!fields) return askToSignIn(c, 'The form was open for too long. Try again.')
      const session = access.signIn(fields.token ?? '')
      if (session === undefined) return askToSignIn(c, 'That isn’t the token.')
      cookie(c, SESSION, session)
      return c.redirect('/admin', 303)
    })

    app.post('/admin/sign-out', async c => {
      if (await ownForm(c)) cookie(c, SESSION, '')
      return c.redirect('/admin', 303)
    })
  }
