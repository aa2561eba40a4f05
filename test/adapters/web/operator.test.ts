import { describe, expect, it } from 'vitest'
import { isLoopback } from '../../../adapters/shared/loopback.ts'
import { createOperatorAccess } from '../../../adapters/web/operator-access.ts'
import { CHANNEL } from '../../fixtures/app-harness.ts'
import { candidate } from '../../fixtures/candidates.ts'
import { serveSite, textOf } from './site-harness.ts'

const TOKEN = 'correct-horse-battery'

/** The cookies of a response as a browser sends them back. */
const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map(cookie => cookie.replace(/;.*/, ''))
    .join('; ')

const secretIn = (html: string): string => /name="secret" value="([^"]+)"/.exec(html)?.[1] ?? ''

async function openForm(url: string) {
  const response = await fetch(`${url}/admin`)
  return { response, cookies: cookiesOf(response), secret: secretIn(await response.text()) }
}

const signIn = (url: string, fields: Record<string, string>, cookie: string) =>
  fetch(`${url}/admin/sign-in`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { cookie },
    redirect: 'manual',
  })

describe('the operator’s page', () => {
  it('shows channels, deliveries, sources, and what is wrong with what to do', async () => {
    const site = await serveSite()
    await site.app.start()
    await site.type('subscribe agents')
    await site.type('schedule 9:30 Europe/Paris')
    await site.store.channels.pause(CHANNEL, 'the channel is archived')
    const text = await site.text('/admin')
    expect(text).toContain(
      'Warning · channel: slack:T1/C1 is paused: the channel is archived. To try again: /papers resume there.',
    )
    expect(text).toMatch(/slack:T1\/C1 ?agents ?09:30 Europe\/Paris ?paused: the channel is archived/)
    expect(text).toContain('There is no list yet.')
    expect(text.indexOf('Warning ·')).toBeLessThan(text.indexOf('OK ·'))
  })

  it('shows a webhook by its id and host', async () => {
    const site = await serveSite()
    await site.app.start()
    const id = 'webhook:a1b2'
    await site.store.webhooks.add({ id, host: 'hooks.example.org', secrets: 'sealed', createdAt: 0 })
    await site.store.channels.save(site.app.newChannel(id))
    await site.store.channels.subscribe(id, 'agents', { person: 'the command line' }, 0)
    const text = await site.text('/admin')
    expect(text).toMatch(/webhook:a1b2 hooks\.example\.org ?agents/)
    expect(text).not.toContain('sealed')
  })

  it('shows the latest deliveries', async () => {
    const site = await serveSite()
    site.source.days.set('2026-11-23', [candidate('2611.00001')])
    await site.app.start()
    await site.type('subscribe')
    await site.type('post')
    await site.delivered()
    await site.at('2026-11-23T09:01Z')
    expect(await site.text('/admin')).toMatch(
      /Latest deliveries.*slack:T1\/C1.*sent ?1 paper, today at 09:0\d\./,
    )
  })

  it('is open on a loopback address, but not to a proxy or a page elsewhere', async () => {
    const site = await serveSite()
    const statusFor = async (headers: Record<string, string>) => (await site.get('/admin', headers)).status
    expect(await statusFor({})).toBe(200)
    expect(await statusFor({ 'x-forwarded-for': '192.0.2.1' })).toBe(403)
    expect(await statusFor({ via: '1.1 proxy' })).toBe(403)
  })

  it.each([
    ['all addresses', { host: '0.0.0.0' }],
    ['a public address in front', { publicUrl: 'https://papers.example.org' }],
  ])('is closed without a token with %s, and says what to do', async (_, options) => {
    const site = await serveSite(options)
    const response = await site.get('/admin')
    expect(response.status).toBe(403)
    expect(textOf(await response.text())).toContain('set WEB_TOKEN and restart')
  })
})

describe('signing in', () => {
  it('takes the token, and keeps it in a cookie that no script reads and no other site sends', async () => {
    const site = await serveSite({ token: TOKEN, host: '0.0.0.0' })
    const { response, cookies, secret } = await openForm(site.url)
    expect(response.status).toBe(401)
    const answer = await signIn(site.url, { secret, token: TOKEN }, cookies)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/admin'])
    expect(answer.headers.getSetCookie().at(-1)).toMatch(
      /^paper-round-operator=[^;]+; Path=\/admin; HttpOnly; SameSite=Strict$/,
    )
    expect(cookiesOf(answer)).not.toContain(TOKEN)
    const page = await fetch(`${site.url}/admin`, { headers: { cookie: cookiesOf(answer) } })
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(textOf(await page.text())).toContain('Checks')
  })

  it('sends its cookies over TLS only where the public address has it', async () => {
    const site = await serveSite({ token: TOKEN, publicUrl: 'https://papers.example.org' })
    expect((await site.get('/admin')).headers.getSetCookie()[0]).toContain('; Secure')
  })

  it.each(['', 'wrong', `${TOKEN}x`, TOKEN.slice(1)])('refuses the token %j', async token => {
    const site = await serveSite({ token: TOKEN })
    const { cookies, secret } = await openForm(site.url)
    const answer = await signIn(site.url, { secret, token }, cookies)
    expect(answer.status).toBe(401)
    expect(textOf(await answer.text())).toContain('That isn’t the token.')
    expect(cookiesOf(answer)).not.toContain('paper-round-operator')
  })

  it('refuses a form that isn’t its own', async () => {
    const site = await serveSite({ token: TOKEN })
    const { cookies, secret } = await openForm(site.url)
    const other = await openForm(site.url)
    for (const [sent, cookie] of [
      [secret, ''],
      [secret, other.cookies],
      ['', cookies],
      [`${secret}x`, cookies],
    ] as const) {
      expect((await signIn(site.url, { secret: sent, token: TOKEN }, cookie)).status).toBe(401)
    }
    site.clock.advance(3_600_000)
    const late = await signIn(site.url, { secret, token: TOKEN }, cookies)
    expect(textOf(await late.text())).toContain('The form was open for too long.')
  })

  it('lasts twelve hours, or until signing out', async () => {
    const site = await serveSite({ token: TOKEN })
    const { cookies, secret } = await openForm(site.url)
    const session = cookiesOf(await signIn(site.url, { secret, token: TOKEN }, cookies))
    const statusNow = async () => (await site.get('/admin', { cookie: session })).status
    site.clock.advance(12 * 3_600_000 - 1)
    expect(await statusNow()).toBe(200)
    const page = await site.get('/admin', { cookie: `${session}; ${cookies}` })
    const signOut = await fetch(`${site.url}/admin/sign-out`, {
      method: 'POST',
      body: new URLSearchParams({ secret: secretIn(await page.text()) }),
      headers: { cookie: cookies },
      redirect: 'manual',
    })
    expect(cookiesOf(signOut)).toBe('paper-round-operator=')
    site.clock.advance(1)
    expect(await statusNow()).toBe(401)
  })
})

it('a session ends with its token', () => {
  const access = (token: string) => createOperatorAccess({ token, isLocal: () => true, now: () => 0 })
  const session = access(TOKEN).signIn(TOKEN)
  const visit = { host: 'localhost', isForwarded: false, session }
  expect(access(TOKEN).check(visit)).toBe('signed in')
  expect(access('another-token').check(visit)).toBe('sign in')
})

it('a page elsewhere that points its name at this machine sees nothing', () => {
  const { check } = createOperatorAccess({ token: undefined, isLocal: () => true, now: () => 0 })
  const visit = (host: string | undefined) => check({ host, isForwarded: false, session: undefined })
  for (const host of ['localhost:8080', '127.0.0.1:8080', '[::1]:8080', 'LOCALHOST'])
    expect(visit(host)).toBe('open')
  for (const host of ['evil.example:8080', 'localhost.evil.example', '', undefined])
    expect(visit(host)).toBe('closed')
})

it.each([
  ['127.0.0.1', true],
  ['127.8.8.8', true],
  ['::1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.168.1.2', false],
  ['127.example.org', false],
])('whether %s is a loopback address: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected)
})

it('an address may try twenty tokens a minute', async () => {
  const site = await serveSite({ token: TOKEN })
  const { cookies, secret } = await openForm(site.url)
  const attempt = async (token: string) => (await signIn(site.url, { secret, token }, cookies)).status
  // The form was one of the pages.
  for (let each = 1; each < 20; each++) expect(await attempt('wrong')).toBe(401)
  expect(await attempt(TOKEN)).toBe(429)
  expect((await site.get('/admin')).status).toBe(429)
  site.clock.advance(60_000)
  expect(await attempt(TOKEN)).toBe(303)
})
