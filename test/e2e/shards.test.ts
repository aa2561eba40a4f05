import { afterEach, describe, expect, it } from 'vitest'
import { hasServer, needsServer } from '../adapters/postgres/server.ts'
import { GUILD, type Member, startTeam, type Team } from './replica-team.ts'

const SHARDS = 4

/** A server of each shard, whose number is in the bits from the 22nd on. */
const SERVERS = Array.from({ length: SHARDS }, (_, index) => ({
  guildId: String(BigInt(GUILD) + (BigInt(index) << 22n)),
  channelId: `29092679862636${index}002`,
}))

let team: Team
afterEach(() => team.close())

/** The connections that have opened a shard and are open, by the shard's number. */
const openShards = () =>
  team.environment.discord.gateway.opened.all.filter(({ socket }) => socket.readyState === socket.OPEN)

/** How long until each shard has been opened by a connection that isn't one of these, ms. */
async function takenOver(gone: readonly unknown[]): Promise<number> {
  const from = performance.now()
  const shards = () => {
    const others = openShards().filter(({ socket }) => !gone.includes(socket))
    return new Set(others.map(({ shard }) => shard[0])).size
  }
  await expect.poll(shards, { timeout: 60_000, interval: 50 }).toBe(SHARDS)
  return performance.now() - from
}

async function sendToAll() {
  const { discord } = team.environment
  return Promise.all(
    SERVERS.map(({ guildId, channelId }) =>
      discord.sendCommand('status', { guild: guildId, channel: channelId }),
    ),
  )
}

/** How many answers each of these commands has, once all have one. */
async function answersTo(sent: Awaited<ReturnType<typeof sendToAll>>): Promise<number[]> {
  const { acts } = team.environment.discord
  const counts = () =>
    sent.map(
      ({ interactionId }) =>
        acts.filter(act => act.interactionId === interactionId && act.kind !== 'defer').length,
    )
  await expect.poll(() => Math.min(...counts()), { timeout: 20_000 }).toBeGreaterThan(0)
  return counts()
}

/** The shards that a process has, by its log. */
function shardsOf({ log }: Member): number[] {
  const held = new Set<number>()
  for (const line of log().split('\n')) {
    const [, shard] = /"shard":(\d+)/.exec(line) ?? []
    if (line.includes('opened a shard')) held.add(Number(shard))
    if (line.includes('closing a shard')) held.delete(Number(shard))
  }
  return [...held]
}

const socketsOf = (member: Member): unknown[] =>
  openShards()
    .filter(({ shard }) => shardsOf(member).includes(shard[0]))
    .map(({ socket }) => socket)

describe.runIf(hasServer)(
  `three processes of a bot with four shards${needsServer}`,
  { timeout: 300_000 },
  () => {
    it('take over the shards of one that is killed or suspended, and answer each command once', async () => {
      team = await startTeam([0, 0, 0], undefined, { shards: SHARDS, otherServers: SERVERS.slice(1) })
      const [first, second, third] = team.members
      const counts = () => team.members.map(member => shardsOf(member).length).toSorted()
      await expect.poll(counts, { timeout: 60_000 }).toEqual([1, 1, 2])
      expect(await answersTo(await sendToAll())).toEqual([1, 1, 1, 1])

      const killed = socketsOf(first)
      first.child.kill('SIGKILL')
      expect(await takenOver(killed)).toBeLessThan(30_000)
      expect(await answersTo(await sendToAll())).toEqual([1, 1, 1, 1])

      const suspended = socketsOf(second)
      second.child.kill('SIGSTOP')
      expect(await takenOver(suspended)).toBeLessThan(30_000)
      // Discord sends these to the process that is suspended, too.
      const meanwhile = await sendToAll()
      expect(await answersTo(meanwhile)).toEqual([1, 1, 1, 1])
      second.child.kill('SIGCONT')
      await expect
        .poll(() => shardsOf(second).length + shardsOf(third).length, { timeout: 60_000 })
        .toBe(SHARDS)
      await expect.poll(() => shardsOf(second).length, { timeout: 60_000 }).toBe(2)
      await expect.poll(() => openShards().length, { timeout: 60_000 }).toBe(SHARDS)
      expect(await answersTo(meanwhile)).toEqual([1, 1, 1, 1])
      expect(await answersTo(await sendToAll())).toEqual([1, 1, 1, 1])
      // The number of shards stays agreed on for a moment.
      expect(await team.stop()).toEqual(['discord gateway'])
    })
  },
)
