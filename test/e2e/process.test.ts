import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NO_ENV_FILE } from '../fixtures/command-line.ts'
import { COMPILE_CACHE } from '../fixtures/compile-cache.ts'
import { wirePaper } from '../fixtures/papers.ts'
import { type Environment, startEnvironment } from './environment.ts'
import { subscribe } from './subscribe.ts'

const MONDAY = '2026-11-23'

let environment: Environment
beforeEach(async () => {
  environment = await startEnvironment()
  environment.papers.setDay(MONDAY, [
    wirePaper({ id: '2611.00001', title: 'Agents Learn to Wait', day: MONDAY, upvotes: 9 }),
    wirePaper({ id: '2611.00002', title: 'Diffusion for Postcards', day: MONDAY, upvotes: 5 }),
  ])
})
afterEach(() => environment.close())

const PLATFORMS = [
  {
    name: 'slack',
    failToPost: () => environment.slack.fail('chat.postMessage', { status: 503 }),
    /** Breaks the connection and lets no other one become ready. Resolves once the bot has noticed and tries. */
    async disconnect() {
      const { sockets, nextCall } = environment.slack
      await nextCall(({ method }) => method === 'apps.connections.open')
      sockets.sendsHello = false
      sockets.cut()
      await nextCall(({ method }) => method === 'apps.connections.open')
    },
    letConnect() {
      environment.slack.sockets.sendsHello = true
      environment.slack.sockets.cut()
    },
  },
  {
    name: 'discord',
    failToPost: () => environment.discord.fail('postMessage', { status: 503 }),
    async disconnect() {
      const { gateway } = environment.discord
      await gateway.connections.next()
      gateway.sendsHello = false
      gateway.cut()
      await gateway.connections.next()
    },
    letConnect() {
      environment.discord.gateway.sendsHello = true
      environment.discord.gateway.cut()
    },
  },
] as const

/** Starts the bot by the launcher, as a person would. */
function startProgram() {
  const launcher = fileURLToPath(new URL('../../src/paper-round.js', import.meta.url))
  const child = spawn(process.execPath, [launcher, 'start'], {
    env: { PATH: process.env.PATH ?? '', PORT: '0', ...NO_ENV_FILE, ...COMPILE_CACHE, ...environment.env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let log = ''
  child.stderr.on('data', chunk => {
    log += chunk
  })
  return { child, log: () => log }
}

describe('the process', () => {
  it('exits with what to do if every platform rejects its token', async () => {
    const wrong = { SLACK_BOT_TOKEN: 'xoxb-wrong', DISCORD_TOKEN: 'wrong' }
    await expect(environment.startBot(`${MONDAY}T08:00:00Z`, wrong)).rejects.toThrow(
      /Slack refused SLACK_BOT_TOKEN/,
    )
  })

  it('does not say that it connected or started where every platform rejects its token', async () => {
    const wrong = { SLACK_BOT_TOKEN: 'xoxb-wrong', DISCORD_TOKEN: 'wrong' }
    const log = await environment.startBot(`${MONDAY}T08:00:00Z`, wrong).catch(String)
    expect(log).toContain('Slack refused SLACK_BOT_TOKEN')
    expect(log).not.toMatch(/"msg":"(?:connected|started)/)
  })

  it('says which platform it connected to, and that it started', async () => {
    const bot = await environment.startBot(`${MONDAY}T08:00:00Z`, { SLACK_BOT_TOKEN: 'xoxb-wrong' })
    expect(bot.log()).toContain('"platform":"discord","msg":"connected"')
    expect(bot.log()).not.toContain('"platform":"slack","msg":"connected"')
    expect(bot.log()).toContain('"msg":"started"')
  })

  it.each(PLATFORMS)(
    'posts what was due as soon as $name is connected, without waiting for the next minute',
    async ({ name, failToPost }) => {
      const first = await environment.startBot(`${MONDAY}T08:00:00Z`)
      await subscribe(environment, name)
      failToPost()
      await first.at(`${MONDAY}T09:00:00Z`)
      await first.kill()
      expect(environment[name].posts).toHaveLength(0)
      await environment.startBot(`${MONDAY}T09:01:30Z`)
      expect(JSON.stringify(await environment[name].nextPost())).toContain('Agents Learn to Wait')
    },
  )

  it.each(PLATFORMS)(
    'posts what came due while $name was not connected as soon as it is again',
    async ({ name, disconnect, letConnect }) => {
      const bot = await environment.startBot(`${MONDAY}T08:00:00Z`)
      await subscribe(environment, name)
      await disconnect()
      await bot.at(`${MONDAY}T09:00:00Z`)
      expect(environment[name].posts).toHaveLength(0)
      letConnect()
      expect(JSON.stringify(await environment[name].nextPost())).toContain('Agents Learn to Wait')
    },
  )

  it('posts what it knows when the source is down at the slot', async () => {
    const bot = await environment.startBot(`${MONDAY}T08:00:00Z`)
    await subscribe(environment, 'slack')
    environment.papers.setLimits(0, 3600)
    await bot.at(`${MONDAY}T09:00:00Z`)
    const post = await environment.slack.nextPost()
    for (const text of ['Agents Learn', 'Diffusion for', 'wants to be left alone']) {
      expect(JSON.stringify(post)).toContain(text)
    }
  })

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'stops in order on %s while source and platforms keep it waiting, and does not say that it connected or started',
    async signal => {
      environment.papers.faults({ kind: 'hang', times: 9 })
      environment.slack.fail('auth.test', 'hang')
      const { child, log } = startProgram()
      await environment.slack.nextCall(({ method }) => method === 'auth.test')
      child.kill(signal)
      // As under npm on a terminal, where both send it.
      child.kill(signal)
      expect(await once(child, 'close')).toEqual([0, null])
      expect(log()).not.toMatch(/"platform":"slack","msg":"connected|"msg":"started/)
      expect(log()).toContain('"msg":"stopped"')
    },
  )

  // A device of Linux on which every write fails as on a full disk.
  it.skipIf(!existsSync('/dev/full'))('runs on when its log and its output are on a full disk', async () => {
    const command = fileURLToPath(new URL('../../src/cli/program.ts', import.meta.url))
    const full = openSync('/dev/full', 'w')
    const settings = { PORT: '0', LOG_LEVEL: 'debug', LOG_FORMAT: 'json', ...NO_ENV_FILE, ...COMPILE_CACHE }
    const child = spawn(process.execPath, [command, 'start'], {
      env: { PATH: process.env.PATH ?? '', ...settings, ...environment.env },
      stdio: ['ignore', full, full],
    })
    closeSync(full)
    const exited = once(child, 'exit')
    await Promise.race([
      environment.slack.nextCall(({ method }) => method === 'apps.connections.open'),
      exited.then(([code]) => Promise.reject(new Error(`the bot ended with exit code ${code}`))),
    ])
    child.kill('SIGTERM')
    expect(await exited).toEqual([0, null])
  })

  it('stops within its five seconds even if a post hangs, and reconciles that when it starts again', async () => {
    const bot = await environment.startBot(`${MONDAY}T08:00:00Z`)
    await subscribe(environment, 'slack')
    environment.slack.fail('chat.postMessage', 'hang')
    const slot = bot.at(`${MONDAY}T09:00:00Z`)
    await environment.slack.nextCall(({ method }) => method === 'chat.postMessage')
    const stopping = AbortSignal.timeout(5_000)
    expect(await bot.stop()).toBe(0)
    expect(stopping.aborted).toBe(false)
    await slot
    const again = await environment.startBot(`${MONDAY}T09:05:00Z`)
    await again.at(`${MONDAY}T09:05:00Z`)
    expect(environment.slack.posts).toHaveLength(1)
  })
})
