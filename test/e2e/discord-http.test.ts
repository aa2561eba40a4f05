import { afterEach, beforeEach, expect, it } from 'vitest'
import { createKeys, postSigned } from '../fakes/discord/signed-request.ts'
import { wirePaper } from '../fixtures/papers.ts'
import { type Environment, startEnvironment } from './environment.ts'
import { subscribe } from './subscribe.ts'

/** A real bot process to which Discord sends interactions over HTTP. */

const MONDAY = '2026-11-23'
const TITLE = 'Agents Learn to Wait'

let environment: Environment
beforeEach(async () => {
  environment = await startEnvironment()
  environment.papers.setDay(MONDAY, [
    wirePaper({ id: '2611.00001', title: TITLE, day: MONDAY, time: '06:00', upvotes: 99 }),
  ])
})
afterEach(() => environment.close())

it('a channel is subscribed, gets its digest, and its buttons and forms work, without a gateway', async () => {
  const { discord } = environment
  const bot = await environment.startBot(`${MONDAY}T08:00:00Z`, {
    SLACK_BOT_TOKEN: '',
    SLACK_APP_TOKEN: '',
    DISCORD_PUBLIC_KEY: discord.keys.publicKey,
  })
  const url = `${bot.url}/discord/interactions`
  discord.sendTo(url)
  const ping = JSON.stringify({ id: '1', type: 1 })
  const pong = await postSigned(url, ping, discord.keys)
  expect([pong.status, await pong.json()]).toEqual([200, { type: 1 }])
  expect((await postSigned(url, ping, createKeys())).status).toBe(401)

  const subscribed = await subscribe(environment, 'discord')
  expect(subscribed.text).toContain('subscribed this channel to **the general digest**')
  await bot.at(`${MONDAY}T09:00:00Z`)
  const digest = await discord.nextPost()
  expect(digest.text).toContain(TITLE)
  const details = await (await discord.clickButton(digest, 'Details')).answer()
  expect(details).toMatchObject({ visibility: 'ephemeral', text: expect.stringContaining(TITLE) })
  const form = await (await discord.sendCommand('settings')).answer()
  expect(form.kind).toBe('modal')
  const saved = await (await discord.submitModal(form, { time: '17:30' })).answer()
  expect(saved.text).toContain('time 17\\:30')
  const { body } = await (await discord.typeOption('schedule', 'zone', 'berl')).answer()
  expect(JSON.stringify(body.choices)).toContain('Europe/Berlin')

  expect((await fetch(`${bot.url}/readyz`)).status).toBe(200)
  expect(discord.gateway.connections.all).toEqual([])
  discord.assertClean()
  expect(await bot.stop()).toBe(0)
})
