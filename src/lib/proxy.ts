import { z } from 'zod'
import type { Variables } from './environment.ts'

/** The proxies that connections to the outside go through; absent where there is none. */
export interface ProxySettings {
  /** The proxy's URL, for https and wss. It may have a user name and a password. */
  https: string
  /** The same for http and ws. */
  http: string | undefined
  /** Hosts that are reached without a proxy, separated by commas. */
  except: string
}

const PROXY = /^https?:\/\/[^/?#\s]+\/?$/i

/** What people write for none; as hosts they would fail every connection. */
const NO_PROXY_AT_ALL = /^(?:none|no|off|false|direct|disabled?|0)(?:\/|:\/\/)?$/i

/** People leave out the scheme. */
const proxyUrl = z
  .string()
  .refine(text => !NO_PROXY_AT_ALL.test(text), 'should be left out, or empty, for no proxy')
  .transform(text => (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`))
  .refine(
    text => PROXY.test(text) && URL.canParse(text) && isDecodable(text),
    'should be the address of an HTTP proxy, such as http://proxy.example.com:3128, with %25 for a % in a password',
  )

/** Whether the user name and the password can be read: a `%` in them is written `%25`. */
function isDecodable(url: string): boolean {
  try {
    const { username, password } = new URL(url)
    decodeURIComponent(username + password)
    return true
  } catch {
    return false
  }
}

export const proxyVariables = {
  HTTPS_PROXY: proxyUrl.optional(),
  HTTP_PROXY: proxyUrl.optional(),
  NO_PROXY: z.string().optional(),
}

const NAMES = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'] as const

/** Reads these variables in lower case too, which take precedence, as in other programs. */
export function withLowerCaseProxies(variables: Variables): Variables {
  const lower = NAMES.flatMap(name => {
    const value = variables[name.toLowerCase()]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...variables, ...Object.fromEntries(lower) }
}

const schema = z.object(proxyVariables)

/** The proxies that the variables name; undefined if there are none. HTTP_PROXY alone is for all connections. */
export function proxyOf(variables: Variables): ProxySettings | undefined {
  const read = schema.safeParse(withLowerCaseProxies(variables))
  if (!read.success) return undefined
  const { HTTPS_PROXY, HTTP_PROXY, NO_PROXY = '' } = read.data
  const https = HTTPS_PROXY ?? HTTP_PROXY
  return https ? { https, http: HTTP_PROXY, except: NO_PROXY } : undefined
}

/** A warning where only ALL_PROXY is set, which other programs read and which would be ignored silently. */
export function ignoredProxy(variables: Variables): string[] {
  const name = ['ALL_PROXY', 'all_proxy'].find(each => variables[each])
  return name === undefined || proxyOf(variables)
    ? []
    : [`${name} is not a variable of Paper Round; an HTTP proxy is set as HTTPS_PROXY`]
}

/** A proxy's address without its user name and password. */
export function proxyName(url: string): string {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}

/** Whether a host is reached without the proxy: NO_PROXY names it, a domain above it, or all with `*`. */
export function isExcepted(host: string, { except }: ProxySettings): boolean {
  const names = except.split(',').map(name => name.trim().toLowerCase().replace(/^\./, ''))
  return names.some(name => name === '*' || (name !== '' && (host === name || host.endsWith(`.${name}`))))
}
