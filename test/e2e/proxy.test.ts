import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CERTIFICATE, type FakeProxy, startProxy } from '../fakes/proxy/proxy.ts'
import { runCommandLine } from '../fixtures/command-line.ts'
import { wirePaper } from '../fixtures/papers.ts'
import { type Environment, startEnvironment } from './environment.ts'
import { subscribe } from './subscribe.ts'

const MONDAY = '2026-11-23'
const CREDENTIALS = `Basic ${Buffer.from('ada:pass word').toString('base64')}`

/** The test server's response_urls have no TLS, which the proxy can't serve. */
const RESPONSE_URLS = { NO_PROXY: '127.0.0.1' }

let environment: Environment
let proxy: FakeProxy
/** The hosts of these addresses don't exist except behind the proxy. */
let env: Record<string, string>
beforeEach(async () => {
  environment = await startEnvironment()
  const { slack, discord, papers, arxiv } = environment
  papers.setDay(MONDAY, [wirePaper({ id: '2611.00001', title: 'Agents Learn to Wait', day: MONDAY })])
  proxy = await startProxy({
    'slack.test': slack.apiUrl,
    'discord.test': discord.apiUrl,
    'papers.test': papers.url,
    'arxiv.test': arxiv.url,
  })
  env = {
    SLACK_API_URL: `https://slack.test${new URL(slack.apiUrl).pathname}`,
    DISCORD_API_URL: `https://discord.test${new URL(discord.apiUrl).pathname}`,
    HF_ENDPOINT: 'https://papers.test',
    ARXIV_ENDPOINT: 'https://arxiv.test',
    NODE_EXTRA_CA_CERTS: CERTIFICATE,
  }
})
afterEach(async () => {
  await environment.close()
  await proxy.close()
})

describe('behind a proxy', () => {
  it.each(['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY'])(
    'everything goes through it, sockets included, as %s says',
    async name => {
      const bot = await environment.startBot(`${MONDAY}T08:00:00Z`, {
        ...env,
        ...RESPONSE_URLS,
        [name]: proxy.url,
      })
      await subscribe(environment, 'slack')
      await subscribe(environment, 'discord')
      await bot.at(`${MONDAY}T09:00:00Z`)
      expect(environment.slack.posts).toHaveLength(1)
      expect(environment.discord.posts).toHaveLength(1)
      for (const platform of ['slack', 'discord'] as const) {
        const command = await environment[platform].sendCommand('export')
        expect((await command.answer()).text).toContain('1 paper')
      }
      const hosts = new Set(proxy.tunnels.map(({ to }) => to))
      expect([...hosts].toSorted()).toEqual(['discord.test:443', 'papers.test:443', 'slack.test:443'])
      expect(new Set(proxy.sockets)).toEqual(new Set(['slack.test', 'discord.test']))
      expect(new Set(proxy.tunnels.map(({ credentials }) => credentials))).toEqual(new Set([CREDENTIALS]))
      expect(bot.log()).not.toMatch(/pass(%20| )word/)
      expect(await bot.stop()).toBe(0)
    },
  )

  it('doctor goes through it too as .env says, trusts the certificates that are named there, and names it without its password and the hosts that it is not for', async () => {
    const cwd = dirname(environment.env.DATABASE_URL?.replace('sqlite:', '') ?? '')
    const file = join(cwd, 'settings.env')
    const { NODE_EXTRA_CA_CERTS, ...rest } = env
    writeFileSync(file, `HTTPS_PROXY=${proxy.url}\nNODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS}\n`)
    const settings = { ...environment.env, ...rest, NO_PROXY: 'localhost, .intern', ENV_FILE: file }
    const { stdout } = await runCommandLine(['doctor'], { cwd, env: settings })
    const { host } = new URL(proxy.url)
    expect(stdout).toContain(`Connections go through http://${host}, except those to localhost, .intern.\n`)
    expect(stdout).not.toContain('ada')
    expect(stdout).toMatch(/^ok +source/m)
    expect(stdout).toMatch(/^ok +Slack/m)
    expect(stdout).toMatch(/^ok +Discord/m)
  })

  it('hosts in NO_PROXY are reached without it', async () => {
    const unused = { HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url, NO_PROXY: 'elsewhere.test,127.0.0.1' }
    const bot = await environment.startBot(`${MONDAY}T08:00:00Z`, unused)
    expect(proxy.tunnels).toEqual([])
    expect(await bot.stop()).toBe(0)
  })
})
