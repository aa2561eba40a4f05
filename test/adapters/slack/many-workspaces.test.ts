import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { ChannelId } from '../../../src/channels/channel-id.ts'
import type { Post } from '../../../src/ports/publisher.ts'
import { type Tenant, tenantOf } from '../../fakes/slack/tenants.ts'
import { PERSON } from '../../fakes/slack/workspace.ts'
import { everydayDigest } from '../../fixtures/digests.ts'
import { textReply } from './bot.ts'
import { createManyBot, type ManyBot, SECRET, startManyBot } from './many.ts'

const ONE = tenantOf(1)
const TWO = tenantOf(2)
const { signal } = new AbortController()

const channelOf = (tenant: Tenant): ChannelId => `slack:${tenant.teamId}/${tenant.channels[0]}`
const postFor = (tenant: Tenant, key = tenant.teamId): Post => ({
  channel: channelOf(tenant),
  digest: everydayDigest,
  step: 0,
  key,
})

async function installed(...tenants: Tenant[]): Promise<ManyBot> {
  const bot = await startManyBot()
  for (const tenant of tenants) expect((await bot.person().install(tenant)).status).toBe(200)
  return bot
}

const command = (bot: ManyBot, tenant: Tenant, text = 'status') =>
  bot.slack.sendCommand(text, { to: bot.to, tenant, channel: tenant.channels[0] ?? '' })

describe('two workspaces', () => {
  it('each get posts, answers, views and look-ups with their own token', async () => {
    const bot = await installed(ONE, TWO)
    const { slack, chat, requests, to } = bot
    for (const tenant of [TWO, ONE]) {
      expect(await chat.publish(postFor(tenant), signal)).toMatchObject({ kind: 'sent' })
      const posted = await slack.nextPost(({ channel }) => channel === tenant.channels[0])
      expect(posted.tenant?.teamId).toBe(tenant.teamId)
      await chat.reconcile({ ...postFor(tenant), triedAt: 0 }, signal)
      await chat.sendDirectMessage?.(channelOf(tenant), PERSON.id, textReply('Paused.'), signal)
      expect(await chat.visibleChannels?.(PERSON.id, [channelOf(tenant)])).toEqual([])
      const answer = await (await command(bot, tenant)).answer()
      expect(answer.text).toBe(`Done in ${channelOf(tenant)}.`)
      await slack.openHome('home', { to, tenant })
      await slack.nextView()
      await slack.sendEvent(
        { type: 'app_mention', channel: tenant.channels[0], user: PERSON.id, text: 'hi', ts: '1.2' },
        { to, tenant },
      )
      await slack.nextEphemeral()
    }
    const channels = requests.map(({ channel }) => channel.split('/')[0])
    expect(new Set(channels)).toEqual(new Set([`slack:${ONE.teamId}`, `slack:${TWO.teamId}`]))
    const calls = slack.calls.filter(({ method }) => method !== 'oauth.v2.access')
    expect(calls.every(({ tenant }) => tenant !== undefined)).toBe(true)
    for (const method of ['users.info', 'views.publish', 'chat.postEphemeral', 'conversations.info']) {
      const teams = calls.filter(call => call.method === method).map(({ tenant }) => tenant?.teamId)
      expect(new Set(teams), method).toEqual(new Set([ONE.teamId, TWO.teamId]))
    }
    slack.assertClean()
  })

  it('are told apart in Socket Mode too', async () => {
    const bot = await createManyBot({ signingSecret: undefined, appToken: 'xapp-made-up-app-token' })
    await bot.chat.start()
    for (const tenant of [ONE, TWO]) await bot.person().install(tenant)
    for (const tenant of [TWO, ONE]) {
      const sent = await bot.slack.sendCommand('status', { tenant, channel: tenant.channels[0] ?? '' })
      expect((await sent.answer()).text).toBe(`Done in ${channelOf(tenant)}.`)
    }
    expect(bot.chat.connected()).toBe(true)
    bot.slack.assertClean()
  })

  it('have a bot each that greets only where it was added itself', async () => {
    const { slack, to, restored, requests } = await installed(ONE, TWO)
    const joins = (user: string) =>
      slack.sendEvent({ type: 'member_joined_channel', channel: ONE.channels[0], user }, { to, tenant: ONE })
    await joins(TWO.botUserId)
    await joins(ONE.botUserId)
    await slack.nextPost()
    expect(restored.slice(2)).toEqual([channelOf(ONE)])
    expect(requests.map(({ text }) => text)).toEqual(['welcome'])
  })

  it('answer one whose workspace hasn’t installed the app, without a token, and run nothing', async () => {
    const bot = await installed(ONE)
    const sent = await command(bot, TWO)
    expect(sent.statuses).toEqual([200])
    expect((await sent.acked()).payload).toMatchObject({
      response_type: 'ephemeral',
      text: expect.stringContaining('https://papers.example/slack/install'),
    })
    expect(bot.requests).toEqual([])
    expect(await bot.chat.publish(postFor(TWO), signal)).toMatchObject({
      kind: 'dead',
      scope: 'workspace',
      code: 'not_installed',
    })
    expect(bot.slack.calls.filter(({ method }) => method.startsWith('chat.'))).toEqual([])
  })
})

describe('uninstalling', () => {
  const events = {
    app_uninstalled: () => ({ type: 'app_uninstalled' }),
    tokens_revoked: (tenant: Tenant) => ({
      type: 'tokens_revoked',
      tokens: { oauth: [], bot: [tenant.botUserId] },
    }),
  }

  it.each(['app_uninstalled', 'tokens_revoked'] as const)(
    'by %s deletes the token at once, and suspends the workspace alone',
    async name => {
      const bot = await installed(ONE, TWO)
      const { slack, store, lost, chat, to } = bot
      slack.tenants.revoke(ONE)
      const sent = await slack.sendEvent(events[name](ONE), { to, tenant: ONE, copies: 2 })
      expect(sent.statuses).toEqual([200, 200])
      await expect.poll(() => lost.map(([scope]) => scope)).toContain(`slack:${ONE.teamId}/`)
      expect(await store.installations.find(`slack:${ONE.teamId}`)).toMatchObject({
        secrets: undefined,
        removedAt: expect.any(Number),
      })
      expect(await chat.publish(postFor(ONE), signal)).toMatchObject({ kind: 'dead', code: 'not_installed' })
      expect(await chat.checkToken?.(signal, `slack:${ONE.teamId}/`)).toBe(false)
      expect(await chat.checkToken?.(signal, `slack:${TWO.teamId}/`)).toBe(true)
      expect(await chat.publish(postFor(TWO), signal)).toMatchObject({ kind: 'sent' })
      expect(new Set(lost.map(([scope]) => scope))).toEqual(new Set([`slack:${ONE.teamId}/`]))
    },
  )

  it('ends nothing where only tokens of people were revoked, or the workspace is unknown', async () => {
    const { slack, store, lost, to } = await installed(ONE)
    await slack.sendEvent({ type: 'tokens_revoked', tokens: { oauth: ['U1'] } }, { to, tenant: ONE })
    await slack.sendEvent({ type: 'app_uninstalled' }, { to, tenant: TWO })
    await slack.sendEvent(
      { type: 'app_home_opened', user: 'U1', tab: 'home', channel: 'D1' },
      { to, tenant: ONE },
    )
    await slack.nextView()
    expect(lost).toEqual([])
    expect((await store.installations.find(`slack:${ONE.teamId}`))?.secrets).toBeDefined()
  })

  it('and installing again resumes it, with the new token; an event that comes late ends nothing', async () => {
    const bot = await installed(ONE)
    const { slack, store, restored, chat, to, person } = bot
    slack.tenants.revoke(ONE)
    await slack.sendEvent(events.app_uninstalled(), { to, tenant: ONE })
    await expect.poll(() => bot.lost.length).toBe(1)
    await person().install(ONE)
    expect(restored).toEqual([`slack:${ONE.teamId}/`, `slack:${ONE.teamId}/`])
    const calls = slack.calls.filter(({ method }) => method === 'auth.test').length
    await slack.sendEvent(events.tokens_revoked(ONE), { to, tenant: ONE })
    await expect.poll(() => slack.calls.filter(({ method }) => method === 'auth.test').length).toBe(calls + 1)
    expect(await chat.publish(postFor(ONE), signal)).toMatchObject({ kind: 'sent' })
    expect(await store.installations.find(`slack:${ONE.teamId}`)).toMatchObject({ removedAt: undefined })
    expect(bot.lost).toHaveLength(1)
  })

  it.each([
    [119, 'asks Slack whether the token is still good'],
    [121, 'asks nobody'],
  ])('%i seconds after the installation, by our clock, %s', async (seconds, what) => {
    const { slack, lost, to, clock } = await installed(ONE)
    slack.tenants.revoke(ONE)
    const event_time = Math.floor(clock.now() / 1000) + seconds
    await slack.sendEvent(events.app_uninstalled(), {
      to,
      tenant: ONE,
      alter: payload => ({ ...payload, event_time }),
    })
    await expect.poll(() => lost.length).toBe(1)
    const asked = slack.calls.filter(({ method }) => method === 'auth.test').length - 1
    expect(asked).toBe(what === 'asks nobody' ? 0 : 1)
  })
})

describe('a token that Slack refuses', () => {
  it.each([
    ['token_revoked', true],
    ['account_inactive', true],
    ['invalid_auth', false],
  ])('by %s suspends the workspace; the stored one is deleted: %s', async (error, isDeleted) => {
    const { slack, store, chat, lost } = await installed(ONE, TWO)
    slack.tenants.revoke(ONE, error)
    expect(await chat.publish(postFor(ONE), signal)).toMatchObject({
      kind: 'dead',
      scope: 'workspace',
      code: error,
    })
    expect(await chat.publish(postFor(TWO), signal)).toMatchObject({ kind: 'sent' })
    const secrets = async () => (await store.installations.find(`slack:${ONE.teamId}`))?.secrets
    if (isDeleted) {
      await expect.poll(secrets).toBeUndefined()
      await expect.poll(() => lost.map(([scope]) => scope)).toEqual([`slack:${ONE.teamId}/`])
    } else {
      expect(await secrets()).toBeDefined()
      expect(await chat.checkToken?.(signal, `slack:${ONE.teamId}/`)).toBe(false)
      slack.tenants.revoke(ONE, undefined)
    }
  })
})

describe('an org-wide installation', () => {
  const ORG = 'E0ORG00001'
  const members = [1, 2].map(number =>
    tenantOf(number, { enterpriseId: ORG, botId: 'B0ORG', botUserId: 'U0ORG' }),
  )
  /** As Slack sends what happens in a workspace of an organisation. */
  const inOrg =
    (tenant: Tenant) =>
    (payload: object): object => ({
      ...payload,
      team_id: tenant.teamId,
      enterprise_id: ORG,
      is_enterprise_install: 'command' in payload ? 'true' : true,
      ...('event' in payload && {
        authorizations: [{ enterprise_id: ORG, team_id: null, is_bot: true, is_enterprise_install: true }],
      }),
    })

  it('serves all workspaces of the organisation, each with its own channels, until it is uninstalled', async () => {
    const bot = await startManyBot()
    const { slack, store, chat, to, lost, restored } = bot
    const [first, second] = members
    if (!first || !second) throw new Error('no members')
    const org = tenantOf(9, {
      enterpriseId: ORG,
      botId: 'B0ORG',
      botUserId: 'U0ORG',
      channels: members.flatMap(each => each.channels),
    })
    const page = await bot.person().install(org, { orgWide: true })
    expect([page.status, page.title]).toEqual([200, 'Paper Round is installed in Org of Tenant 009'])
    expect(page.html).toContain('An administrator of the organisation chooses')
    expect((await store.installations.page(undefined, 9)).map(({ id }) => id)).toEqual([`slack:${ORG}`])
    for (const tenant of members) {
      const sent = await slack.sendCommand('status', {
        to,
        tenant,
        channel: tenant.channels[0] ?? '',
        alter: inOrg(tenant),
      })
      expect((await sent.answer()).text).toBe(`Done in ${channelOf(tenant)}.`)
      expect(await chat.publish(postFor(tenant), signal)).toMatchObject({ kind: 'sent' })
      await slack.openHome('home', { to, tenant, alter: inOrg(tenant) })
      await slack.nextView()
    }
    expect(bot.requests.map(({ channel }) => channel.split('/')[0])).toEqual(
      members.flatMap(({ teamId }) => [`slack:${teamId}`, `slack:${teamId}`, `slack:${teamId}`]),
    )
    slack.tenants.revoke(org)
    await slack.sendEvent({ type: 'app_uninstalled' }, { to, tenant: first, alter: inOrg(first) })
    await expect
      .poll(() => lost.map(([scope]) => scope))
      .toEqual([ORG, ...members.map(({ teamId }) => teamId)].map(id => `slack:${id}/`))
    expect(await chat.publish(postFor(second), signal)).toMatchObject({ kind: 'dead', code: 'not_installed' })
    restored.length = 0
    await bot.person().install(org, { orgWide: true })
    expect(restored).toEqual([ORG, ...members.map(({ teamId }) => teamId)].map(id => `slack:${id}/`))
    expect(await chat.publish(postFor(second, 'again'), signal)).toMatchObject({ kind: 'sent' })
    slack.assertClean()
  })

  it('may be taken from one of its workspaces, and given back', async () => {
    const bot = await startManyBot()
    const { slack, chat, to, lost, store } = bot
    const [first, second] = members
    if (!first || !second) throw new Error('no members')
    const org = tenantOf(9, { enterpriseId: ORG, channels: members.flatMap(each => each.channels) })
    await bot.person().install(org, { orgWide: true })
    const ask = async (tenant: Tenant) => {
      const channel = tenant.channels[0] ?? ''
      const sent = await slack.sendCommand('status', { to, tenant, channel, alter: inOrg(tenant) })
      return (await sent.answer()).text
    }
    for (const tenant of members) await ask(tenant)
    const event = { type: 'team_access_revoked', team_ids: [first.teamId, 'T0UNKNOWN'] }
    await slack.sendEvent(event, { to, tenant: first, alter: inOrg(first) })
    await expect.poll(() => lost.map(([scope]) => scope)).toEqual([`slack:${first.teamId}/`])
    expect(await chat.publish(postFor(first), signal)).toMatchObject({ kind: 'dead', code: 'not_installed' })
    expect(await chat.checkToken?.(signal, `slack:${first.teamId}/`)).toBe(false)
    expect(await chat.publish(postFor(second), signal)).toMatchObject({ kind: 'sent' })
    expect((await store.installations.find(`slack:${ORG}`))?.secrets).toBeDefined()
    expect(await ask(first)).toBe(`Done in ${channelOf(first)}.`)
    expect(await chat.checkToken?.(signal, `slack:${first.teamId}/`)).toBe(true)
  })

  it('is not what another workspace of the same name in a request gets', async () => {
    const bot = await installed(TWO)
    const sent = await bot.slack.sendCommand('status', { to: bot.to, tenant: ONE, alter: inOrg(ONE) })
    expect(bot.requests).toEqual([])
    expect(sent.statuses).toEqual([200])
    expect(await bot.store.installations.find(`slack:${ONE.teamId}`)).toBeUndefined()
  })
})

describe('in a channel that two workspaces with the app share', () => {
  it('a click on a message belongs to the workspace whose bot posted it', async () => {
    const { slack, to, requests } = await installed(ONE, TWO)
    const control = { action_id: 'papers:0', value: 'today', text: 'Today' }
    const shared = { to, tenant: TWO, channel: ONE.channels[0] ?? '' }
    const click = await slack.clickButton({ blocks: [] }, control, {
      ...shared,
      alter: payload => ({ ...payload, message: { bot_id: ONE.botId, team: ONE.teamId } }),
    })
    await click.answer()
    const own = await slack.clickButton({ blocks: [] }, control, {
      ...shared,
      alter: payload => ({ ...payload, message: { bot_id: TWO.botId } }),
    })
    await own.answer()
    expect(requests.map(({ channel }) => channel)).toEqual([
      channelOf(ONE),
      `slack:${TWO.teamId}/${ONE.channels[0]}`,
    ])
    slack.assertClean()
  })

  it('a form belongs to the workspace whose app opened it', async () => {
    const { slack, to, requests } = await installed(ONE, TWO)
    const view = {
      id: 'V1',
      type: 'modal',
      callback_id: 'papers-form',
      private_metadata: JSON.stringify({ command: 'settings', channelId: ONE.channels[0] }),
      blocks: [],
      app_installed_team_id: ONE.teamId,
    }
    await slack.submitView(view, {}, { to, tenant: TWO })
    expect(requests.map(({ channel }) => channel)).toEqual([channelOf(ONE)])
  })
})

describe('SECRET_KEY', () => {
  it('refuses the start when none of its keys opens the stored tokens, and says which key is missing', async () => {
    const { slack, store } = await installed(ONE, TWO)
    const other = await createManyBot({ slack, store, secrets: [randomBytes(32)] })
    await expect(other.chat.start()).rejects.toThrow(
      /^SECRET_KEY doesn’t open the stored tokens of all 2 workspaces, which were encrypted with another key \([\da-f]{8}\)\. Add that key to SECRET_KEY after a comma, or let them install the app again\.$/,
    )
  })

  it('starts where some can be opened, says which can’t, and posts nothing there until the key is back', async () => {
    const { slack, store } = await installed(ONE)
    const key = randomBytes(32)
    const second = await startManyBot({ slack, store, secrets: [key, SECRET] })
    await second.person().install(TWO)
    const third = await startManyBot({ slack, store, secrets: [key] })
    expect(third.lines.filter(({ level }) => level === 'error')).toEqual([
      {
        level: 'error',
        message: expect.stringContaining('doesn’t open the stored tokens of 1 workspace,'),
        fields: { workspaces: [`slack:${ONE.teamId}`] },
      },
    ])
    expect(await third.chat.publish(postFor(ONE), signal)).toMatchObject({
      kind: 'dead',
      code: 'unreadable_token',
    })
    expect(await third.chat.publish(postFor(TWO), signal)).toMatchObject({ kind: 'sent' })
    expect(await second.chat.checkToken?.(signal, `slack:${ONE.teamId}/`)).toBe(true)
  })

  it('opens no token in another workspace’s row', async () => {
    const { slack, store, chat } = await installed(ONE, TWO)
    const { secrets = '' } = (await store.installations.find(`slack:${ONE.teamId}`)) ?? {}
    const row = await store.installations.find(`slack:${TWO.teamId}`)
    await store.installations.replaceSecrets(`slack:${TWO.teamId}`, row?.revision ?? 0, secrets)
    expect(await chat.publish(postFor(TWO), signal)).toMatchObject({ kind: 'dead', code: 'unreadable_token' })
    slack.assertClean()
  })
})
