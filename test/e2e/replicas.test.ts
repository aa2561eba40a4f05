import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { hasServer, needsServer, runOn } from '../adapters/postgres/server.ts'
import { hasPrograms, needsPrograms, startPrivateServer } from '../fixtures/private-postgres.ts'
import { type Member, startTeam, type Team } from './replica-team.ts'

let team: Team
afterEach(() => team.close(), 60_000)

/** The most that came within so many ms. */
function most(times: readonly number[], withinMs: number): number {
  return Math.max(0, ...times.map(at => times.filter(other => other >= at && other < at + withinMs).length))
}

/** What every run must end with, whatever happened meanwhile. */
async function expectAllWell(): Promise<void> {
  const wrong = Object.entries(team.messages()).filter(([, count]) => count !== 1)
  expect(wrong).toEqual([])
  expect(most(team.arrivals.slack, 1_000)).toBeLessThanOrEqual(5)
  expect(most(team.arrivals.discord, 1_000)).toBeLessThanOrEqual(50)
  expect(await team.stop()).toEqual([])
}

/** People type commands on Slack, to one of these processes after the other, until it is ended. */
function keepTyping(isAlive: (index: number) => boolean) {
  const { slack } = team.environment
  const sockets = [...slack.sockets.connections.all]
  const ended = new AbortController()
  /** Those that a process has taken. */
  const taken: string[] = []
  let sent = 0
  let turn = 0
  slack.sockets.choose = open => {
    // On a busy machine, a process may have connected again meanwhile.
    const able = open.filter(socket => !sockets.includes(socket) || isAlive(sockets.indexOf(socket)))
    return able[turn++ % able.length]
  }
  const typing = (async () => {
    while (!ended.signal.aborted) {
      const request = await slack.sendCommand(sent++ % 2 ? 'status' : 'today')
      void request.acked().then(() => taken.push(request.triggerId))
      await new Promise(resolve => setTimeout(resolve, 400))
    }
  })()
  return {
    /** @returns how often each command was answered */
    async end(): Promise<number[]> {
      ended.abort()
      await typing
      const answers = (id: string): number =>
        slack.responses.filter(({ triggerId }) => triggerId === id).length
      await expect.poll(() => taken.filter(id => answers(id) === 0), { timeout: 20_000 }).toEqual([])
      expect(taken.length).toBeGreaterThan(20)
      return taken.map(answers)
    },
  }
}

const holderOf = (members: readonly Member[]): Member => {
  const holder = members.find(member => member.log().includes("opened Discord's gateway"))
  if (!holder) throw new Error('nobody has opened the gateway')
  return holder
}

const TITLE = `three processes on one PostgreSQL, and 60 channels due at once${needsServer}`

describe.runIf(hasServer)(TITLE, { timeout: 360_000 }, () => {
  it('post one message to each in time, and answer each command once, though two of their clocks are off', async () => {
    const minutes = 5 * 60_000
    team = await startTeam([minutes, -minutes, 0])
    const slotAt = await team.subscribeAll()
    const people = keepTyping(() => true)
    await team.settled(110_000)
    expect(new Set(await people.end())).toEqual(new Set([1]))
    for (const { log } of team.members) expect(log()).toContain('"msg":"posted"')
    expect(Math.min(...team.arrivals.slack, ...team.arrivals.discord)).toBeGreaterThanOrEqual(slotAt)
    await expectAllWell()
  })

  it('do so when one of them is killed, and another opens Discord’s gateway within 30 s', async () => {
    team = await startTeam()
    await team.subscribeAll()
    const [first] = team.members
    expect(holderOf(team.members)).toBe(first)
    const people = keepTyping(index => index > 0)
    await team.posted(12)
    first.child.kill('SIGKILL')
    const killedAt = performance.now()
    await Promise.race(team.members.slice(1).map(member => member.says("opened Discord's gateway")))
    expect(performance.now() - killedAt).toBeLessThan(30_000)
    const command = await team.environment.discord.sendCommand('status')
    expect((await command.answer()).text).not.toBe('')
    await team.settled(150_000)
    expect(new Set(await people.end())).toEqual(new Set([1]))
    await expectAllWell()
  })

  it('do so when one of them is suspended past its leases, and goes on later', async () => {
    team = await startTeam()
    await team.subscribeAll()
    const [first] = team.members
    let isSuspended = false
    const people = keepTyping(index => index > 0 || !isSuspended)
    await team.posted(8)
    isSuspended = true
    first.child.kill('SIGSTOP')
    await new Promise(resolve => setTimeout(resolve, 80_000))
    first.child.kill('SIGCONT')
    await team.settled(150_000)
    await new Promise(resolve => setTimeout(resolve, 5_000))
    expect(new Set(await people.end())).toEqual(new Set([1]))
    await expectAllWell()
  })

  it('do so when all connections to the database are ended, and when the network to it is cut for 20 s', async () => {
    team = await startTeam()
    await team.subscribeAll()
    await team.posted(6)
    await runOn(
      team.databaseUrl,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    )
    await team.posted(20)
    team.database.stop()
    await new Promise(resolve => setTimeout(resolve, 20_000))
    team.database.resume()
    await team.settled(170_000)
    const command = await team.environment.slack.sendCommand('status')
    expect((await command.answer()).text).not.toBe('')
    await expectAllWell()
  })
})

describe.runIf(hasPrograms)(`three processes on a PostgreSQL of their own${needsPrograms}`, () => {
  it('post one message to each of 60 channels, and answer each command once, when it is restarted and when it crashes', {
    timeout: 360_000,
  }, async () => {
    const server = await startPrivateServer()
    onTestFinished(() => server.close())
    team = await startTeam([0, 0, 0], server.url)
    await team.subscribeAll()
    const people = keepTyping(() => true)
    await team.posted(6)
    await server.restart('fast')
    await team.posted(20)
    await server.restart('immediate')
    expect(team.arrivals.slack.length + team.arrivals.discord.length).toBeLessThan(60)
    await team.settled(170_000)
    expect(new Set(await people.end())).toEqual(new Set([1]))
    const command = await team.environment.slack.sendCommand('status')
    expect((await command.answer()).text).not.toBe('')
    await expectAllWell()
  })
})
