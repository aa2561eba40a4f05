import { dirname } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { WORKSPACE } from '../fakes/slack/workspace.ts'
import { runCommandLine } from '../fixtures/command-line.ts'
import { wirePaper } from '../fixtures/papers.ts'
import { type Environment, startEnvironment } from './environment.ts'
import { subscribe } from './subscribe.ts'

const [MONDAY, TUESDAY] = ['2026-11-23', '2026-11-24']

let environment: Environment
beforeEach(async () => {
  environment = await startEnvironment()
  for (const [index, day] of [MONDAY, TUESDAY].entries()) {
    const id = `2611.0000${index}`
    environment.papers.setDay(day, [
      wirePaper({ id, title: `Paper of ${day}`, day, time: '06:00', upvotes: 9 }),
    ])
  }
})
afterEach(() => environment.close())

it('a workspace that is forgotten beside a running bot gets nothing more, others do, and it can begin anew', async () => {
  const { slack, discord, env } = environment
  const bot = await environment.startBot(`${MONDAY}T08:00:00Z`)
  for (const platform of ['slack', 'discord'] as const) await subscribe(environment, platform)
  const cwd = dirname(env.DATABASE_URL?.slice('sqlite:'.length) ?? '')
  const forgotten = await runCommandLine(['forget', '--workspace', `slack:${WORKSPACE.teamId}`, '--yes'], {
    cwd,
    env,
  })
  expect(forgotten).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('1 channel, 1 subscription, 1 recorded change'),
  })
  await bot.at(`${MONDAY}T09:00:00Z`)
  expect(JSON.stringify(await discord.nextPost())).toContain(`Paper of ${MONDAY}`)
  expect(slack.posts).toHaveLength(0)
  expect((await (await slack.sendCommand('subscriptions')).answer()).text).toContain('no subscriptions')
  expect((await subscribe(environment, 'slack')).text).toContain('subscribed this channel')
  await bot.at(`${TUESDAY}T09:00:00Z`)
  expect(JSON.stringify(await slack.nextPost())).toContain(`Paper of ${TUESDAY}`)
})
