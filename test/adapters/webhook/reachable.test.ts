import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { LookUp } from '../../../adapters/webhook/checked-connect.ts'
import { createPostTo } from '../../../adapters/webhook/post.ts'
import { parseAddress } from '../../../adapters/webhook/reachable.ts'
import { trustCertificates } from '../../../src/cli/extra-certificates.ts'
import { CERTIFICATE, KEY, startProxy } from '../../fakes/proxy/proxy.ts'
import { type FakeAnswer, startFakeServer } from '../../fakes/server.ts'

const never = new AbortController().signal
const clock = { now: () => 0 }

/** A server on this machine that counts requests. */
async function startReceiver(answer: FakeAnswer = {}) {
  const paths: string[] = []
  const server = await startFakeServer(({ url }) => {
    paths.push(url.pathname)
    return answer
  })
  onTestFinished(server.close)
  return { ...server, paths, port: new URL(server.url).port }
}

/** @returns its port */
async function listen(server: http.Server | https.Server): Promise<number | undefined> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return typeof address === 'object' ? address?.port : undefined
}

/** A resolver that knows each name's addresses, one list after the other. */
function createResolver(lists: readonly (readonly string[])[]) {
  const asked: string[] = []
  const lookUp = ((hostname: string, _options: unknown, callback: (...given: unknown[]) => void) => {
    const addresses = lists[Math.min(asked.length, lists.length - 1)] ?? []
    asked.push(hostname)
    callback(
      null,
      addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }) as LookUp
  return { lookUp, asked }
}

const open = (privateAddresses: boolean, lookUp?: LookUp) =>
  createPostTo({ reachable: { privateAddresses }, proxy: undefined, timeoutMs: 2_000, clock, lookUp })

const post = (postTo: ReturnType<typeof open>, url: string) => postTo({ url, headers: {}, body: '{}' }, never)

beforeAll(() => trustCertificates(CERTIFICATE))

describe('a webhook', () => {
  it.each([
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://localhost/',
    'https://10.1.2.3/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[fd00::1]/',
    'https://169.254.169.254/latest/meta-data/',
    'http://example.org/',
  ])('doesn’t go to %s', async url => {
    expect(await post(open(false), url)).toMatchObject({ kind: 'refused' })
    expect(parseAddress(url, { privateAddresses: false })).toMatchObject({ ok: false })
  })

  it.each([
    ['a loopback address', ['127.0.0.1']],
    ['a private address', ['10.0.0.1']],
    ['a mapped address', ['::ffff:127.0.0.1']],
    ['a public and a private address', ['93.184.215.14', '127.0.0.1']],
  ])('doesn’t go where a name leads to %s, and nothing is sent there', async (_, addresses) => {
    const receiver = await startReceiver()
    let connections = 0
    receiver.server.on('connection', () => connections++)
    const { lookUp, asked } = createResolver([addresses])
    expect(await post(open(false, lookUp), `https://receiver.example:${receiver.port}/`)).toEqual({
      kind: 'refused',
      reason: expect.stringMatching(/WEBHOOK_PRIVATE=on|no webhook may go/),
    })
    expect(asked).toEqual(['receiver.example'])
    expect(connections).toBe(0)
  })

  it('connects to the address that was checked: the name is looked up once', async () => {
    const receiver = await startReceiver()
    const { lookUp, asked } = createResolver([['127.0.0.1'], ['169.254.169.254']])
    const answer = await post(open(true, lookUp), `http://receiver.example:${receiver.port}/hook`)
    expect(answer).toMatchObject({ kind: 'answered', status: 200 })
    expect(receiver.paths).toEqual(['/hook'])
    expect(asked).toEqual(['receiver.example'])
    expect(await post(open(true, lookUp), `http://receiver.example:${receiver.port}/hook`)).toMatchObject({
      kind: 'refused',
    })
    expect(receiver.paths).toHaveLength(1)
  })

  it('doesn’t follow a redirect', async () => {
    const inside = await startReceiver()
    const receiver = await startReceiver({ status: 307, headers: { location: `${inside.url}/secret` } })
    expect(await post(open(true), `${receiver.url}/`)).toMatchObject({ kind: 'answered', status: 307 })
    expect(inside.paths).toEqual([])
  })

  it('goes to private addresses where that is set, but never without TLS to public ones, nor to metadata services', async () => {
    const receiver = await startReceiver()
    expect(await post(open(true), `http://localhost:${receiver.port}/`)).toMatchObject({ status: 200 })
    const { lookUp } = createResolver([['93.184.215.14']])
    expect(await post(open(true, lookUp), 'http://receiver.example/')).toEqual({
      kind: 'refused',
      reason: expect.stringContaining('should begin with https://'),
    })
    expect(await post(open(true), 'http://169.254.169.254/')).toMatchObject({ kind: 'refused' })
  })

  it('is told apart from one whose name nobody knows', async () => {
    const lookUp = ((_: string, __: unknown, callback: (error: Error) => void) =>
      callback(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }))) as LookUp
    expect(await post(open(false, lookUp), 'https://receiver.example/')).toEqual({
      kind: 'not connected',
      reason: expect.stringContaining('ENOTFOUND'),
    })
  })

  it('checks the certificate: nothing is sent to a host that has another one', async () => {
    let requests = 0
    const server = https.createServer(
      { cert: readFileSync(CERTIFICATE), key: readFileSync(KEY) },
      (_, response) => {
        requests++
        response.end()
      },
    )
    const port = await listen(server)
    const { lookUp } = createResolver([['127.0.0.1']])
    expect(await post(open(true, lookUp), `https://papers.test:${port}/`)).toMatchObject({ status: 200 })
    expect(await post(open(true, lookUp), `https://others.test:${port}/`)).toEqual({
      kind: 'not connected',
      reason: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
    })
    expect(requests).toBe(1)
  })

  it('is not answered for ever: the body is read up to a bound', async () => {
    const receiver = await startReceiver({ status: 400, body: 'x'.repeat(3_000_000) })
    const answer = await post(open(true), receiver.url)
    expect(answer.kind === 'answered' && answer.text).toBe('x'.repeat(1_000))
  })

  it('need not end its answer, once it has said more than anybody reads', async () => {
    const server = http.createServer((_, response) => void response.writeHead(500).write('x'.repeat(5_000)))
    const port = await listen(server)
    const patient = createPostTo({
      reachable: { privateAddresses: true },
      proxy: undefined,
      timeoutMs: 60_000,
      clock,
    })
    expect(await post(patient, `http://127.0.0.1:${port}/`)).toMatchObject({
      status: 500,
      text: 'x'.repeat(1_000),
    })
  })

  it('goes through the proxy, which looks its name up; addresses are refused before', async () => {
    const receiver = await startReceiver()
    const proxy = await startProxy({ 'papers.test': receiver.url })
    onTestFinished(proxy.close)
    const { lookUp, asked } = createResolver([['127.0.0.1']])
    const through = createPostTo({
      reachable: { privateAddresses: false },
      proxy: { https: proxy.url, http: undefined, except: 'direct.test' },
      timeoutMs: 2_000,
      clock,
      lookUp,
    })
    expect(await post(through, 'https://papers.test/hook')).toMatchObject({ kind: 'answered', status: 200 })
    expect(receiver.paths).toEqual(['/hook'])
    expect(proxy.tunnels.map(({ to }) => to)).toEqual(['papers.test:443'])
    expect(asked).toEqual([])
    for (const url of ['https://127.0.0.1/', 'https://localhost/'])
      expect(await post(through, url)).toMatchObject({ kind: 'refused' })
    expect(await post(through, 'https://direct.test/')).toMatchObject({ kind: 'refused' })
    expect(asked).toEqual(['direct.test'])
    expect(proxy.tunnels).toHaveLength(1)
    await proxy.close()
    expect(await post(through, 'https://papers.test/hook')).toMatchObject({ kind: 'not connected' })
  })
})

describe('an address', () => {
  const problemOf = (text: string, privateAddresses = false) => {
    const parsed = parseAddress(text, { privateAddresses })
    return parsed.ok ? undefined : parsed.problem
  }

  it.each([
    'example.org',
    'ftp://example.org',
    'javascript:1',
    '',
    'https://',
    'https:example.org',
    'https:/example.org',
    'https:///example.org',
  ])('isn’t %j', text => expect(problemOf(text)).toBe('should begin with https://'))

  it.each(['https://example.org:99999/', 'https://exa%20mple.org/', 'https://[::1/'])(
    '%j says that its host or port can’t be',
    text => expect(problemOf(text)).toBe('has a host or a port that can’t be'),
  )

  it.each(['a\u00a0b', 'a\tb', 'a\u200bb', '\u202eb', 'a\u00adb', 'a\u0000b', 'a\nb', 'a\ud800'])(
    'has nothing in it that can’t be seen: %j',
    path => expect(problemOf(`https://example.org/${path}`)).toMatch(/can’t be seen/),
  )

  it('has no user name, and keeps its path and query', () => {
    expect(problemOf('https://ada:secret@example.org/')).toMatch(/user name/)
    expect(problemOf('https://ada@example.org/')).toMatch(/user name/)
    expect(problemOf('https://:secret@example.org/')).toMatch(/user name/)
    const parsed = parseAddress(' https://example.org/a?token=b#c ', { privateAddresses: false })
    expect(parsed.ok && parsed.url.href).toBe('https://example.org/a?token=b')
  })

  it('may have no TLS only where private addresses are allowed', () => {
    expect(problemOf('http://receiver.example/')).toMatch(/https/)
    expect(problemOf('http://receiver.example/', true)).toBeUndefined()
    expect(problemOf('http://10.0.0.1/', true)).toBeUndefined()
    expect(problemOf('http://1.1.1.1/', true)).toMatch(/https/)
  })
})
