import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { webApi } from '@slack/bolt'
import { createReconcile as createDiscordReconcile } from '../../../adapters/discord/history.ts'
import { RATE_LIMITS as DISCORD_RATE_LIMITS } from '../../../adapters/discord/limits.ts'
import type { Places } from '../../../adapters/discord/places.ts'
import { createPostClient } from '../../../adapters/discord/post-client.ts'
import { createPublish as createDiscordPublish } from '../../../adapters/discord/publisher.ts'
import { clientOptions } from '../../../adapters/slack/clients.ts'
import { createReconcile as createSlackReconcile } from '../../../adapters/slack/history.ts'
import { RATE_LIMITS as SLACK_RATE_LIMITS } from '../../../adapters/slack/limits.ts'
import { createPublish as createSlackPublish } from '../../../adapters/slack/publisher.ts'
import { openSqliteStore } from '../../../adapters/sqlite/store.ts'
import { readConfiguration } from '../../../config/env.ts'
import { settingsFrom } from '../../../config/settings.ts'
import { createApp } from '../../../src/app/app.ts'
import type { ChannelId } from '../../../src/channels/channel-id.ts'
import { partsOf } from '../../../src/channels/channel-id.ts'
import type { Chat, RunCommand } from '../../../src/ports/chat.ts'
import type { Origin } from '../../../src/ports/outbox.ts'
import type { Publisher } from '../../../src/ports/publisher.ts'
import { openPeople } from '../../../src/privacy/people-keys.ts'
import { channel } from '../../contracts/store/samples.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { createManualTimetable } from '../../fakes/timetable.ts'
import { candidate } from '../../fixtures/candidates.ts'
import { everydayDigest } from '../../fixtures/digests.ts'
import { type BotReport, ME, toBot } from './orders.ts'

/** The core with both platforms' publishers, but without their connections, in real time. */

const url = `http://127.0.0.1:${process.argv[2]}`
const MIB = 1024 * 1024
const SAMPLE_MS = 10_000
const clock = { now: Date.now }

function slackOf(workspaces: number): Pick<Publisher, 'publish' | 'reconcile'> {
  const members = Array.from({ length: workspaces }, (_, index) => {
    const teamId = `T${index}`
    const client = new webApi.WebClient(
      'xoxb-bench',
      clientOptions(`${url}/slack/${index}/`, silentLog, 5_000),
    )
    const identity = { teamId, team: teamId, botId: ME, botUserId: ME, scopes: ['channels:history'] }
    return [
      teamId,
      {
        publish: createSlackPublish({ client, timeoutMs: 10_000 }),
        reconcile: createSlackReconcile({ client, identity }),
      },
    ] as const
  })
  const byTeam = new Map(members)
  const of = (id: ChannelId) => {
    const member = byTeam.get(partsOf(id).workspace)
    if (!member) throw new Error(`no workspace has ${id}`)
    return member
  }
  return {
    publish: (post, signal) => of(post.channel).publish(post, signal),
    reconcile: (post, signal) => of(post.channel).reconcile(post, signal),
  }
}

const chatOf = (chat: Omit<Chat, 'start' | 'stop' | 'connected'>): Chat => ({
  ...chat,
  async start() {},
  async stop() {},
  connected: () => true,
})

async function openBot(workspaces: number) {
  const folder = mkdtempSync(join(tmpdir(), 'paper-round-bench-'))
  const store = await openSqliteStore({ path: join(folder, 'bench.db'), log: silentLog })
  const timetable = createManualTimetable()
  const client = createPostClient('token', { apiUrl: `${url}/api`, version: '0.0.0' }, 5_000)
  const places: Places = {
    mayRead: async () => true,
    kindOf: async () => ({ kind: 'other' }),
    isAnnouncement: async () => false,
    placeOf: async () => '',
    isMember: () => true,
  }
  const discord = chatOf({
    platform: 'discord',
    rateLimits: DISCORD_RATE_LIMITS,
    publish: createDiscordPublish({ client, isOpen: () => true, kindOf: places.kindOf }),
    reconcile: createDiscordReconcile({
      client,
      botUserId: () => ME,
      places,
      clock,
    }),
  })
  const slack = chatOf({ platform: 'slack', rateLimits: SLACK_RATE_LIMITS, ...slackOf(workspaces) })
  const day = new Date().toISOString().slice(0, 10)
  const papers = Array.from({ length: 30 }, (_, index) =>
    candidate(`2611.000${10 + index}`, { paper: { day } }),
  )
  let run: RunCommand = async () => ({ visibility: 'ephemeral', lines: [] })
  const app = createApp({
    store,
    people: await openPeople(store.keyValues),
    timetable,
    clock,
    log: silentLog,
    publishers: [],
    source: { name: 'Bench', list: async () => ({ papers, skipped: [] }) },
    lookUps: { sources: [] },
    connect: commands => {
      run = commands.run
      return [discord, slack]
    },
    wait: (ms, signal) => sleep(ms, undefined, { signal }),
    random: Math.random,
    newReference: () => 'ref',
    newHolder: randomUUID,
    settings: settingsFrom(readConfiguration({}, []).env, '0.0.0'),
  })
  await app.start()
  const close = async (): Promise<void> => {
    await app.stop()
    await store.close()
    rmSync(folder, { recursive: true })
  }
  return { store, timetable, run, close }
}
type Bot = Awaited<ReturnType<typeof openBot>>

async function plan({ store }: Bot, id: ChannelId, edition: string, origin: Origin): Promise<void> {
  const now = clock.now()
  const when = { origin, slotAt: now, createdAt: now, expiresAt: now + 6 * 3_600_000 }
  await store.outbox.plan({ channel: id, edition, digest: everydayDigest, ...when })
}

const discordChannel = (index: number): ChannelId => `discord:G${index % 300}/29092679862636${1000 + index}`
const slackChannel = (index: number, workspaces: number): ChannelId =>
  `slack:T${index % workspaces}/C${index}`

async function addChannels({ store }: Bot, ids: readonly ChannelId[]): Promise<void> {
  for (const id of ids) await store.channels.save(channel(id, { nextSlotAt: clock.now() + 1e10 }))
}

/** Measures memory and the event loop during some work. */
async function measured(
  work: () => Promise<Omit<BotReport, 'idle' | 'peak' | 'heaps' | 'loopP99'>>,
): Promise<BotReport> {
  globalThis.gc?.()
  await sleep(1_000)
  const idle = process.memoryUsage().rss
  let peak = idle
  const heaps: number[] = []
  const watching = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 100)
  const sampling = setInterval(() => {
    globalThis.gc?.()
    heaps.push(process.memoryUsage().heapUsed / MIB)
  }, SAMPLE_MS)
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const done = await work()
  delay.disable()
  clearInterval(watching)
  clearInterval(sampling)
  return { ...done, idle: idle / MIB, peak: peak / MIB, heaps, loopP99: delay.percentile(99) / 1e6 }
}

async function tally({ store }: Bot, ids: readonly ChannelId[]) {
  const states = { sent: 0, failed: 0, due: 0, sending: 0 }
  for (const id of ids) {
    for (const { state } of await store.outbox.latest(id, 1_000)) states[state]++
    // Counting isn't the bot's work, so it shouldn't block the event loop.
    await setImmediate()
  }
  const { sent, failed, due, sending } = states
  return { sent, failed, left: due + sending }
}

async function burst(bot: Bot, ids: readonly ChannelId[]) {
  for (const id of ids) await plan(bot, id, '2026-11-23T09:00Z', 'schedule')
  return measured(async () => {
    await bot.timetable.tick()
    for (;;) {
      const counts = await tally(bot, ids)
      if (counts.left === 0) return { planned: ids.length, commands: 0, ...counts }
      await bot.timetable.tick()
      await sleep(500)
    }
  })
}

const COMMANDS = [
  'today',
  'status',
  'search paper',
  'subscriptions',
  'trending',
  'why 2611.00010',
  'show 2611.00011',
]
/** Uncertain messages are reconciled after half a minute, then after a minute, and so on. */
const MAX_WAIT_MS = 10 * 60_000

async function soak(
  bot: Bot,
  ids: readonly ChannelId[],
  { perSecond, ms }: { perSecond: number; ms: number },
) {
  return measured(async () => {
    let planned = 0
    let commands = 0
    const until = performance.now() + ms
    let delivering = Promise.resolve()
    while (performance.now() < until) {
      for (let each = 0; each < perSecond; each++) {
        const id = ids[planned % ids.length] ?? 'slack:T0/C0'
        await plan(bot, id, `e${planned++}`, 'request')
      }
      const text = COMMANDS[commands++ % COMMANDS.length] ?? 'status'
      await bot.run({
        id: `r${commands}`,
        channel: 'slack:T0/C0',
        person: 'Ada',
        personId: 'U1',
        mayChange: true,
        text,
        origin: 'typed',
      })
      delivering = bot.timetable.tick()
      delivering.catch(() => {})
      await sleep(1_000)
    }
    for (const end = performance.now() + MAX_WAIT_MS; performance.now() < end; ) {
      await bot.timetable.tick()
      const counts = await tally(bot, ids)
      if (counts.left === 0) return { planned, commands, ...counts }
      await sleep(1_000)
    }
    return { planned, commands, ...(await tally(bot, ids)) }
  })
}

process.once('message', async message => {
  const order = toBot.parse(message)
  const bot = await openBot(order.workspaces)
  const counts = order.kind === 'burst' ? order : { discord: 200, slack: 200 }
  const ids = [
    ...Array.from({ length: counts.discord }, (_, index) => discordChannel(index)),
    ...Array.from({ length: counts.slack }, (_, index) => slackChannel(index, order.workspaces)),
  ]
  await addChannels(bot, ids)
  const report = order.kind === 'burst' ? await burst(bot, ids) : await soak(bot, ids, order)
  process.send?.(report, () => process.exit())
  await bot.close()
})
process.send?.({ ready: true })
