import { afterEach, beforeEach, expect, it } from 'vitest'
import { wirePaper } from '../fixtures/papers.ts'
import { type Environment, startEnvironment } from './environment.ts'
import { subscribe } from './subscribe.ts'

const MONDAY = '2026-11-23'

let environment: Environment
beforeEach(async () => {
  environment = await startEnvironment()
  environment.papers.setDay(MONDAY, [
    wirePaper({ id: '2611.00001', title: 'Agents Learn to Wait', day: MONDAY, upvotes: 9 }),
    wirePaper({ id: '2611.00002', title: 'Diffusion for Postcards', day: MONDAY, upvotes: 5 }),
  ])
})
afterEach(() => environment.close())

it('keeps running on one platform if the other rejects its token, and says what to do', async () => {
  const bot = await environment.startBot(`${MONDAY}T08:00:00Z`, { SLACK_BOT_TOKEN: 'xoxb-wrong' })
  expect(bot.log()).toMatch(/Slack refused SLACK_BOT_TOKEN/)
  await subscribe(environment, 'discord')
  await bot.at(`${MONDAY}T09:00:00Z`)
  expect(environment.discord.posts).toHaveLength(1)
  const ready = await fetch(`${bot.url}/readyz`)
  expect(ready.status).toBe(503)
  expect(await ready.text()).toContain('SLACK_BOT_TOKEN')
  const privacy = await fetch(`${bot.url}/privacy`)
  expect(privacy.headers.get('content-type')).toContain('text/html')
  expect(await privacy.text()).toContain('What is stored about people')
})

it("answers Slack's signed requests on its own port in HTTP mode", async () => {
  const http = { SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: environment.slack.workspace.signingSecret }
  const bot = await environment.startBot(`${MONDAY}T08:00:00Z`, http)
  const to = `${bot.url}/slack/events`
  const command = await environment.slack.sendCommand('subscribe agents', { to })
  expect(command.statuses).toEqual([200])
  const confirmed = await command.answer()
  expect(confirmed.visibility).toBe('public')
  expect(confirmed.text).toContain('subscribed this channel to agents')
  const undone = await environment.slack.clickButton(confirmed, 'Undo', { to })
  expect((await undone.answer()).text).toContain('no longer subscribed to agents')
  await (await environment.slack.sendCommand('subscribe agents', { to })).answer()
  await bot.at(`${MONDAY}T09:00:00Z`)
  expect(JSON.stringify(await environment.slack.nextPost())).toContain('Agents Learn to Wait')
})

it('lets what is being sent settle before it stops, so that it is not sent again', async () => {
  const bot = await environment.startBot(`${MONDAY}T08:00:00Z`)
  await subscribe(environment, 'slack')
  const slot = bot.at(`${MONDAY}T09:00:00Z`)
  await environment.slack.nextPost()
  expect(await bot.stop()).toBe(0)
  await slot
  const again = await environment.startBot(`${MONDAY}T09:05:00Z`)
  await again.at(`${MONDAY}T09:05:00Z`)
  expect(environment.slack.posts).toHaveLength(1)
  expect((await (await environment.slack.sendCommand('status')).answer()).text).toContain('today at 09:00')
})
