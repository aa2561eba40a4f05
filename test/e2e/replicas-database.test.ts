import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { hasServer, needsServer, runOn } from '../adapters/postgres/server.ts'
import { hasPrograms, needsPrograms, startPrivateServer } from '../fixtures/private-postgres.ts'
import { expectAllWell, keepTyping } from './replica-checks.ts'
import { startTeam, type Team } from './replica-team.ts'

let team: Team
afterEach(() => team.close())

describe.runIf(hasServer)(
  `three processes on one PostgreSQL that can't be reached for a while${needsServer}`,
  { timeout: 360_000 },
  () => {
    it('post one message to each and answer each command once when all connections to the database are ended, and when the network to it is cut for 20 s', async () => {
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
      await expectAllWell(team)
    })
  },
)

describe.runIf(hasPrograms)(`three processes on a PostgreSQL of their own${needsPrograms}`, () => {
  it('post one message to each of 60 channels, and answer each command once, when it is restarted and when it crashes', {
    timeout: 360_000,
  }, async () => {
    const server = await startPrivateServer()
    onTestFinished(() => server.close())
    team = await startTeam([0, 0, 0], server.url)
    await team.subscribeAll()
    const people = keepTyping(team, () => true)
    await team.posted(6)
    await server.restart('fast')
    await team.posted(20)
    await server.restart('immediate')
    expect(team.arrivals.slack.length + team.arrivals.discord.length).toBeLessThan(60)
    await team.settled(170_000)
    expect(new Set(await people.end())).toEqual(new Set([1]))
    const command = await team.environment.slack.sendCommand('status')
    expect((await command.answer()).text).not.toBe('')
    await expectAllWell(team)
  })
})
