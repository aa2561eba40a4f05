import { type Dispatcher, EnvHttpProxyAgent, install, setGlobalDispatcher } from 'undici'
import type { ProxySettings } from '../../src/lib/proxy.ts'

/**
 * undici's dispatcher that goes through the proxies. An empty address means no proxy; undici would read the environment for one that is
 * undefined.
 */
export const createProxyDispatcher = (
  { https, http, except }: ProxySettings,
  options: EnvHttpProxyAgent.Options = {},
): Dispatcher =>
  new EnvHttpProxyAgent({
    ...options,
    httpsProxy: https,
    httpProxy: http ?? '',
    noProxy: except,
    allowH2: false,
  })

/**
 * Lets every `fetch` of this process, and discord.js's REST client, go through the proxies. The global `FormData` and the like become
 * undici's too, because its dispatcher refuses a form that Node's own has made, such as that of a file for Discord.
 */
export function useProxy(settings: ProxySettings): void {
  install()
  setGlobalDispatcher(createProxyDispatcher(settings))
}

/** A dispatcher for WebSockets, which need a tunnel even without TLS. */
export const createSocketDispatcher = (settings: ProxySettings): Dispatcher =>
  createProxyDispatcher(settings, { proxyTunnel: true })
