import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { SCOPES } from '../../adapters/slack/manifest.ts'
import { openSqliteStore } from '../../adapters/sqlite/store.ts'
import type { Finding } from '../../src/doctor/check.ts'
import { saveJobTimes } from '../../src/doctor/jobs.ts'
import type { Store } from '../../src/ports/store.ts'
import { channel } from '../contracts/store/samples.ts'
import { startDiscord } from '../fakes/discord/discord.ts'
import { CLOSED_CHANNEL, CHANNEL as DISCORD_CHANNEL, GUILD } from '../fakes/discord/world.ts'
import { startHuggingFace } from '../fakes/hugging-face/server.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { startSlack } from '../fakes/slack/slack.ts'
import { CHANNEL, WORKSPACE } from '../fakes/slack/workspace.ts'
import { type Diagnosis, runDoctor } from './run-doctor.ts'

/** Each fault is made for real: with a real database, and with servers that answer as the platforms do. */

const DAY = 24 * 3_600_000
const SLACK = `slack:${WORKSPACE.teamId}/${CHANNEL}` as const
const DISCORD = `discord:${GUILD}/${DISCORD_CHANNEL}` as const
const CLOSED = `discord:${GUILD}/${CLOSED_CHANNEL}` as const

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paper-round-doctor-'))
  file = join(folder, 'a.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

type Slack = Awaited<ReturnType<typeof startSlack>>
type Discord = Awaited<ReturnType<typeof startDiscord>>
type HuggingFace = Awaited<ReturnType<typeof startHuggingFace>>

interface Surroundings {
  slack: Slack
  discord: Discord
  papers: HuggingFace
  store: Store
  env: Record<string, string>
}

const HEALTHY = { scopes: SCOPES, conversations: { [CHANNEL]: { is_member: true } } }

/** The commands that Discord has of the bot. */
const register = ({ apiUrl, token, world }: Discord, names: readonly string[]) =>
  fetch(`${apiUrl}/v10/applications/${world.applicationId}/commands`, {
    method: 'PUT',
    headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(names.map(name => ({ name, type: 1, description: 'x' }))),
  })

/** What doctor finds with everything in order but for the fault. */
async function diagnose(
  fault: (on: Surroundings) => unknown,
  workspace: Parameters<typeof startSlack>[0] = HEALTHY,
): Promise<Diagnosis> {
  const slack = await startSlack(workspace)
  const discord = await startDiscord()
  const papers = await startHuggingFace()
  const store = await openSqliteStore({ path: file, log: silentLog })
  const env: Record<string, string> = {
    DATABASE_URL: `sqlite:${file}`,
    PORT: '0',
    HF_ENDPOINT: papers.url,
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.workspace.botToken,
    SLACK_APP_TOKEN: slack.workspace.appToken,
    DISCORD_API_URL: discord.apiUrl,
    DISCORD_TOKEN: discord.token,
  }
  await register(discord, ['papers'])
  await fault({ slack, discord, papers, store, env })
  await store.close()
  const diagnosis = await runDoctor(folder, env)
  await Promise.all([slack.close(), discord.close(), papers.close()])
  return diagnosis
}

async function subscribe({ store }: Surroundings, id: typeof SLACK | typeof DISCORD | typeof CLOSED) {
  await store.channels.save(channel(id, { nextSlotAt: Date.now() + DAY }))
  await store.channels.subscribe(id, 'agents', { person: 'Ada', personId: 'U1' }, Date.now())
}

it('finds nothing wrong where nothing is, and posts nothing', async () => {
  let posted = (): number => 0
  const { code, findings, output } = await diagnose(async on => {
    await subscribe(on, SLACK)
    await subscribe(on, DISCORD)
    posted = () => on.slack.posts.length + on.discord.posts.length
  })
  expect(
    findings.filter(({ state, what }) => state !== 'ok' && what !== 'bot' && what !== 'permissions'),
  ).toEqual([])
  expect(findings).toContainEqual({
    what: 'channels',
    state: 'ok',
    text: '2 channels with subscriptions take digests.',
  })
  expect(findings).toContainEqual({
    what: 'clock',
    state: 'ok',
    text: 'is right, compared with the source’s.',
  })
  expect(code).toBe(0)
  expect(posted()).toBe(0)
  for (const secret of [WORKSPACE.botToken, WORKSPACE.appToken]) expect(output).not.toContain(secret)
})

it.each<[string, (on: Surroundings) => unknown, Finding['state'], string, string]>([
  [
    'a bot token that Slack refuses',
    ({ env }) => {
      env.SLACK_BOT_TOKEN = 'xoxb-wrong'
    },
    'fault',
    'Slack',
    'Copy the Bot User OAuth Token',
  ],
  [
    'an answer of Slack that its SDK stumbles over',
    ({ slack }) =>
      slack.fail('auth.test', {
        status: 200,
        body: '{"ok":false,"error":"fatal_error","response_metadata":null}',
      }),
    'fault',
    'Slack',
    'the answer was not understood',
  ],
  [
    'an app token that Slack refuses',
    ({ env }) => {
      env.SLACK_APP_TOKEN = 'xapp-wrong'
    },
    'fault',
    'Slack',
    'Make an App-Level Token',
  ],
  [
    'a token that Discord refuses',
    ({ env }) => {
      env.DISCORD_TOKEN = 'wrong'
    },
    'fault',
    'Discord',
    'DISCORD_TOKEN',
  ],
  [
    'Discord without our command',
    ({ discord }) => register(discord, []),
    'warning',
    'Discord',
    '/papers isn’t registered yet',
  ],
  [
    'a Discord channel where the bot may not post',
    on => subscribe(on, CLOSED),
    'warning',
    'channel',
    `${CLOSED} can’t receive digests: the bot may not`,
  ],
  [
    'a source that is down',
    ({ papers }) => papers.close(),
    'fault',
    'source',
    'Check the network, and HF_ENDPOINT if you set it.',
  ],
  [
    'a clock that is an hour behind',
    ({ papers }) =>
      papers.faults({ status: 200, headers: { date: new Date(Date.now() + 3_600_000).toUTCString() } }),
    'fault',
    'clock',
    'Let this machine follow a time server',
  ],
  [
    'a backup of two months ago',
    () => {
      writeFileSync(`${file}.backup`, '')
      utimesSync(`${file}.backup`, 0, (Date.now() - 60 * DAY) / 1000)
    },
    'warning',
    'backup',
    'npx paper-round backup FILE',
  ],
  [
    'an address of another machine',
    ({ env }) => {
      env.HOST = '192.0.2.1'
    },
    'fault',
    'address',
    "isn't an address of this machine",
  ],
  [
    'a suspended workspace',
    ({ store }) =>
      store.suspensions.add({ scope: 'slack:T1/', reason: 'the token was revoked', at: Date.now() }),
    'warning',
    'posting',
    'Nothing has been posted to slack:T1',
  ],
  [
    'a paused channel',
    ({ store }) => store.channels.save(channel(SLACK, { pausedReason: 'the channel is archived.' })),
    'warning',
    'channel',
    'To try again: /papers resume there.',
  ],
  [
    'a misspelt setting',
    ({ env }) => {
      env.LOG_LEVL = 'debug'
    },
    'warning',
    'settings',
    'LOG_LEVL is not a variable of Paper Round',
  ],
])('says what to do about %s', async (_, fault, state, what, words) => {
  const { code, findings } = await diagnose(fault)
  expect(findings).toContainEqual({ what, state, text: expect.stringContaining(words) })
  expect(code).toBe(state === 'fault' ? 1 : 0)
})

it.each<[string, Parameters<typeof startSlack>[0], string, string]>([
  [
    'a scope that wasn’t granted',
    { ...HEALTHY, scopes: SCOPES.filter(scope => scope !== 'files:write') },
    'Slack',
    'aren’t granted: files:write. docs/slack.md says what each is for',
  ],
  [
    'a channel that is archived',
    { ...HEALTHY, conversations: { [CHANNEL]: { is_archived: true } } },
    'channel',
    'can’t receive digests: the channel is archived',
  ],
  [
    'a channel that is gone',
    { ...HEALTHY, conversations: {} },
    'channel',
    '/invite it, if the channel still exists',
  ],
  [
    'a channel that it must be invited to',
    {
      scopes: SCOPES.filter(scope => scope !== 'chat:write.public'),
      conversations: { [CHANNEL]: { is_member: false } },
    },
    'channel',
    '/invite it',
  ],
])('says what to do in Slack about %s', async (_, workspace, what, words) => {
  const { findings } = await diagnose(on => subscribe(on, SLACK), workspace)
  expect(findings).toContainEqual({ what, state: 'warning', text: expect.stringContaining(words) })
})

it('says what a scope stops working that nothing works without', async () => {
  const { code, findings } = await diagnose(() => {}, { ...HEALTHY, scopes: ['commands'] })
  expect(findings).toContainEqual({
    what: 'Slack',
    state: 'fault',
    text: expect.stringContaining('missing the scope chat:write'),
  })
  expect(code).toBe(1)
})

it.each<[string, (env: Record<string, string>) => void, string]>([
  [
    'a wrong setting',
    env => {
      env.PORT = 'http'
    },
    'PORT: should be a port number',
  ],
  [
    'a database that is none',
    env => {
      writeFileSync(join(folder, 'text.db'), 'x'.repeat(9_000))
      env.DATABASE_URL = `sqlite:${folder}/text.db`
    },
    'text.db',
  ],
])('names %s, without which nothing can be checked', async (_, fault, words) => {
  const { code, output } = await diagnose(({ env }) => fault(env))
  expect(output).toContain(words)
  expect(code).toBe(1)
})

it('says which job of a running bot is late', async () => {
  const bot = await openSqliteStore({ path: file, log: silentLog, exclusive: true })
  const { findings } = await diagnose(({ store }) =>
    saveJobTimes(store.keyValues, { collect: { ranAt: Date.now() - 3_600_000, everyMs: 15 * 60_000 } }),
  )
  await bot.close()
  expect(findings).toContainEqual({
    what: 'jobs',
    state: 'warning',
    text: expect.stringContaining('The job "collect" last ran 60 minutes ago'),
  })
})
