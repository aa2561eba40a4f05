import http from 'node:http'
import https from 'node:https'
import { createRequire } from 'node:module'
import type { ProxySettings } from '../../src/lib/proxy.ts'

/**
 * NO_PROXY for Node's agents, in which a host is only itself: elsewhere it is also all hosts below it, and so it is for our other
 * connections.
 */
const withSubdomains = (except: string): string =>
  except
    .split(/[,\s]+/)
    .flatMap(entry => (/^[a-z]/i.test(entry) ? [entry, `.${entry}`] : entry ? [entry] : []))
    .join(',')

/**
 * Lets Discord's gateway go through the proxies. discord.js has no setting for it: it makes its sockets with the package `ws`, without an
 * agent. So this replaces the class that it takes from there, and must be called before discord.js is loaded.
 */
export function useGatewayProxy({ https: httpsProxy, http: httpProxy, except }: ProxySettings): void {
  const proxyEnv = {
    HTTPS_PROXY: httpsProxy,
    HTTP_PROXY: httpProxy,
    NO_PROXY: withSubdomains(except),
  }
  const agents = { 'wss:': new https.Agent({ proxyEnv }), 'ws:': new http.Agent({ proxyEnv }) }
  // The copy that discord.js uses.
  const ofDiscord = createRequire(createRequire(import.meta.url).resolve('discord.js'))
  const ws: typeof import('ws') = createRequire(ofDiscord.resolve('@discordjs/ws'))('ws')
  class ProxiedWebSocket extends ws.WebSocket {
    constructor(...[address, protocols, options]: ConstructorParameters<typeof ws.WebSocket>) {
      const { protocol } = new URL(String(address))
      super(address, protocols, { ...options, agent: agents[protocol === 'ws:' ? 'ws:' : 'wss:'] })
    }
  }
  Object.defineProperty(ws, 'WebSocket', { value: ProxiedWebSocket })
}
