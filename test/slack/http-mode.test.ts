import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { atTheEnd, type Bot, createBot, says } from './bot.ts'

/** The bot in HTTP mode, behind a web server such as the process has. */
async function httpBot(): Promise<Bot & { url: string }> {
  const signingSecret = 'another-made-up-secret'
  const bot = await createBot({
    ...{ appToken: undefined, signingSecret, workspace: { signingSecret } },
    reply: () => says('Here you are.'),
  })
  const server = http.createServer((request, response) => bot.chat.requestListener?.(request, response))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  atTheEnd(async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
  return { ...bot, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events` }
}

describe('HTTP mode', () => {
  it('acknowledges a signed command with 200 and answers it', async () => {
    const { slack, chat, url, requests } = await httpBot()
    await chat.start()
    const command = await slack.sendCommand('status', { to: url })
    expect(command.statuses).toEqual([200])
    expect((await command.answer()).text).toBe('Here you are.')
    expect(requests).toHaveLength(1)
    expect(chat.connected()).toBe(true)
    slack.assertClean()
  })

  it('answers a click', async () => {
    const { slack, chat, url, requests } = await httpBot()
    await chat.start()
    const button = { action_id: 'papers:0', value: 'today agents', text: 'Agents' }
    const click = await slack.clickButton({ blocks: [] }, button, { to: url })
    await click.answer()
    expect(requests[0]?.text).toBe('today agents')
  })

  it('refuses a request that is signed with another secret, or signed long ago', async () => {
    const { slack, chat, url, requests } = await httpBot()
    await chat.start()
    const forged = await slack.sendCommand('post', { to: url, secret: 'a-guess' })
    const replayed = await slack.sendCommand('post', { to: url, signedAt: Date.now() - 600_000 })
    expect([forged.statuses, replayed.statuses]).toEqual([[401], [401]])
    expect(requests).toEqual([])
  })

  it('runs a command once when Slack delivers it twice', async () => {
    const { slack, chat, url, requests } = await httpBot()
    await chat.start()
    const command = await slack.sendCommand('post', { to: url, copies: 2 })
    expect(command.statuses).toEqual([200, 200])
    await command.answer()
    expect(requests).toHaveLength(1)
  })

  it('takes nothing before it has started and after it has stopped', async () => {
    const { slack, chat, url } = await httpBot()
    const early = await slack.sendCommand('status', { to: url })
    await chat.start()
    await chat.stop()
    const late = await slack.sendCommand('status', { to: url })
    expect([early.statuses, late.statuses]).toEqual([[503], [503]])
    expect(chat.connected()).toBe(false)
  })

  it('answers 404 to what is not for it', async () => {
    const { chat, url } = await httpBot()
    await chat.start()
    expect((await fetch(url.replace('events', 'other'), { method: 'POST' })).status).toBe(404)
  })
})
