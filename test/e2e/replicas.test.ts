import { afterEach, describe, expect, it } from 'vitest'
import { hasServer, needsServer } from '../adapters/postgres/server.ts'
import { expectAllWell, holderOf, keepTyping } from './replica-checks.ts'
import { startTeam, type Team } from './replica-team.ts'

let team: Team
afterEach(() => team.close())

const TITLE = `three processes on one PostgreSQL, and 60 channels due at once${needsServer}`

describe.runIf(hasServer)(TITLE, { timeout: 360_000 }, () => {
  it('post one message to each in time, and answer each command once, though two of their clocks are off', async () => {
    const minutes = 5 * 60_000
    team = await startTeam([minutes, -minutes, 0])
    const slotAt = await team.subscribeAll()
    const people = keepTyping(team, () => true)
    await team.settled(110_000)
    expect(new Set(await people.end())).toEqual(new Set([1]))
    for (const { log } of team.members) expect(log()).toContain('"msg":"posted"')
    expect(Math.min(...team.arrivals.slack, ...team.arrivals.discord)).toBeGreaterThanOrEqual(slotAt)
    await expectAllWell(team)
  })

  it('do so when one of them is killed, and another opens Discord’s gateway within 30 s', async () => {
    team = await startTeam()
    await team.subscribeAll()
    const [first] = team.members
    expect(holderOf(team.members)).toBe(first)
    const people = keepTyping(team, index => index > 0)
    await team.posted(12)
    first.child.kill('SIGKILL')
    const killedAt = performance.now()
    // It may have been at a job of every hour, whose lease nobody ends any more.
    const heldUntil = Math.max(...(await team.leases()).map(({ endsAt }) => endsAt))
    await Promise.race(team.members.slice(1).map(member => member.says("opened Discord's gateway")))
    expect(performance.now() - killedAt).toBeLessThan(30_000)
    const command = await team.environment.discord.sendCommand('status')
    expect((await command.answer()).text).not.toBe('')
    await team.settled(150_000)
    expect(new Set(await people.end())).toEqual(new Set([1]))
    await expect.poll(team.store.leases.now).toBeGreaterThan(heldUntil)
    await expectAllWell(team)
  })

  it('do so when one of them is suspended past its leases, and goes on later', async () => {
    team = await startTeam()
    await team.subscribeAll()
    const [first] = team.members
    let isSuspended = false
    const people = keepTyping(team, index => index > 0 || !isSuspended)
    await team.posted(8)
    isSuspended = true
    first.child.kill('SIGSTOP')
    await new Promise(resolve => setTimeout(resolve, 80_000))
    first.child.kill('SIGCONT')
    await team.settled(150_000)
    await new Promise(resolve => setTimeout(resolve, 5_000))
    expect(new Set(await people.end())).toEqual(new Set([1]))
    await expectAllWell(team)
  })
})
