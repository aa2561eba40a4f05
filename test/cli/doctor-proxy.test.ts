import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runDoctor } from './run-doctor.ts'

/** A proxy between us and everything else, with each fault that it can have. */

const PASSWORD = 'correct-horse'
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'paper-round-doctor-proxy-'))
})
const closing: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of closing) await close()
  rmSync(folder, { recursive: true })
})

async function listening(server: net.Server): Promise<number> {
  const sockets = new Set<net.Socket>()
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket.on('error', () => {}))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  closing.push(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  })
  return (server.address() as AddressInfo).port
}

/** A proxy that answers each tunnel so. */
function answering(line: string): Promise<number> {
  const proxy = http.createServer((_, response) => response.writeHead(405).end())
  proxy.on('connect', (_, socket) => socket.end(`HTTP/1.1 ${line}\r\nContent-Length: 0\r\n\r\n`))
  return listening(proxy)
}

async function closedPort(): Promise<number> {
  const server = net.createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const doctor = (port: number, env: Record<string, string> = {}) =>
  runDoctor(folder, {
    DATABASE_URL: `sqlite:${folder}/${port}.db`,
    PORT: '0',
    HF_ENDPOINT: 'https://papers.test',
    HTTPS_PROXY: `http://ada:${PASSWORD}@127.0.0.1:${port}`,
    ...env,
  })

describe.concurrent('doctor names a proxy', () => {
  it.each<[string, () => Promise<number>, string]>([
    [
      'that isn’t running',
      closedPort,
      'It can’t be reached (connect ECONNREFUSED 127.0.0.1:PORT). Check that it is running, and its address in HTTPS_PROXY.',
    ],
    [
      'that takes connections and says nothing',
      () => listening(net.createServer()),
      'It takes connections and doesn’t answer. Check that it is running, and its address in HTTPS_PROXY.',
    ],
    [
      'that speaks something else',
      () => listening(net.createServer(socket => socket.end('SSH-2.0-OpenSSH_9.6\r\n'))),
      'Check that it is running, and its address in HTTPS_PROXY.',
    ],
    [
      'that refuses the password',
      () => answering('407 Proxy Authentication Required'),
      'It refuses the user name or the password in HTTPS_PROXY (407).',
    ],
    [
      'that doesn’t let us through',
      () => answering('403 Forbidden'),
      'It refuses connections to papers.test:443 (403). Have it allow them; a host that is reached without it belongs in NO_PROXY.',
    ],
  ])('%s', async (_, start, words) => {
    const port = await start()
    const { code, findings, output } = await doctor(port)
    const [found, ...others] = findings.filter(({ what }) => what === 'proxy')
    expect(found).toMatchObject({
      state: 'fault',
      text: expect.stringContaining(`Connections go through http://127.0.0.1:${port}.`),
    })
    expect(found?.text).toContain(words.replace('PORT', String(port)))
    expect(others).toEqual([])
    expect(code).toBe(1)
    expect(output).not.toContain(PASSWORD)
    expect(output).not.toContain('ada')
  })

  it('that wants a user name, and says how it is written', async () => {
    const port = await answering('407 Proxy Authentication Required')
    const { findings } = await doctor(port, { HTTPS_PROXY: '', HTTP_PROXY: `127.0.0.1:${port}` })
    expect(findings).toContainEqual({
      what: 'proxy',
      state: 'fault',
      text: expect.stringContaining(
        'It wants a user name and a password (407): write HTTP_PROXY=http://USER:PASSWORD@HOST:PORT.',
      ),
    })
  })
})
