import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSqliteStore } from '../../adapters/sqlite/store.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { CLIENT, type Tenant, tenantOf } from '../fakes/slack/tenants.ts'
import { COMPILE_CACHE } from '../fixtures/compile-cache.ts'
import { wirePaper } from '../fixtures/papers.ts'
import type { Bot } from './bot.ts'
import { type Environment, startEnvironment } from './environment.ts'
import { install, manyEnv, SECRET_KEY, STATE_SECRET } from './many.ts'

/** A real bot process that two workspaces install, uninstall and install again. */

const [MONDAY, TUESDAY, WEDNESDAY] = ['2026-11-23', '2026-11-24', '2026-11-25']
const ONE = tenantOf(1)
const TWO = tenantOf(2)

let environment: Environment
let file: string
beforeEach(async () => {
  environment = await startEnvironment()
  file = environment.env.DATABASE_URL?.slice('sqlite:'.length) ?? ''
  for (const [index, day] of [MONDAY, TUESDAY, WEDNESDAY].entries()) {
    const id = `2611.0000${index + 1}`
    environment.papers.setDay(day, [
      wirePaper({ id, title: `Paper of ${day}`, day, time: '06:00', upvotes: 9 }),
    ])
  }
})
afterEach(() => environment.close())

const type = async (bot: Bot, tenant: Tenant, text: string): Promise<string> => {
  const { slack } = environment
  const sent = await slack.sendCommand(text, {
    to: `${bot.url}/slack/events`,
    tenant,
    channel: tenant.channels[0] ?? '',
  })
  return (await sent.answer()).text
}

/** Runs a command of the command line beside the bot. @returns what it printed, and its exit code where that isn't 0 */
async function runCommand(...args: string[]): Promise<string> {
  const options = {
    cwd: join(import.meta.dirname, '../..'),
    env: {
      PATH: process.env.PATH,
      ENV_FILE: '/dev/null',
      ...COMPILE_CACHE,
      ...environment.env,
      ...manyEnv(environment),
    },
  }
  try {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['src/paper-round.js', ...args],
      options,
    )
    return stdout + stderr
  } catch (error) {
    const { code, stdout, stderr } = Object(error)
    return `${stdout}${stderr}exit code ${code}`
  }
}

const posted = (day: string) =>
  environment.slack.posts.filter(({ text }) => text.includes(`Paper of ${day}`)).map(({ channel }) => channel)

it('two workspaces install the app, each gets its digests with its own token, and uninstalling one ends its alone', async () => {
  const { slack } = environment
  slack.tenants.rotation = 43_200
  let bot = await environment.startBot(`${MONDAY}T08:00:00Z`, manyEnv(environment))
  expect((await fetch(`${bot.url}/readyz`)).status).toBe(200)
  for (const tenant of [ONE, TWO]) {
    expect(await install(environment, bot, tenant)).toBe(`Paper Round is installed in ${tenant.name}`)
    expect(await type(bot, tenant, 'subscribe')).toContain('subscribed this channel')
  }
  await bot.at(`${MONDAY}T09:00:00Z`)
  await expect.poll(() => posted(MONDAY).sort()).toEqual([ONE.channels[0], TWO.channels[0]])

  slack.tenants.revoke(ONE)
  const to = `${bot.url}/slack/events`
  await slack.sendEvent({ type: 'app_uninstalled' }, { to, tenant: ONE })
  await slack.sendEvent({ type: 'tokens_revoked', tokens: { bot: [ONE.botUserId] } }, { to, tenant: ONE })
  await bot.at(`${TUESDAY}T09:00:00Z`)
  await expect.poll(() => posted(TUESDAY)).toEqual(TWO.channels)
  expect(await runCommand('doctor')).toMatch(
    /Nothing has been posted to slack:T0TENANT001 since .*: the app was uninstalled from this workspace\./,
  )

  await bot.kill()
  bot = await environment.startBot(`${TUESDAY}T10:00:00Z`, manyEnv(environment))
  expect(await install(environment, bot, ONE)).toBe('Paper Round is installed in Tenant 001')
  await expect.poll(() => posted(TUESDAY).sort()).toEqual([ONE.channels[0], TWO.channels[0]])
  await bot.at(`${WEDNESDAY}T09:00:00Z`)
  await expect.poll(() => posted(WEDNESDAY).sort()).toEqual([ONE.channels[0], TWO.channels[0]])
  expect(slack.posts.every(({ channel, tenant }) => tenant?.channels.includes(channel))).toBe(true)
  expect(slack.tenants.spentTwice).toBe(0)

  const backup = join(dirname(file), 'backup.db')
  expect(await runCommand('backup', backup)).toContain('Copied the database')
  const rotated = await runCommand('rotate-keys', '--json')
  expect(JSON.parse(rotated)).toEqual({ rotated: 0, current: 2, unreadable: [] })
  const doctor = await runCommand('doctor')
  expect(doctor).toContain('2 workspaces installed the app, and SECRET_KEY opens the tokens.')
  await bot.stop()
  expectNoSecrets([bot.log(), rotated, doctor])
})

/** All that must be nowhere but in the environment and with Slack. */
function secretTexts(): string[] {
  const { slack } = environment
  const spent = slack.calls.flatMap(({ args }) => [args.refresh_token, args.code])
  return [
    ...slack.tenants.tokens.keys(),
    ...spent.filter(text => typeof text === 'string'),
    CLIENT.secret,
    STATE_SECRET,
    SECRET_KEY,
    slack.workspace.signingSecret,
  ]
}

/** Looks into outputs and all files beside the database, also for the usual ways to write bytes. */
function expectNoSecrets(outputs: readonly string[]): void {
  const folder = dirname(file)
  const files = readdirSync(folder).map(name => readFileSync(join(folder, name)).toString('latin1'))
  const texts = secretTexts()
  expect(files.length).toBeGreaterThan(1)
  expect(texts.length).toBeGreaterThan(5)
  const found = texts.flatMap(text => {
    const bytes = Buffer.from(text)
    const forms = [
      text,
      bytes.toString('base64').slice(0, -4),
      bytes.toString('hex'),
      encodeURIComponent(text),
    ]
    return [...outputs, ...files].filter(each => forms.some(form => each.includes(form))).map(() => text)
  })
  expect(found).toEqual([])
}

it('the database without SECRET_KEY starts no bot and yields no token, and with another key neither', async () => {
  const bot = await environment.startBot(`${MONDAY}T08:00:00Z`, manyEnv(environment))
  await install(environment, bot, ONE)
  await bot.stop()
  const other = Buffer.alloc(32, 7).toString('base64')
  const start = (key: string) =>
    environment.startBot(`${MONDAY}T08:00:00Z`, { ...manyEnv(environment), SECRET_KEY: key })
  await expect(start('')).rejects.toThrow(/SECRET_KEY: is missing; it encrypts the tokens of workspaces/)
  await expect(start(other)).rejects.toThrow(
    /SECRET_KEY doesn’t open the stored tokens of all 1 workspace, which were/,
  )
  const store = await openSqliteStore({ path: file, log: silentLog })
  const rows = await store.installations.page(undefined, 10)
  await store.close()
  expect(rows).toHaveLength(1)
  expect(JSON.stringify(rows)).not.toMatch(/xox[bpe]/)
  expectNoSecrets([bot.log()])
})
