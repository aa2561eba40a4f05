import { describe, expect, it } from 'vitest'
import { RefusedError } from '../../src/errors.ts'
import { createBot, says, startBot } from './bot.ts'

describe('connecting', () => {
  it('is done once Slack has greeted the socket', async () => {
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
      'a bot token that is wrong',
      { botToken: 'xoxb-wrong' },
      'Slack refused SLACK_BOT_TOKEN (invalid_auth). Copy the Bot User',
    ],
    [
      'an app token that is wrong',
      { appToken: 'xapp-wrong' },
      'Slack refused SLACK_APP_TOKEN (invalid_auth). Make an App-Level',
    ],
    [
      'a bot token in place of the app token',
      { appToken: 'xoxb-made-up-bot-token' },
      'SLACK_APP_TOKEN (not_allowed_token_type)',
    ],
  ])('is refused for %s', async (_, tokens, message) => {
    const { chat } = await createBot(tokens)
    const refusal = await chat.start().catch(error => error)
    expect(refusal).toBeInstanceOf(RefusedError)
    expect(refusal.message).toContain(message)
    expect(chat.connected()).toBe(false)
  })

  it.each(['account_inactive', 'token_revoked', 'team_disabled'])('is refused by %s', async error => {
    const { chat, slack } = await createBot()
    slack.fail('auth.test', { error })
    await expect(chat.start()).rejects.toThrow(`SLACK_BOT_TOKEN (${error})`)
  })

  it('is refused for a bot token that lacks a scope', async () => {
    const { chat } = await createBot({ workspace: { scopes: ['commands'] } })
    await expect(chat.start()).rejects.toThrow('SLACK_BOT_TOKEN lacks the scope chat:write')
  })

  it('goes on until Slack can be reached, and mentions the trouble once', async () => {
    const { chat, slack, lines } = await createBot()
    slack.fail('auth.test', 'reset', 3)
    slack.fail('auth.test', { status: 503 })
    slack.fail('auth.test', { error: 'internal_error' })
    slack.fail('apps.connections.open', 'reset', 2)
    slack.fail('apps.connections.open', { status: 429, retryAfter: 0 })
    await chat.start()
    expect(chat.connected()).toBe(true)
    expect(lines.filter(({ level }) => level === 'warn').map(({ message }) => message)).toEqual([
      'asking Slack who we are failed; trying again',
      "opening Slack's socket failed; trying again",
    ])
  })

  it('ends quietly when we are to stop meanwhile', async () => {
    const { chat, slack } = await createBot()
    slack.fail('auth.test', 'reset', 1_000)
    const starting = chat.start()
    await slack.nextCall()
    await slack.nextCall()
    await chat.stop()
    await starting
    expect(chat.connected()).toBe(false)
  })

  it('ends quietly when we are to stop while Slack keeps the socket waiting', async () => {
    const { chat, slack } = await createBot()
    slack.sockets.greets = false
    const starting = chat.start()
    await slack.nextCall(({ method }) => method === 'apps.connections.open')
    await chat.stop()
    await starting
    expect(chat.connected()).toBe(false)
  })

  it('keeps tokens and tickets out of the log', async () => {
    const { slack, lines } = await startBot()
    const command = await slack.sendCommand('status')
    await command.answer()
    const log = JSON.stringify(lines)
    for (const secret of [slack.workspace.botToken, slack.workspace.appToken, 'ticket=', '/commands/']) {
      expect(log).not.toContain(secret)
    }
  })
})

describe('a lost socket', () => {
  it.each([
    ['Slack asks for it', 'disconnect'],
    ['the connection breaks', 'cut'],
  ] as const)('is replaced when %s, and commands go on', async (_, way) => {
    const { slack, requests } = await startBot()
    await slack.sockets.connections.next()
    if (way === 'cut') slack.sockets.cut()
    else slack.sockets.disconnect('refresh_requested')
    await slack.sockets.connections.next()
    const command = await slack.sendCommand('status')
    await command.answer()
    expect(requests).toHaveLength(1)
  })

  it('is opened again though Slack fails for a while, even if it refuses the token meanwhile', async () => {
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

  it('is not lost over messages that make no sense', async () => {
    const { slack, chat } = await startBot()
    for (const text of ['null', '{', '{"type":"events_api"}', '{"type":"slash_commands"}'])
      slack.sockets.say(text)
    const command = await slack.sendCommand('status')
    await command.answer()
    expect(chat.connected()).toBe(true)
    expect(slack.sockets.connections.all).toHaveLength(1)
  })

  it('shows as not connected', async () => {
    const { chat, slack } = await startBot()
    slack.fail('apps.connections.open', 'hang')
    await slack.nextCall(({ method }) => method === 'apps.connections.open')
    slack.sockets.cut()
    await slack.nextCall(({ method }) => method === 'apps.connections.open')
    expect(chat.connected()).toBe(false)
  })
})

describe('stopping', () => {
  it('lets a command under way answer first', async () => {
    const work = Promise.withResolvers<void>()
    const { chat, slack } = await startBot({ reply: () => work.promise.then(() => says('Just in time.')) })
    const command = await slack.sendCommand('today')
    await command.acked()
    const stopping = chat.stop()
    expect(chat.connected()).toBe(false)
    work.resolve()
    await stopping
    expect(slack.responses.map(({ text }) => text)).toEqual(['Just in time.'])
    await slack.sockets.allClosed()
  })

  it('can be done twice, and before any start', async () => {
    const { chat } = await createBot()
    await chat.stop()
    await chat.stop()
    await chat.start()
    expect(chat.connected()).toBe(false)
  })
})
