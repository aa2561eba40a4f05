import { describe, expect, it } from 'vitest'
import { CONNECT_BACKOFF } from '../../../adapters/shared/retry-connecting.ts'
import { RefusedError } from '../../../src/ports/refused-error.ts'
import { createBot, startBot } from './bot.ts'

describe('connecting', () => {
  it('succeeds when Slack says hello on the socket', async () => {
    const { chat, slack, lines } = await createBot()
    expect(chat.connected()).toBe(false)
    await chat.start()
    expect(chat.connected()).toBe(true)
    expect(slack.sockets.connections.all).toHaveLength(1)
    expect(lines.filter(({ level }) => level !== 'debug')).toEqual([
      { level: 'info', message: 'connected to Slack', fields: { team: 'Made Up', mode: 'socket' } },
    ])
    slack.assertClean()
  })

  it.each([
    [
      'a wrong bot token',
      { botToken: 'xoxb-wrong' },
      'Slack refused SLACK_BOT_TOKEN (invalid_auth). Copy the Bot User',
    ],
    [
      'a wrong app token',
      { appToken: 'xapp-wrong' },
      'Slack refused SLACK_APP_TOKEN (invalid_auth). Make an App-Level',
    ],
    [
      'a bot token in place of the app token',
      { appToken: 'xoxb-made-up-bot-token' },
      'SLACK_APP_TOKEN (not_allowed_token_type)',
    ],
  ])('is refused with %s', async (_, tokens, message) => {
    const { chat } = await createBot(tokens)
    const refusal = await chat.start().catch(error => error)
    expect(refusal).toBeInstanceOf(RefusedError)
    await expect(chat.check?.(new AbortController().signal)).rejects.toThrow(refusal.message)
    expect(refusal.message).toContain(message)
    expect(chat.connected()).toBe(false)
  })

  it.each(['account_inactive', 'token_revoked', 'team_disabled'])('is refused on %s', async error => {
    const { chat, slack } = await createBot()
    slack.fail('auth.test', { error })
    await expect(chat.start()).rejects.toThrow(`SLACK_BOT_TOKEN (${error})`)
  })

  it('is refused with a bot token that is missing a scope', async () => {
    const { chat } = await createBot({ workspace: { scopes: ['commands'] } })
    await expect(chat.start()).rejects.toThrow('SLACK_BOT_TOKEN is missing the scope chat:write')
    await expect(chat.check?.(new AbortController().signal)).rejects.toThrow(
      'is missing the scope chat:write',
    )
  })
})

describe('a socket', () => {
  it('reconnects after a loss, even if Slack fails for a while or rejects the token in between', async () => {
    const { chat, slack, lines } = await startBot()
    await slack.sockets.connections.next()
    slack.fail('apps.connections.open', 'reset', 2)
    slack.fail('apps.connections.open', { status: 500 })
    slack.fail('apps.connections.open', { error: 'invalid_auth' })
    slack.sockets.cut()
    await slack.sockets.connections.next()
    const command = await slack.sendCommand('status')
    await command.answer()
    expect(chat.connected()).toBe(true)
    expect(lines.filter(({ level }) => level === 'warn')).toHaveLength(1)
  })

  it.each([
    ['cut 15 times', 15, 0],
    ['cut 15 times, while Slack refuses each second attempt', 15, 1],
    ['cut 30 times', 30, 0],
  ])('%s waits no longer than at first', async (_, cuts, failures) => {
    // Waits that double would take hours here.
    const { slack } = await startBot({ backoff: { backoffMs: 5, maxBackoffMs: 600_000 } })
    for (let count = 0; count < cuts; count++) {
      await slack.sockets.connections.next()
      slack.fail('apps.connections.open', { status: 503 }, failures)
      slack.sockets.cut()
    }
    await (await slack.sendCommand('status')).answer()
    expect(slack.sockets.connections.all).toHaveLength(cuts + 1)
  })

  it('cut 15 times, while Slack refuses some attempts, waits for half a second each time', async () => {
    const waits: number[] = []
    const { slack } = await startBot({
      backoff: CONNECT_BACKOFF,
      pause: async ms => void waits.push(ms),
    })
    for (let count = 0; count < 15; count++) {
      await slack.sockets.connections.next()
      slack.fail('apps.connections.open', { status: 503 }, count % 2)
      slack.sockets.cut()
    }
    await (await slack.sendCommand('status')).answer()
    // One before each connection, and one after each refusal.
    expect(waits).toHaveLength(15 + 7)
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(400)
    expect(Math.max(...waits)).toBeLessThanOrEqual(600)
  })

  it('that is cut without end is opened less and less often', async () => {
    const { slack } = await startBot({ backoff: { backoffMs: 1, maxBackoffMs: 600_000 } })
    for (let count = 0; count < 68; count++) {
      await slack.sockets.connections.next()
      slack.sockets.cut()
    }
    const before = performance.now()
    await slack.sockets.connections.next()
    // The 68th wait: 1 ms doubled eight times, less a fifth.
    expect(performance.now() - before).toBeGreaterThan(200)
  })

  it('counts as disconnected when it is lost', async () => {
    const { chat, slack } = await startBot()
    slack.fail('apps.connections.open', 'hang')
    await slack.nextCall(({ method }) => method === 'apps.connections.open')
    slack.sockets.cut()
    await slack.nextCall(({ method }) => method === 'apps.connections.open')
    expect(chat.connected()).toBe(false)
  })
})
