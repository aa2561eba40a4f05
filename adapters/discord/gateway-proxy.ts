import http from 'node:http'
import https from 'node:https'
import WebSocket from 'ws'
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
  class ProxiedWebSocket extends WebSocket {
    constructor(...[address, protocols, options]: ConstructorParameters<typeof WebSocket>) {
      const { protocol } = new URL(String(address))
      super(address, protocols, { ...options, agent: agents[protocol === 'ws:' ? 'ws:' : 'wss:'] })
    }
  }
  // discord.js requires the package, whose CommonJS module is this class too, with itself as a property, which it sets when it is loaded.
  Object.defineProperty(WebSocket, 'WebSocket', { get: () => ProxiedWebSocket, set: () => {} })
}
