import http from 'node:http'
import https from 'node:https'
import type { ProxyAnswer } from '../../src/doctor/proxy.ts'
import { messageOf } from '../../src/lib/errors.ts'

/** Asks a proxy for a tunnel (CONNECT), and closes it again. @param target such as `huggingface.co:443` @param withinMs until it counts as silent */
export function askProxy(proxy: string, target: string, withinMs: number): Promise<ProxyAnswer> {
  const { protocol, hostname, port, username, password } = new URL(proxy)
  const { promise, resolve } = Promise.withResolvers<ProxyAnswer>()
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  const signal = AbortSignal.timeout(withinMs)
  const { request } = protocol === 'https:' ? https : http
  request({
    method: 'CONNECT',
    host: hostname.replace(/^\[|\]$/g, ''),
    ...(port && { port }),
    path: target,
    headers: {
      host: target,
      ...(user !== ':' && { 'proxy-authorization': `Basic ${Buffer.from(user).toString('base64')}` }),
    },
    agent: false,
    signal,
  })
    .on('connect', ({ statusCode: status = 0 }, socket) => {
      socket.destroy()
      resolve(status >= 200 && status < 300 ? { kind: 'open' } : { kind: 'refused', status })
    })
    .on('error', error =>
      resolve(signal.aborted ? { kind: 'silent' } : { kind: 'unreachable', reason: messageOf(error) }),
    )
    .end()
  return promise
}
