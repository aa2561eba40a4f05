import { describe, expect, it } from 'vitest'
import { createDivideWork } from '../../../src/replicas/divide-work.ts'
import { startDiscord } from '../../fakes/discord/discord.ts'
import { FORUM, GUILD, type World } from '../../fakes/discord/world.ts'
import { createKeyValueStore } from '../../fakes/key-value-store.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { createFakeTimer } from '../../fakes/timer.ts'
import { everydayDigest } from '../../fixtures/digests.ts'
import { openSharedMemory, openSharedPostgres, type SharedDatabase } from '../../fixtures/shared-database.ts'
import { hasServer, needsServer } from '../postgres/server.ts'
import { type Bot, says, startBot } from './bot.ts'

const SHARDS = 4
const IDENTIFY_MS = 5_000
/** How much the test's clock goes on at a time, ms. */
const STEP_MS = 100

/** A server of each shard; the first is the world's own. The number of the shard is in the bits from the 22nd on. */
const SERVERS = Array.from({ length: SHARDS }, (_, index) => ({
  guildId: String(BigInt(GUILD) + (BigInt(index) << 22n)),
  channelId: `29092679862636${index}002`,
}))

interface Process extends Bot {
  /** Whether the database answers this process. */
  database: { answers: boolean }
}

async function startReplicas(database: SharedDatabase, world: Partial<World> = {}) {
  const timer = createFakeTimer()
  const discord = await startDiscord({ shards: SHARDS, otherServers: SERVERS.slice(1), ...world })
  const { gateway } = discord
  gateway.clock = timer.now
  const keyValues = createKeyValueStore()
  const processes: Process[] = []
  /** How many shards were allowed to identify, and how many questions the database hasn't answered yet. */
  let allowed = 0
  let asking = 0
  let heldBack = 0

  /** Whether something goes on that takes as long as this machine needs. */
  function isBusy(): boolean {
    const held = processes.reduce((sum, { chat }) => sum + (chat.shards?.()?.held ?? 0), 0)
    const connections = gateway.connections.all.filter(socket => socket.readyState === socket.OPEN)
    return asking > 0 || allowed > gateway.identifies.all.length || held > connections.length
  }

  /** The clock goes on, but hardly while the database or Discord is asked. */
  async function step(): Promise<void> {
    if (isBusy() && heldBack++ < 10) return
    heldBack = 0
    await timer.advance(STEP_MS)
    await database.setClock(timer.now())
  }

  /** Lets time go on until this is so. @returns how long that took, ms of the test's clock */
  async function until(isSo: () => boolean): Promise<number> {
    const from = timer.now()
    await expect
      .poll(
        async () => {
          if (!isSo()) await step()
          return isSo()
        },
        { interval: 2, timeout: 60_000 },
      )
      .toBe(true)
    return timer.now() - from
  }

  async function start(name: string): Promise<Process> {
    const { leases, counters } = await database.connect()
    const state = { answers: true }
    let ids = 0
    const unlessLost = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
      if (!state.answers) {
        await expect.poll(() => state.answers, { timeout: 60_000 }).toBe(true)
        throw new Error('the connection to the database was lost')
      }
      asking++
      return ask().finally(() => {
        asking--
      })
    }
    const divideWork = createDivideWork({
      leases: {
        ...leases,
        acquire: (...args) => unlessLost(() => leases.acquire(...args)),
        renewAll: (...args) => unlessLost(() => leases.renewAll(...args)),
        release: (...args) => unlessLost(() => leases.release(...args)),
        startingWith: (...args) => unlessLost(() => leases.startingWith(...args)),
      },
      timer,
      log: silentLog,
      newId: () => `${name}${ids++}`,
    })
    const bot = await startBot({
      discord,
      keyValues,
      reply: () => says(`From ${name}.`),
      together: {
        divideWork,
        timer,
        counters: {
          ...counters,
          async take(places) {
            const waitMs = await unlessLost(() => counters.take(places))
            if (waitMs === 0) allowed++
            return waitMs
          },
        },
      },
    })
    const process = { ...bot, database: state }
    processes.push(process)
    return process
  }

  const openShards = (): number[] =>
    gateway.opened.all
      .filter(({ socket }) => socket.readyState === socket.OPEN)
      .map(({ shard }) => shard[0])
      .toSorted()

  /** Someone uses the bot in each server. @returns who answered */
  async function askInEachServer(): Promise<string[]> {
    const before = discord.acts.length
    const requests = () => processes.flatMap(process => process.requests).length
    const requestsBefore = requests()
    const sent = await Promise.all(
      SERVERS.map(({ guildId, channelId }) =>
        discord.sendCommand('status', { guild: guildId, channel: channelId }),
      ),
    )
    const answers = await Promise.all(sent.map(command => command.answer()))
    expect(discord.acts.length - before).toBe(SHARDS)
    expect(requests() - requestsBefore).toBe(SHARDS)
    return answers.map(({ text }) => text)
  }

  /** How many shards each process has connected. */
  const counts = (): number[] => processes.map(({ chat }) => chat.shards?.()?.connected ?? 0)
  const haveAll =
    (...expected: number[]) =>
    (): boolean =>
      openShards().length === SHARDS && counts().toSorted().join() === expected.toSorted().join()

  return { discord, timer, start, until, openShards, askInEachServer, counts, haveAll }
}

const DATABASES = [
  { name: 'SQLite', open: openSharedMemory, isThere: true },
  { name: `PostgreSQL${needsServer}`, open: openSharedPostgres, isThere: hasServer },
]

describe.each(DATABASES.filter(({ isThere }) => isThere))(
  'the shards of one bot, shared on $name',
  ({ open }) => {
    it('are divided between two processes, each connected once, and each command is answered once', async () => {
      const replicas = await startReplicas(await open())
      await replicas.start('a')
      await replicas.start('b')
      await replicas.until(replicas.haveAll(2, 2))
      expect(replicas.openShards()).toEqual([0, 1, 2, 3])
      const answers = await replicas.askInEachServer()
      expect(answers.toSorted()).toEqual(['From a.', 'From a.', 'From b.', 'From b.'])
      expect(replicas.discord.gateway.opened.all.filter(({ isTwice }) => isTwice)).toEqual([])
      replicas.discord.assertClean()
    })

    it('are taken over within 30 s from a process that loses the database, and given back', async () => {
      const replicas = await startReplicas(await open())
      const first = await replicas.start('a')
      const second = await replicas.start('b')
      await replicas.until(replicas.haveAll(2, 2))
      first.database.answers = false
      const took = await replicas.until(() => second.chat.shards?.()?.connected === SHARDS)
      expect(took).toBeLessThanOrEqual(30_000)
      expect(replicas.openShards()).toEqual([0, 1, 2, 3])
      expect(new Set(await replicas.askInEachServer())).toEqual(new Set(['From b.']))
      first.database.answers = true
      await replicas.until(replicas.haveAll(2, 2))
      await replicas.askInEachServer()
      expect(replicas.discord.gateway.opened.all.filter(({ isTwice }) => isTwice)).toEqual([])
    })
  },
)

describe('the shards of one bot', () => {
  it('are spread anew when a process joins, and when one stops', async () => {
    const replicas = await startReplicas(await openSharedMemory())
    const first = await replicas.start('a')
    await replicas.until(replicas.haveAll(4))
    expect(first.chat.shards?.()).toEqual({ total: 4, held: 4, connected: 4 })
    await replicas.start('b')
    await replicas.until(replicas.haveAll(2, 2))
    await replicas.start('c')
    await replicas.until(replicas.haveAll(2, 1, 1))
    expect(new Set(await replicas.askInEachServer()).size).toBe(3)
    await first.chat.stop()
    const took = await replicas.until(replicas.haveAll(0, 2, 2))
    expect(took).toBeLessThanOrEqual(15_000)
    await replicas.askInEachServer()
    expect(replicas.discord.gateway.opened.all.filter(({ isTwice }) => isTwice)).toEqual([])
  })

  it.each([
    [1, [0, 1, 2, 3]],
    [2, [0, 2]],
  ])('identify at least five seconds apart where %i may at once', async (concurrency, sameBucket) => {
    const identifies = { remaining: 999, resetAfterMs: 14_400_000, concurrency }
    const replicas = await startReplicas(await openSharedMemory(), { identifies })
    await replicas.start('a')
    await replicas.start('b')
    await replicas.until(replicas.haveAll(2, 2))
    const opened = replicas.discord.gateway.opened.all.filter(({ shard }) => sameBucket.includes(shard[0]))
    const times = opened.map(({ at }) => at)
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0))
    expect(gaps.length).toBeGreaterThan(0)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(IDENTIFY_MS)
    const first = replicas.discord.gateway.opened.all.filter(({ at }) => at < IDENTIFY_MS)
    expect(first).toHaveLength(concurrency)
  })

  it('wait where Discord allows no more connections', async () => {
    const identifies = { remaining: 0, resetAfterMs: 40_000, concurrency: 1 }
    const replicas = await startReplicas(await openSharedMemory(), {
      identifies,
      shards: 1,
      otherServers: [],
    })
    const process = await replicas.start('a')
    await replicas.until(() => replicas.timer.now() >= 2_000)
    expect(replicas.discord.gateway.identifies.all).toEqual([])
    replicas.discord.world.identifies.remaining = 1
    await replicas.until(() => process.chat.connected())
  })

  it('stay as many as they are when Discord recommends more, and the log says what to do', async () => {
    const replicas = await startReplicas(await openSharedMemory())
    await replicas.start('a')
    await replicas.until(replicas.haveAll(4))
    replicas.discord.world.shards = 8
    const second = await replicas.start('b')
    await replicas.until(replicas.haveAll(2, 2))
    expect(second.chat.shards?.()?.total).toBe(4)
    expect(await second.nextLine('Discord recommends more shards')).toMatchObject({
      fields: { recommended: 8, shards: 4 },
    })
  })

  it('are opened with one question to Discord, which answers two in five seconds', async () => {
    const replicas = await startReplicas(await openSharedMemory())
    await replicas.start('a')
    await replicas.until(replicas.haveAll(4))
    expect(replicas.discord.calls.filter(({ operation }) => operation === 'gateway')).toHaveLength(1)
  })

  it('say what a channel is where its shard is open, and Discord’s API where it isn’t', async () => {
    const replicas = await startReplicas(await openSharedMemory())
    const processes = [await replicas.start('a'), await replicas.start('b')]
    await replicas.until(replicas.haveAll(2, 2))
    const [answer] = await replicas.askInEachServer()
    const asked: number[] = []
    for (const { chat } of answer === 'From a.' ? processes : processes.toReversed()) {
      const before = replicas.discord.calls.length
      await chat.publish(
        { channel: `discord:${GUILD}/${FORUM}`, digest: everydayDigest, step: 0, key: 'a' },
        new AbortController().signal,
      )
      const calls = replicas.discord.calls.slice(before)
      asked.push(calls.filter(({ operation }) => operation === 'channel').length)
    }
    expect(asked[0]).toBe(0)
    expect(asked[1]).toBeGreaterThan(0)
  })

  it('that one of several lose their connection don’t stop a process from posting', async () => {
    const replicas = await startReplicas(await openSharedMemory())
    const process = await replicas.start('a')
    await replicas.until(replicas.haveAll(4))
    replicas.discord.gateway.sendsHello = false
    replicas.discord.gateway.opened.all.find(({ shard }) => shard[0] === 1)?.socket.terminate()
    await expect.poll(() => process.chat.shards?.()).toEqual({ total: 4, held: 4, connected: 3 })
    expect(process.chat.connected()).toBe(true)
    replicas.discord.gateway.cut()
    await expect.poll(() => process.chat.connected()).toBe(false)
  })
})
