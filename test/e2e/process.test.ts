import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { COMPILE_CACHE } from '../fixtures/compile-cache.ts'
import { wirePaper } from '../fixtures/papers.ts'
import { openTown, type Town } from './environment.ts'
import { subscribe } from './subscribe.ts'

const MONDAY = '2026-11-23'

let town: Town
beforeEach(async () => {
  town = await openTown()
  town.papers.setDay(MONDAY, [
    wirePaper({ id: '2611.00001', title: 'Agents Learn to Wait', day: MONDAY, upvotes: 9 }),
    wirePaper({ id: '2611.00002', title: 'Diffusion for Postcards', day: MONDAY, upvotes: 5 }),
  ])
})
afterEach(() => town.close())

describe('the process', () => {
  it('stays up on one platform where the other refuses its token, and says what to do', async () => {
    const bot = await town.startBot(`${MONDAY}T08:00:00Z`, { SLACK_BOT_TOKEN: 'xoxb-wrong' })
    expect(bot.log()).toMatch(/Slack refused SLACK_BOT_TOKEN/)
    await subscribe(town, 'discord')
    await bot.at(`${MONDAY}T09:00:00Z`)
    expect(town.discord.posts).toHaveLength(1)
    const ready = await fetch(`${bot.url}/readyz`)
    expect(ready.status).toBe(503)
    expect(await ready.text()).toContain('SLACK_BOT_TOKEN')
  })

  it('ends with what to do where every platform refuses', async () => {
    const wrong = { SLACK_BOT_TOKEN: 'xoxb-wrong', DISCORD_TOKEN: 'wrong' }
    await expect(town.startBot(`${MONDAY}T08:00:00Z`, wrong)).rejects.toThrow(/Slack refused SLACK_BOT_TOKEN/)
  })

  it("answers Slack's signed requests on its own port in HTTP mode", async () => {
    const http = { SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: town.slack.workspace.signingSecret }
    const bot = await town.startBot(`${MONDAY}T08:00:00Z`, http)
    const to = `${bot.url}/slack/events`
    const command = await town.slack.sendCommand('subscribe agents', { to })
    expect(command.statuses).toEqual([200])
    const asked = await command.answer()
    expect(asked.text).toContain('Follow agents in this channel?')
    const { triggerId } = await town.slack.clickButton(asked, 'Subscribe', { to })
    const told = await town.slack.nextResponse(
      response => response.triggerId === triggerId && response.visibility === 'public',
    )
    expect(told.text).toContain('subscribed this channel to agents')
    await bot.at(`${MONDAY}T09:00:00Z`)
    expect(JSON.stringify(await town.slack.nextPost())).toContain('Agents Learn to Wait')
  })

  it('posts what it knows when the source is down at the slot', async () => {
    const bot = await town.startBot(`${MONDAY}T08:00:00Z`)
    await subscribe(town, 'slack')
    town.papers.setLimits(0, 3600)
    await bot.at(`${MONDAY}T09:00:00Z`)
    const post = await town.slack.nextPost()
    for (const text of ['Agents Learn', 'Diffusion for', 'wants to be left alone']) {
      expect(JSON.stringify(post)).toContain(text)
    }
  })

  it('stops in order while the source keeps it waiting', async () => {
    town.papers.faults({ kind: 'hang', times: 9 })
    const command = fileURLToPath(new URL('../../src/cli/program.ts', import.meta.url))
    const child = spawn(process.execPath, [command, 'start'], {
      env: { PATH: process.env.PATH ?? '', PORT: '0', ...COMPILE_CACHE, ...town.env },
      stdio: 'ignore',
    })
    await town.slack.nextCall(({ method }) => method === 'auth.test')
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  it('stops within its five seconds though a post hangs, and sees to that when it starts again', async () => {
    const bot = await town.startBot(`${MONDAY}T08:00:00Z`)
    await subscribe(town, 'slack')
    town.slack.fail('chat.postMessage', 'hang')
    const slot = bot.at(`${MONDAY}T09:00:00Z`)
    await town.slack.nextCall(({ method }) => method === 'chat.postMessage')
    const stopping = AbortSignal.timeout(5_000)
    expect(await bot.stop()).toBe(0)
    expect(stopping.aborted).toBe(false)
    await slot
    const again = await town.startBot(`${MONDAY}T09:05:00Z`)
    await again.at(`${MONDAY}T09:05:00Z`)
    expect(town.slack.posts).toHaveLength(1)
  })

  it('lets what is being sent settle before it stops, so that it is not sent again', async () => {
    const bot = await town.startBot(`${MONDAY}T08:00:00Z`)
    await subscribe(town, 'slack')
    const slot = bot.at(`${MONDAY}T09:00:00Z`)
    await town.slack.nextPost()
    expect(await bot.stop()).toBe(0)
    await slot
    const again = await town.startBot(`${MONDAY}T09:05:00Z`)
    await again.at(`${MONDAY}T09:05:00Z`)
    expect(town.slack.posts).toHaveLength(1)
    expect((await (await town.slack.sendCommand('status')).answer()).text).toContain('today at 09:00')
  })
})
