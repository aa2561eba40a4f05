import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSqliteStore } from '../../adapters/sqlite/store.ts'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import { channel } from '../contracts/store/samples.ts'
import { silentLog } from '../fakes/silent-log.ts'
import type { SentRequest } from '../fakes/slack/slack.ts'
import { type Tenant, tenantOf } from '../fakes/slack/tenants.ts'
import { wirePaper } from '../fixtures/papers.ts'
import type { Bot } from './bot.ts'
import { type Environment, startEnvironment } from './environment.ts'
import { install, manyEnv } from './many.ts'

/** Fifty workspaces with twenty channels each, all due at the same minute, while people type commands in all of them. */

const MONDAY = '2026-11-23'
const [WORKSPACES, CHANNELS, COMMANDS] = [50, 20, 4]

const channelsOf = (number: number): string[] =>
  Array.from(
    { length: CHANNELS },
    (_, index) => `C0T${String(number).padStart(3, '0')}C${String(index).padStart(3, '0')}`,
  )

const TENANTS = Array.from({ length: WORKSPACES }, (_, number) =>
  tenantOf(number, { channels: channelsOf(number) }),
)
const [REVOKED, THROTTLED, ...WELL] = TENANTS

let environment: Environment
beforeEach(async () => {
  environment = await startEnvironment()
  environment.papers.setDay(MONDAY, [
    wirePaper({ id: '2611.00001', title: 'Agents Learn to Wait', day: MONDAY, time: '06:00', upvotes: 99 }),
  ])
})
afterEach(() => environment.close())

/** Each channel follows a topic that is named like the workspace. */
async function subscribeAll(): Promise<void> {
  const path = environment.env.DATABASE_URL?.slice('sqlite:'.length) ?? ''
  const store = await openSqliteStore({ path, log: silentLog })
  for (const { teamId, channels } of TENANTS) {
    for (const place of channels) {
      const id: ChannelId = `slack:${teamId}/${place}`
      await store.channels.save(
        channel(id, {
          timezone: 'UTC',
          time: '09:00',
          nextSlotAt: Date.parse(`${MONDAY}T09:00Z`),
          createdAt: 0,
        }),
      )
      await store.channels.subscribe(
        id,
        `agents OR ${teamId.toLowerCase()}`,
        { person: teamId, personId: 'U1' },
        0,
      )
    }
  }
  await store.close()
}

/** Somebody types a command. As Slack does, this tries again where the bot isn't reached in time: this machine is busy. */
async function send(bot: Bot, tenant: Tenant, channel: string, attempts = 5): Promise<SentRequest> {
  const sent = await environment.slack
    .sendCommand('subscriptions', { to: `${bot.url}/slack/events`, tenant, channel })
    .catch(() => undefined)
  if (sent?.statuses[0] === 200) return sent
  if (attempts === 1) throw new Error(`${tenant.teamId} didn't reach the bot: ${sent?.statuses}`)
  return send(bot, tenant, channel, attempts - 1)
}

/** People type in all channels of a workspace, and see only what is their own. @returns how long each answer took, ms */
async function typeIn(bot: Bot, tenant: Tenant): Promise<number[]> {
  const times: number[] = []
  for (let count = 0; count < COMMANDS; count++) {
    const channel = tenant.channels[count] ?? ''
    const started = performance.now()
    const sent = await send(bot, tenant, channel)
    // Where the response_url is too slow, the bot answers in the channel.
    const inChannel = environment.slack.nextEphemeral(message => message.channel === channel)
    const { text } = await Promise.race([sent.answer(), inChannel])
    times.push(performance.now() - started)
    const named = new Set(text.toLowerCase().match(/t0tenant\d+/g))
    expect([...named]).toEqual([tenant.teamId.toLowerCase()])
  }
  return times
}

it('no call has another’s token, no message is in another’s channel, and nobody waits for one that is refused', {
  timeout: 300_000,
}, async () => {
  const { slack } = environment
  if (!REVOKED || !THROTTLED) throw new Error('no workspaces')
  const bot = await environment.startBot(`${MONDAY}T08:00:00Z`, {
    ...manyEnv(environment),
    LOG_LEVEL: 'warn',
  })
  for (const tenant of TENANTS) expect(await install(environment, bot, tenant)).toContain(tenant.name)
  await subscribeAll()
  slack.tenants.revoke(REVOKED)
  slack.fail('chat.postMessage', { status: 429, retryAfter: 3_600 }, 1_000, THROTTLED.teamId)

  const typing = WELL.map(tenant => typeIn(bot, tenant))
  await bot.at(`${MONDAY}T09:00:00Z`)
  const times = (await Promise.all(typing)).flat().sort((a, b) => a - b)
  const wanted = WELL.flatMap(({ channels }) => channels).sort()
  // Where a connection broke, the bot looks again after a while, by its own clock.
  for (let minute = 1; minute < 9 && slack.posts.length < wanted.length; minute++) {
    await bot.at(`${MONDAY}T09:0${minute}:00Z`)
  }
  expect(slack.posts.map(({ channel }) => channel).sort()).toEqual(wanted)
  for (const { channel, tenant } of slack.posts) expect(tenant?.channels).toContain(channel)
  expect(slack.mixUps).toEqual([])
  const anonymous = slack.calls.filter(({ method, tenant }) => !tenant && method !== 'oauth.v2.access')
  expect(anonymous).toEqual([])
  const posted = (tenant: Tenant) =>
    slack.calls.filter(call => call.method === 'chat.postMessage' && call.tenant === tenant).length
  expect(posted(REVOKED)).toBeLessThanOrEqual(CHANNELS)
  expect(posted(THROTTLED)).toBeLessThanOrEqual(CHANNELS)
  expect(times).toHaveLength(WELL.length * COMMANDS)
  // This machine also plays Slack and all the people. Whoever waited for a refused workspace would wait for an hour.
  expect(times.at(-1)).toBeLessThan(120_000)
})
