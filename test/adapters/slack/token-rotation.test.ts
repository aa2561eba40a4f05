import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSecrets, sealSecrets } from '../../../adapters/slack/installation-record.ts'
import { createRenewTokens } from '../../../adapters/slack/renew-tokens.ts'
import { openSqliteStore } from '../../../adapters/sqlite/store.ts'
import { createSealer } from '../../../src/lib/sealed.ts'
import type { Post } from '../../../src/ports/publisher.ts'
import type { Store } from '../../../src/ports/store.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { startSlack } from '../../fakes/slack/slack.ts'
import { tenantOf } from '../../fakes/slack/tenants.ts'
import { everydayDigest } from '../../fixtures/digests.ts'
import { afterTest } from './bot.ts'
import { type ManyBot, type ManyOptions, SECRET, startManyBot } from './many.ts'

const ONE = tenantOf(1)
const ID = `slack:${ONE.teamId}` as const
const HOUR = 3_600_000
const { signal } = new AbortController()
const post = (key: string): Post => ({
  channel: `${ID}/${ONE.channels[0]}`,
  digest: everydayDigest,
  step: 0,
  key,
})

/** A workspace with tokens of twelve hours. */
async function rotating(options: ManyOptions = {}): Promise<ManyBot> {
  const bot = await startManyBot(options)
  bot.slack.tenants.rotation = 43_200
  await bot.person().install(ONE)
  return bot
}

const refreshes = ({ slack }: ManyBot): number =>
  slack.calls.filter(({ args }) => args.grant_type === 'refresh_token').length
const errors = ({ lines }: ManyBot) => lines.filter(({ level }) => level === 'error')

describe('a token that is valid for twelve hours', () => {
  it('is renewed once less than two of them are left, and then used', async () => {
    const bot = await rotating()
    const { slack, chat, clock } = bot
    clock.advance(10 * HOUR - 60_000)
    expect(await chat.publish(post('a'), signal)).toMatchObject({ kind: 'sent' })
    expect(refreshes(bot)).toBe(0)
    clock.advance(120_000)
    expect(await chat.publish(post('b'), signal)).toMatchObject({ kind: 'sent' })
    expect(await chat.publish(post('c'), signal)).toMatchObject({ kind: 'sent' })
    expect(refreshes(bot)).toBe(1)
    const [, newest] = slack.tenants.tokens.keys()
    slack.tenants.revoke(ONE, 'token_expired')
    const issued = slack.tenants.tokens.get(newest ?? '')
    if (issued) issued.error = undefined
    expect(await chat.publish(post('d'), signal)).toMatchObject({ kind: 'sent' })
    slack.assertClean()
  })

  it('is renewed once by many requests at the same time', async () => {
    const bot = await rotating()
    bot.clock.advance(11 * HOUR)
    const verdicts = await Promise.all(
      Array.from({ length: 20 }, (_, index) => bot.chat.publish(post(`${index}`), signal)),
    )
    expect(verdicts.map(({ kind }) => kind)).toEqual(verdicts.map(() => 'sent'))
    expect([refreshes(bot), bot.slack.tenants.spentTwice]).toEqual([1, 0])
  })

  it.each([11, 13])('is renewed once by two replicas that need it after %i hours', async hours => {
    const folder = mkdtempSync(join(tmpdir(), 'paper-round-rotation-'))
    afterTest(async () => rmSync(folder, { recursive: true }))
    const slack = await startSlack()
    afterTest(() => slack.close())
    const open = async () => {
      const store = await openSqliteStore({ path: join(folder, 'x.db'), log: silentLog })
      afterTest(() => store.close())
      return store
    }
    const first = await rotating({ slack, store: await open() })
    const { clock } = first
    const second = await startManyBot({ slack, store: await open(), clock })
    for (let round = 0; round < 5; round++) {
      clock.advance(hours * HOUR)
      const verdicts = await Promise.all(
        [first, second, first, second].map(({ chat }, index) =>
          chat.publish(post(`${round} ${index}`), signal),
        ),
      )
      expect(verdicts.map(({ kind }) => kind)).toEqual(['sent', 'sent', 'sent', 'sent'])
      expect(refreshes(first)).toBe(round + 1)
    }
    expect(slack.tenants.spentTwice).toBe(0)
    expect([...errors(first), ...errors(second)]).toEqual([])
  })

  it('is used as long as it is valid when it can’t be renewed, which is said and tried again after a minute', async () => {
    const bot = await rotating()
    bot.clock.advance(11 * HOUR)
    bot.slack.fail('oauth.v2.access', { status: 503 })
    expect(await bot.chat.publish(post('a'), signal)).toMatchObject({ kind: 'sent' })
    expect(await bot.chat.publish(post('b'), signal)).toMatchObject({ kind: 'sent' })
    expect(refreshes(bot)).toBe(1)
    expect(errors(bot)).toEqual([
      {
        level: 'error',
        message: 'could not renew the token of a workspace: trying again in a minute',
        fields: { workspace: ID, reason: 'Slack: HTTP 503' },
      },
    ])
    bot.clock.advance(60_000)
    expect(await bot.chat.publish(post('c'), signal)).toMatchObject({ kind: 'sent' })
    expect(refreshes(bot)).toBe(2)
    expect(errors(bot)).toHaveLength(1)
  })

  it('that has expired and can’t be renewed for now is no reason to give up', async () => {
    const bot = await rotating({ pause: async () => {} })
    bot.clock.advance(13 * HOUR)
    bot.slack.fail('oauth.v2.access', 'reset')
    expect(await bot.chat.publish(post('a'), signal)).toMatchObject({ kind: 'retry' })
    expect(await bot.chat.publish(post('a'), signal)).toEqual({
      kind: 'retry',
      reason: 'its token has expired, and is being renewed or could not be',
    })
    bot.clock.advance(60_000)
    expect(await bot.chat.publish(post('a'), signal)).toMatchObject({ kind: 'sent' })
  })

  it('whose refresh token Slack no longer takes suspends the workspace with what to do', async () => {
    const bot = await rotating()
    bot.clock.advance(13 * HOUR)
    bot.slack.fail('oauth.v2.access', { error: 'invalid_refresh_token' })
    expect(await bot.chat.publish(post('a'), signal)).toEqual({
      kind: 'dead',
      scope: 'workspace',
      code: 'token_expired',
      reason:
        'its token could not be renewed (invalid_refresh_token): install the app again at https://papers.example/slack/install',
    })
    expect(errors(bot)[0]?.message).toBe(
      'could not renew the token of a workspace: the workspace has to install the app again',
    )
    await bot.person().install(ONE)
    expect(await bot.chat.publish(post('a'), signal)).toMatchObject({ kind: 'sent' })
  })

  it('that Slack calls expired before its time is renewed too', async () => {
    const bot = await rotating()
    bot.slack.tenants.revoke(ONE, 'token_expired')
    expect(await bot.chat.publish(post('a'), signal)).toMatchObject({ kind: 'retry' })
    await expect.poll(() => refreshes(bot)).toBe(1)
    await expect.poll(() => bot.chat.publish(post('a'), signal)).toMatchObject({ kind: 'sent' })
  })
})

describe('while a token is being renewed', () => {
  const sealer = createSealer([SECRET])
  const OLD = { botToken: 'xoxb-old', refreshToken: 'xoxe-old', expiresAt: 0 }
  const NEW = { botToken: 'xoxb-new', refreshToken: 'xoxe-new', expiresAt: 13 * HOUR }

  async function renewing(meanwhile: (store: Store) => Promise<unknown>) {
    const store = await openSqliteStore({ path: ':memory:', log: silentLog })
    afterTest(() => store.close())
    const secrets = sealSecrets(sealer, ID, OLD)
    await store.installations.save({ id: ID, details: '{}', secrets, installedAt: 0 })
    const installation = await store.installations.find(ID)
    if (!installation) throw new Error('nothing is installed')
    const { fresh } = createRenewTokens({
      installations: store.installations,
      sealer,
      oauth: {
        async refresh() {
          await meanwhile(store)
          return NEW
        },
      },
      now: () => HOUR,
      log: silentLog,
    })
    const result = fresh({ installation, secrets: OLD })
    return { result, store }
  }
  const stored = async (store: Store) => {
    const { secrets } = (await store.installations.find(ID)) ?? {}
    return secrets && openSecrets(sealer, ID, secrets)
  }

  it('the app may be installed again: the tokens of that win', async () => {
    const AGAIN = { botToken: 'xoxb-again', refreshToken: 'xoxe-again', expiresAt: 13 * HOUR }
    const { result, store } = await renewing(({ installations }) =>
      installations.save({ id: ID, details: '{}', secrets: sealSecrets(sealer, ID, AGAIN), installedAt: 1 }),
    )
    expect((await result).secrets).toEqual(AGAIN)
    expect(await stored(store)).toEqual(AGAIN)
  })

  it('it may be sealed anew with the same key: what Slack gave is stored', async () => {
    const { result, store } = await renewing(async ({ installations }) => {
      const { revision = 0 } = (await installations.find(ID)) ?? {}
      await installations.replaceSecrets(ID, revision, sealSecrets(sealer, ID, OLD))
    })
    expect((await result).secrets).toEqual(NEW)
    expect(await stored(store)).toEqual(NEW)
  })

  it('the app may be uninstalled: nothing is stored', async () => {
    const { result, store } = await renewing(({ installations }) => installations.remove(ID, 1))
    await expect(result).rejects.toThrow('the app was uninstalled')
    expect(await stored(store)).toBeUndefined()
  })
})
