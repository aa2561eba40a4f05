import { describe, expect, it } from 'vitest'
import { tenantOf } from '../../fakes/slack/tenants.ts'
import { createManyBot, PUBLIC_URL, startManyBot } from './many.ts'

const ONE = tenantOf(1)
const MINUTE = 60_000

describe('installing', () => {
  it('leads to Slack’s page with our scopes, where to come back to, and a cookie for this browser alone', async () => {
    const { visit } = await startManyBot()
    const { status, location, cookies, headers } = await visit('/slack/install')
    expect(status).toBe(302)
    const { searchParams: query } = new URL(location)
    expect(query.get('redirect_uri')).toBe(`${PUBLIC_URL}/slack/oauth_redirect`)
    expect(query.get('scope')).toMatch(/^commands,chat:write,/)
    expect(query.get('state')?.length).toBeGreaterThan(60)
    expect(cookies).toEqual([
      expect.stringMatching(
        /^paper_round_install=[\w-]{32}; Max-Age=600; Path=\/slack; HttpOnly; SameSite=Lax; Secure$/,
      ),
    ])
    expect(headers.get('cache-control')).toBe('no-store')
    const other = await visit('/slack/install')
    expect(other.location).not.toBe(location)
  })

  it('stores the sealed token, and says what to do next', async () => {
    const { slack, person, store, restored, lines } = await startManyBot()
    const done = await person().install(tenantOf(1, { name: 'Ada & <b>Co</b>' }))
    expect([done.status, done.title]).toEqual([
      200,
      'Paper Round is installed in Ada &amp; &lt;b&gt;Co&lt;/b&gt;',
    ])
    for (const text of [
      '/invite @paper-round',
      '/papers subscribe',
      'app_redirect?app=A0ROUND01&amp;team=T0TENANT001',
    ]) {
      expect(done.html).toContain(text)
    }
    expect(done.headers.get('content-security-policy')).toContain("default-src 'none'")
    const stored = await store.installations.find('slack:T0TENANT001')
    expect(stored).toMatchObject({ botId: ONE.botId, organization: undefined })
    const [token = ''] = slack.tenants.tokens.keys()
    expect(token).toContain('xoxb-')
    expect(JSON.stringify([stored, lines])).not.toContain('xoxb-')
    expect(restored).toEqual(['slack:T0TENANT001/'])
    slack.assertClean()
  })

  it('ends in the browser that it was begun in, once, within ten minutes', async () => {
    const { person, store, clock } = await startManyBot()
    const [ada, eve] = [person(), person()]
    const stolen = await eve.visit(await ada.begin(ONE))
    expect([stolen.status, stolen.title]).toEqual([400, 'This link doesn’t belong to this browser'])
    const back = await ada.begin(ONE)
    await eve.begin(ONE)
    expect((await eve.visit(back)).status).toBe(400)
    expect(await store.installations.find('slack:T0TENANT001')).toBeUndefined()

    const late = await ada.begin(ONE)
    clock.advance(10 * MINUTE)
    expect((await ada.visit(late)).title).toBe('That took too long')
    const inTime = await ada.begin(ONE)
    clock.advance(10 * MINUTE - 1)
    expect((await ada.visit(inTime)).status).toBe(200)
    expect(await store.installations.find('slack:T0TENANT001')).toBeDefined()
  })

  it('takes no state twice, not even at once with its cookie kept', async () => {
    const { slack, visit, store } = await startManyBot()
    const { location, cookies } = await visit('/slack/install')
    const cookie = cookies[0]?.split(';')[0] ?? ''
    const back = new URL(slack.tenants.consent(location, ONE))
    const second = new URL(slack.tenants.consent(location, tenantOf(2)))
    const bot = await createManyBot({ slack, store })
    await bot.chat.start()
    const ask = async (to: string, { search }: URL): Promise<number> =>
      (await fetch(to.replace('/events', `/oauth_redirect${search}`), { headers: { cookie } })).status
    const statuses = await Promise.all([ask(bot.to, back), ask(bot.to, second), ask(bot.to, back)])
    expect(statuses.sort()).toEqual([200, 400, 400])
    expect(await ask(bot.to, second)).toBe(400)
  })

  it('takes no state that was changed anywhere, or is missing', async () => {
    const { slack, person, store } = await startManyBot()
    const ada = person()
    const back = new URL(await ada.begin(ONE))
    const state = back.searchParams.get('state') ?? ''
    const parts = state.split('.')
    const later = [parts[0], String(Number(parts[1]) + MINUTE), parts[2]].join('.')
    const changed = [...state].map(
      (each, index) => state.slice(0, index) + (each === 'A' ? 'B' : 'A') + state.slice(index + 1),
    )
    const isOther = (text: string): boolean => Buffer.compare(bytes(text), bytes(state)) !== 0
    const bytes = (text: string): Buffer => {
      const [nonce = '', until = '', signature = ''] = text.split('.')
      return Buffer.concat([Buffer.from(`${nonce}.${until}.`), Buffer.from(signature, 'base64url')])
    }
    const some = changed.filter((_, index) => index % 7 === 0).filter(isOther)
    for (const text of [later, '', 'a.b.c', ...some]) {
      // The cookie is cleared by the first refusal, so each gets its own.
      const browser = person()
      await browser.visit(`${PUBLIC_URL}/slack/install`)
      back.searchParams.set('state', text)
      expect((await browser.visit(back.href)).status).toBe(400)
    }
    expect(slack.calls.map(({ method }) => method)).toEqual([])
    expect(await store.installations.page(undefined, 9)).toEqual([])
  })

  it.each([
    ['denied', { decision: 'deny' }, 200, 'Nothing was installed'],
    ['without a scope that nothing works without', { scopes: ['commands'] }, 400, 'That didn’t work'],
  ] as const)('says so when it is %s', async (_, consent, status, title) => {
    const { person, store } = await startManyBot()
    const page = await person().install(ONE, consent)
    expect([page.status, page.title]).toEqual([status, title])
    expect(page.html).toContain(`href="${PUBLIC_URL}/slack/install"`)
    expect(await store.installations.page(undefined, 9)).toEqual([])
  })

  it('works without the scopes that are optional', async () => {
    const { person } = await startManyBot()
    expect((await person().install(ONE, { scopes: ['commands', 'chat:write'] })).status).toBe(200)
  })

  it.each([
    [{ error: 'invalid_code' }, 'Slack: invalid_code'],
    [{ status: 503 }, 'Slack: HTTP 503'],
    ['reset', 'Nothing was installed ('],
  ] as const)('says what Slack answered to the code: %j', async (fault, text) => {
    const { slack, person, store, lines } = await startManyBot()
    slack.fail('oauth.v2.access', fault)
    const page = await person().install(ONE)
    expect([page.status, page.title]).toEqual([502, 'That didn’t work'])
    expect(page.html).toContain(text)
    expect(lines.some(({ level, message }) => level === 'warn' && message === 'an installation failed')).toBe(
      true,
    )
    expect(await store.installations.page(undefined, 9)).toEqual([])
  })

  it('shows nothing of what an address says as markup', async () => {
    const { person } = await startManyBot()
    const ada = person()
    const back = new URL(await ada.begin(ONE, { decision: 'deny' }))
    back.searchParams.set('error', '<script>alert(1)</script>')
    const page = await ada.visit(back.href)
    expect(page.status).toBe(400)
    expect(page.html).not.toContain('<script')
    expect(page.html).toContain('&lt;script&gt;')
  })
})
