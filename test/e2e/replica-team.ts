import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openPostgresStore } from '../../adapters/postgres/store.ts'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import type { Lease } from '../../src/ports/leases.ts'
import type { Store } from '../../src/ports/store.ts'
import { EVERYTHING } from '../../src/search/topics.ts'
import { createDatabase } from '../adapters/postgres/create-database.ts'
import { channel } from '../contracts/store/samples.ts'
import type { World } from '../fakes/discord/world.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { startTcpProxy, type TcpProxy } from '../fakes/tcp-proxy.ts'
import { NO_ENV_FILE } from '../fixtures/command-line.ts'
import { COMPILE_CACHE } from '../fixtures/compile-cache.ts'
import { wirePaper } from '../fixtures/papers.ts'
import { type Environment, startEnvironment } from './environment.ts'

/** Several processes of one bot in real time, on one PostgreSQL, with fake platforms that note when each message came. */

const ON_EACH_PLATFORM = 30
export const GUILD = '290926798626357001'
const TEAM = 'T0ROUND01'
const discordIds = Array.from({ length: ON_EACH_PLATFORM }, (_, index) => `2909267986263580${index + 10}`)
const slackIds = Array.from({ length: ON_EACH_PLATFORM }, (_, index) => `C0PAPERS${index + 10}`)
const CHANNELS: readonly ChannelId[] = [
  ...slackIds.map((id): ChannelId => `slack:${TEAM}/${id}`),
  ...discordIds.map((id): ChannelId => `discord:${GUILD}/${id}`),
]

export interface Member {
  child: ChildProcess
  log(): string
  /** Resolves once its log has this. */
  says(text: string): Promise<void>
  exited: Promise<unknown>
}

export interface Team {
  environment: Environment
  members: [Member, Member, Member]
  store: Store
  database: TcpProxy
  databaseUrl: string
  /** When each message came to a platform, ms UTC. */
  arrivals: { slack: number[]; discord: number[] }
  /** Plans a digest for all channels at the next full minute. Resolves with that moment, ms UTC. */
  subscribeAll(): Promise<number>
  /** Resolves once so many messages have come to the platforms. */
  posted(count: number): Promise<void>
  /** Resolves once every channel's digest is settled. */
  settled(withinMs: number): Promise<void>
  /** How many messages each channel has, by channel. */
  messages(): Record<string, number>
  /** What is leased. */
  leases(): Promise<Lease[]>
  /** Ends all of them in order. @returns what is still leased then */
  stop(): Promise<string[]>
  close(): Promise<void>
}

const wait = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

function startMember(env: Record<string, string>): Member {
  const launcher = fileURLToPath(new URL('../../src/paper-round.js', import.meta.url))
  const child = spawn(process.execPath, [launcher, 'start'], {
    env: {
      PATH: process.env.PATH ?? '',
      PORT: '0',
      LOG_LEVEL: 'debug',
      LOG_FORMAT: 'json',
      ...NO_ENV_FILE,
      ...COMPILE_CACHE,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', chunk => {
      log += chunk
      if (process.env.KEEP_LOGS) appendFileSync(`${process.env.KEEP_LOGS}-${child.pid}.log`, chunk)
    })
  const exited = once(child, 'exit')
  return {
    child,
    log: () => log,
    exited,
    async says(text) {
      while (!log.includes(text)) {
        if (child.exitCode !== null) throw new Error(`it ended without saying “${text}”:\n${log}`)
        await wait(50)
      }
    },
  }
}

/**
 * @param clocksOff by how much each machine's clock is off, ms
 * @param server another PostgreSQL than that of all tests
 * @param discord how Discord differs from the usual
 */
export async function startTeam(
  clocksOff: readonly [number, number, number] = [0, 0, 0],
  server?: string,
  discord: Partial<World> = {},
): Promise<Team> {
  const arrivals: Team['arrivals'] = { slack: [], discord: [] }
  const isPost = { slack: /chat\.postMessage$/, discord: /\/channels\/\d+\/messages$/ }
  const environment = await startEnvironment({
    discord: { guildId: GUILD, channels: discordIds.map(id => ({ id, type: 0 })), ...discord },
    slack: {
      teamId: TEAM,
      scopes: ['commands', 'chat:write', 'chat:write.public', 'channels:history', 'channels:read'],
    },
    passing: platform => (stage, request) => {
      if (stage === 'received' && request.method === 'POST' && isPost[platform].test(request.url.pathname))
        arrivals[platform].push(Date.now())
      return false
    },
  })
  const day = new Date().toISOString().slice(0, 10)
  environment.papers.setDay(day, [
    wirePaper({ id: '2611.00001', title: 'Agents Learn to Wait', day, time: '00:01', upvotes: 9 }),
    wirePaper({ id: '2611.00002', title: 'Diffusion for Postcards', day, time: '00:01', upvotes: 5 }),
  ])
  const { url, drop } = await createDatabase(server)
  const direct = new URL(url)
  const database = await startTcpProxy({ host: direct.hostname, port: Number(direct.port || 5432) })
  const proxied = new URL(url)
  proxied.hostname = '127.0.0.1'
  proxied.port = String(database.port)
  const store = await openPostgresStore({ url, log: silentLog })
  const started: Member[] = []

  async function add(offMs: number): Promise<Member> {
    const member = startMember({
      ...environment.env,
      DATABASE_URL: proxied.href,
      TEST_CLOCK_OFF_MS: String(offMs),
      NODE_OPTIONS: `--import=${new URL('shifted-clock.ts', import.meta.url).href}`,
    })
    started.push(member)
    await member.says('"msg":"started"')
    return member
  }

  // One after the other, so that we know whose socket is whose.
  const [first, second, third] = clocksOff
  const members: Team['members'] = [await add(first), await add(second), await add(third)]

  /** Without those of events, which only say that somebody had them. */
  const leases = async () => (await store.leases.all()).filter(({ name }) => !name.startsWith('event '))
  const rows = async () =>
    (await store.outbox.latest(undefined, 1_000)).filter(row => row.origin === 'schedule')

  return {
    environment,
    members,
    store,
    database,
    databaseUrl: url,
    arrivals,
    leases,
    async subscribeAll() {
      const now = await store.leases.now()
      const nextSlotAt = Math.ceil((now + 5_000) / 60_000) * 60_000
      const time = new Date(nextSlotAt).toISOString().slice(11, 16)
      for (const id of CHANNELS) {
        await store.channels.save(
          channel(id, { timezone: 'UTC', time, days: [1, 2, 3, 4, 5, 6, 7], nextSlotAt, createdAt: now }),
        )
        await store.channels.subscribe(id, EVERYTHING, { person: 'Ada' }, now)
      }
      return nextSlotAt
    },
    async posted(count) {
      while (arrivals.slack.length + arrivals.discord.length < count) await wait(20)
    },
    async settled(withinMs) {
      const until = performance.now() + withinMs
      for (;;) {
        const all = await rows()
        const open = all.filter(({ state }) => state !== 'sent')
        if (all.length >= CHANNELS.length && open.length === 0) return
        if (performance.now() > until) {
          const left = open.map(({ channel: id, state, error }) => `${id} ${state} ${error ?? ''}`)
          throw new Error(`${all.length} planned, left:\n${left.join('\n')}`)
        }
        await wait(250)
      }
    },
    messages() {
      const counts = Object.fromEntries(CHANNELS.map(id => [id, 0]))
      const count = (id: string): void => {
        counts[id] = (counts[id] ?? 0) + 1
      }
      for (const post of environment.slack.posts) count(`slack:${TEAM}/${post.channel}`)
      for (const post of environment.discord.posts) count(`discord:${GUILD}/${post.channelId}`)
      return counts
    },
    async stop() {
      for (const { child } of started) if (child.exitCode === null) child.kill('SIGTERM')
      await Promise.all(started.map(({ exited }) => exited))
      return (await leases()).map(({ name }) => name)
    },
    async close() {
      for (const { child } of started) child.kill('SIGKILL')
      await Promise.all(started.map(({ exited }) => exited))
      await store.close()
      await database.close()
      await environment.close()
      await drop()
    },
  }
}
