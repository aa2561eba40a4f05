import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { postSigned } from '../../fakes/slack/signed-request.ts'
import { createHttpBot } from './bot.ts'

const SECRET = 'another-made-up-secret'

/**
 * Sends the headers of a request, and half of its body unless the bot answers before that.
 * @returns the first line of the answer, and how many bytes of the body were taken
 */
async function sendHeaders(url: string, headers: Record<string, string | number>): Promise<string> {
  const { port, pathname } = new URL(url)
  const socket = connect(Number(port), '127.0.0.1')
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}`)
  socket.write(`POST ${pathname} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
  const [answer] = await once(socket, 'data')
  const closed = once(socket, 'close')
  socket.resume()
  await closed
  return String(answer).split('\r\n')[0] ?? ''
}

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

  it('rejects what cannot be from Slack by its headers, without reading the body', async () => {
    const { chat, url } = await createHttpBot()
    await chat.start()
    const signature = `v0=${'0'.repeat(64)}`
    const now = Math.floor(Date.now() / 1000)
    const length = { 'content-length': 900_000 }
    const signed = (timestamp: number | string, text = signature) => ({
      ...length,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': text,
    })
    const refused = [
      signed(now - 301),
      signed(now + 400),
      signed('soon'),
      signed(now, 'v0=short'),
      { ...length, 'x-slack-request-timestamp': now },
      { ...length, 'x-slack-signature': signature },
      { 'content-length': 0 },
      { 'transfer-encoding': 'chunked' },
    ]
    for (const headers of refused) expect(await sendHeaders(url, headers)).toBe('HTTP/1.1 401 Unauthorized')
    const tooLarge = [{ ...signed(now), 'content-length': 2 ** 20 + 1 }, length]
    for (const headers of tooLarge) {
      expect(await sendHeaders(url, headers)).toBe('HTTP/1.1 413 Payload Too Large')
    }
  })

  it('holds back refusals of an address that was refused sixty times, and answers others meanwhile', async () => {
    const { slack, chat, url } = await createHttpBot()
    await chat.start()
    const refuse = (): Promise<string> => sendHeaders(url, { 'content-length': 5_000 })
    for (let count = 0; count < 60; count++) expect(await refuse()).toBe('HTTP/1.1 413 Payload Too Large')
    const held = refuse().catch(() => 'closed')
    const { statuses } = await Promise.race([
      slack.sendCommand('status', { to: url }),
      held.then(() => ({ statuses: [0] })),
    ])
    expect(statuses).toEqual([200])
  })

  it('reads a signed body up to 1 MB, whether or not its size is declared', async () => {
    const { chat, url } = await createHttpBot()
    await chat.start()
    const check = (size: number): string =>
      JSON.stringify({ type: 'url_verification', challenge: 'x'.repeat(size) })
    const answer = await postSigned(url, check(1_000_000), { secret: SECRET, json: true })
    expect(answer.status).toBe(200)
    const timestamp = String(Math.floor(Date.now() / 1000))
    const chunks = Array.from({ length: 12 }, () => new TextEncoder().encode('x'.repeat(100_000)))
    const undeclared = fetch(url, {
      method: 'POST',
      body: ReadableStream.from(chunks),
      duplex: 'half',
      headers: { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${'0'.repeat(64)}` },
    }).then(
      ({ status }) => status,
      () => 'closed',
    )
    expect([413, 'closed']).toContain(await undeclared)
  })

  it('answers Slack’s check of the certificate, which has no signature', async () => {
    const { chat, url } = await createHttpBot()
    await chat.start()
    const body = new URLSearchParams({ ssl_check: '1', token: 'made-up' }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(200)
  })
})
