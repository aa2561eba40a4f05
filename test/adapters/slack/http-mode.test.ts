import { describe, expect, it } from 'vitest'
import { createHttpBot } from './bot.ts'

describe('HTTP mode', () => {
  it('acknowledges each delivery of a signed command with 200, but runs it once', async () => {
    const { slack, chat, url, requests } = await createHttpBot()
    await chat.start()
    const command = await slack.sendCommand('post', { to: url, copies: 2 })
    expect(command.statuses).toEqual([200, 200])
    await command.answer()
    expect(requests).toHaveLength(1)
    slack.assertClean()
  })

  it('rejects requests with a wrong or an old signature', async () => {
    const { slack, chat, url, requests } = await createHttpBot()
    await chat.start()
    const forged = await slack.sendCommand('post', { to: url, secret: 'a-guess' })
    const replayed = await slack.sendCommand('post', { to: url, signedAt: Date.now() - 600_000 })
    expect([forged.statuses, replayed.statuses]).toEqual([[401], [401]])
    expect(requests).toEqual([])
  })

  it('answers 503 before the start and after a stop', async () => {
    const { slack, chat, url } = await createHttpBot()
    const early = await slack.sendCommand('status', { to: url })
    await chat.start()
    await chat.stop()
    const late = await slack.sendCommand('status', { to: url })
    expect([early.statuses, late.statuses]).toEqual([[503], [503]])
    expect(chat.connected()).toBe(false)
  })

  it('answers 404 on other paths', async () => {
    const { chat, url } = await createHttpBot()
    await chat.start()
    expect((await fetch(url.replace('events', 'other'), { method: 'POST' })).status).toBe(404)
  })
})
