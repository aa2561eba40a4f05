import { describe, expect, it } from 'vitest'
import { PLATFORMS } from '../../adapters/platforms.ts'
import { readConfiguration } from '../../config/env.ts'
import { isExcepted, proxyName } from '../../src/lib/proxy.ts'

const read = (env: Record<string, string>) => readConfiguration(env, PLATFORMS)

describe('proxies', () => {
  it.each([
    [{}, undefined],
    [{ NO_PROXY: '*' }, undefined],
    [{ HTTPS_PROXY: '' }, undefined],
    [{ HTTPS_PROXY: 'http://p:1' }, { https: 'http://p:1', except: '' }],
    [
      { https_proxy: 'http://p:1', HTTPS_PROXY: 'http://q:2' },
      { https: 'http://p:1', except: '' },
    ],
    [{ HTTPS_PROXY: 'https://a:b@p:1/' }, { https: 'https://a:b@p:1/', except: '' }],
    [{ HTTPS_PROXY: 'http://a:b%25@p:1' }, { https: 'http://a:b%25@p:1', except: '' }],
    [{ HTTPS_PROXY: 'p.intern:3128' }, { https: 'http://p.intern:3128', except: '' }],
    [{ HTTP_PROXY: 'http://p:1' }, { https: 'http://p:1', http: 'http://p:1', except: '' }],
    [
      { HTTPS_PROXY: 'http://p:1', http_proxy: 'http://q:2', no_proxy: 'a, b' },
      { https: 'http://p:1', http: 'http://q:2', except: 'a, b' },
    ],
  ])('%j', (env, proxy) => {
    expect(read(env)).toMatchObject({ proxy, warnings: [] })
  })

  it.each(['none', 'Off', 'DIRECT', 'false', '0', 'none://'])(
    'are none by an empty value, not by %s',
    value => {
      expect(() => read({ HTTPS_PROXY: value })).toThrow(
        'HTTPS_PROXY: should be left out, or empty, for no proxy',
      )
      expect(read({ HTTPS_PROXY: `${value.replace(/\W/g, '')}.example.org` }).proxy).toBeDefined()
    },
  )

  it.each(['ALL_PROXY', 'all_proxy'])('aren’t set by %s, which a warning says', name => {
    const warning = `${name} is not a variable of Paper Round; an HTTP proxy is set as HTTPS_PROXY`
    expect(read({ [name]: 'socks5://p:1' })).toMatchObject({ proxy: undefined, warnings: [warning] })
    expect(read({ [name]: 'http://p:1', https_proxy: 'http://p:1' }).warnings).toEqual([])
  })

  it.each(['socks5://p:1080', 'http://', 'http://p:1/path', 'http://p:port', 'PROXY p:1', 'http://a:b%@p:1'])(
    '%s is refused by its variable',
    HTTPS_PROXY => {
      expect(() => read({ HTTPS_PROXY })).toThrow(/^HTTPS_PROXY: should be the address of an HTTP proxy/)
    },
  )

  it('are named without user and password', () => {
    expect(proxyName('http://ada:secret@p:3128/')).toBe('http://p:3128')
  })
})

it.each([
  ['example.org', '', false],
  ['example.org', ' , ', false],
  ['example.org', '*', true],
  ['example.org', 'example.org', true],
  ['example.org', 'other.net, Example.org', true],
  ['papers.example.org', '.example.org', true],
  ['papers.example.org', 'example.org', true],
  ['example.org', 'papers.example.org', false],
  ['badexample.org', 'example.org', false],
  ['example.org.net', 'example.org', false],
  ['exampleorg', 'example.org', false],
])('%s is reached without the proxy where NO_PROXY is “%s”: %s', (host, except, expected) => {
  expect(isExcepted(host, { https: 'http://p:1', http: undefined, except })).toBe(expected)
})
