import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createKeys, postSigned, signatureOf } from '../../fakes/discord/signed-request.ts'
import { startHttpBot } from './bot.ts'

const PING = JSON.stringify({ id: '1', type: 1 })
const FIVE_MINUTES = 300_000

/** @returns the first line of the answer to a request of which only the headers were sent */
async function sendHeaders(url: string, headers: Record<string, string | number>): Promise<string> {
  const { port, pathname } = new URL(url)
  const socket = connect(Number(port), '127.0.0.1')
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}`)
  socket.write(`POST ${pathname} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
  const [answer] = await once(socket, 'data')
  socket.destroy()
  return String(answer).split('\r\n')[0] ?? ''
}

const post = async (url: string, body: string, headers: Record<string, string>): Promise<number> =>
  (await fetch(url, { method: 'POST', body, headers })).status

/** Changes one character of a hexadecimal text. */
const altered = (text = '', at = 0): string =>
  text.slice(0, at) + (text[at] === '0' ? '1' : '0') + text.slice(at + 1)

describe('a request', () => {
  it('that is signed by Discord is taken, also by a clock that is nearly five minutes off', async () => {
    const { discord, url } = await startHttpBot()
    const answer = await postSigned(url, PING, discord.keys)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json'])
    expect(await answer.json()).toEqual({ type: 1 })
    for (const off of [-FIVE_MINUTES + 30_000, FIVE_MINUTES - 30_000])
      expect((await postSigned(url, PING, discord.keys, Date.now() + off)).status).toBe(200)
  })

  it('that Discord did not sign just so is refused with 401, unread, and runs nothing', async () => {
    const { discord, url, requests, lines } = await startHttpBot()
    await discord.sendCommand('status')
    const { keys } = discord
    const body = JSON.stringify({ id: '2', type: 1 })
    const good = signatureOf(body, keys)
    const { 'x-signature-ed25519': signature = '', 'x-signature-timestamp': timestamp = '' } = good
    const table: [string, string, Record<string, string>][] = [
      ['another key', body, signatureOf(body, createKeys())],
      ['an altered body', `${body} `, good],
      ['a shortened body', body.slice(0, -1), good],
      ['an altered signature', body, { ...good, 'x-signature-ed25519': altered(signature) }],
      ['an altered end of the signature', body, { ...good, 'x-signature-ed25519': altered(signature, 100) }],
      ['an altered time', body, { ...good, 'x-signature-timestamp': String(Number(timestamp) + 1) }],
      ['a time with a zero in front', body, { ...good, 'x-signature-timestamp': `0${timestamp}` }],
      ['a time that is part of the body', timestamp + body, { ...good, 'x-signature-timestamp': '' }],
      ['no signature', body, { 'x-signature-timestamp': timestamp }],
      ['no time', body, { 'x-signature-ed25519': signature }],
      ['neither', body, {}],
      ['a short signature', body, { ...good, 'x-signature-ed25519': signature.slice(2) }],
      ['a long signature', body, { ...good, 'x-signature-ed25519': `${signature}00` }],
      [
        'a signature in base64',
        body,
        { ...good, 'x-signature-ed25519': Buffer.alloc(96).toString('base64') },
      ],
      ['a signature of zeros', body, { ...good, 'x-signature-ed25519': '0'.repeat(128) }],
      ['a time in words', body, { ...good, 'x-signature-timestamp': 'now' }],
      ['an old signature', body, signatureOf(body, keys, Date.now() - FIVE_MINUTES - 60_000)],
      ['a signature of the future', body, signatureOf(body, keys, Date.now() + FIVE_MINUTES + 60_000)],
    ]
    const statuses = []
    for (const [what, sent, headers] of table) statuses.push([what, await post(url, sent, headers)])
    expect(statuses).toEqual(table.map(([what]) => [what, 401]))
    expect(requests.map(({ text }) => text)).toEqual(['status'])
    expect(lines.filter(({ level }) => level === 'warn').map(({ message }) => message)).toEqual([
      'refused a request without a valid signature from Discord',
      'refused a stale request (unless the clock here is wrong) from Discord',
    ])
  })

  it('that cannot be from Discord by its headers is refused before its body comes', async () => {
    const { discord, url } = await startHttpBot()
    const good = signatureOf(PING, discord.keys)
    const old = signatureOf(PING, discord.keys, Date.now() - 2 * FIVE_MINUTES)
    for (const headers of [{}, old])
      expect(await sendHeaders(url, { 'content-length': 100, ...headers })).toBe('HTTP/1.1 401 Unauthorized')
    expect(await sendHeaders(url, { 'content-length': 2 ** 18 + 1, ...good })).toBe(
      'HTTP/1.1 413 Payload Too Large',
    )
  })

  it('may be as large as 256 KB, whether or not its size is declared', async () => {
    const { discord, url } = await startHttpBot()
    const bodyOf = (size: number): string => JSON.stringify({ id: '1', type: 1, x: 'x'.repeat(size - 26) })
    const largest = bodyOf(2 ** 18)
    expect(largest).toHaveLength(2 ** 18)
    expect((await postSigned(url, largest, discord.keys)).status).toBe(200)
    const tooLarge = bodyOf(2 ** 18 + 1)
    const undeclared = await fetch(url, {
      method: 'POST',
      body: ReadableStream.from([new TextEncoder().encode(tooLarge)]),
      duplex: 'half',
      headers: signatureOf(tooLarge, discord.keys),
    }).then(
      ({ status }) => status,
      () => 'closed',
    )
    expect([413, 'closed']).toContain(undeclared)
  })

  it('of an address that was refused often is held back, but less than Discord waits when it tries us', async () => {
    const { discord, url } = await startHttpBot()
    const forged = signatureOf(PING, createKeys())
    for (let count = 0; count < 60; count++) await post(url, PING, forged)
    const before = performance.now()
    const held = post(url, PING, forged)
    const first = await Promise.race([held, postSigned(url, PING, discord.keys).then(() => 'a good one')])
    expect(first).toBe('a good one')
    expect(await held).toBe(401)
    expect(performance.now() - before).toBeGreaterThan(150)
    expect(performance.now() - before).toBeLessThan(2_500)
  })
})
