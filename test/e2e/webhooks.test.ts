import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { type Receiver, startReceiver } from '../fakes/webhook/receiver.ts'
import { runCommandLine } from '../fixtures/command-line.ts'
import { wirePaper } from '../fixtures/papers.ts'
import type { Bot } from './bot.ts'
import { type Environment, startEnvironment } from './environment.ts'

/** A bot process, the command line, and a receiver that checks everything by the standard's own library. */

const [MONDAY, TUESDAY, WEDNESDAY, THURSDAY] = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26']
const TOKEN = 'token-of-the-receiver'

let environment: Environment
let receiver: Receiver
let env: Record<string, string>
let now: number
beforeEach(async () => {
  environment = await startEnvironment()
  receiver = await startReceiver({ now: () => now })
  env = {
    SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
    WEBHOOK_PRIVATE: 'on',
  }
  for (const [index, day] of [MONDAY, TUESDAY, WEDNESDAY, THURSDAY].entries())
    environment.papers.setDay(day, [
      wirePaper({ id: `2611.0000${index}`, title: `Agents on day ${index}`, day, upvotes: 9 }),
      wirePaper({ id: `2611.0100${index}`, title: `Diffusion on day ${index}`, day, upvotes: 99 }),
    ])
})
afterEach(async () => {
  await environment.close()
  await receiver.close()
  receiver.assertClean()
})

const folder = (): string => dirname(environment.env.DATABASE_URL?.replace('sqlite:', '') ?? '')

async function run(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCommandLine(args, {
    cwd: folder(),
    env: { ...environment.env, ...env },
  })
  return `${stdout}${stderr}${code === 0 ? '' : `exit code ${code}`}`
}

/** Adds the receiver as a webhook, which it is told the secret of. @returns its id */
async function addReceiver(...more: string[]): Promise<string> {
  const printed = await run('webhook', 'add', `${receiver.url}/hook?token=${TOKEN}`, ...more, '--json')
  const { id, secret } = z.object({ id: z.string(), secret: z.string() }).parse(JSON.parse(printed))
  receiver.trust(secret)
  return id
}

async function at(bot: Bot, time: string): Promise<void> {
  now = Date.parse(time)
  await bot.at(time)
}

const titles = (): string[] => receiver.received.map(({ body }) => body.papers.map(({ id }) => id).join())

it('a webhook gets its digests, signed, each once by its id, and nothing else is written down about it', async () => {
  now = Date.parse(`${MONDAY}T08:00:00Z`)
  const bot = await environment.startBot(`${MONDAY}T08:00:00Z`, env)
  const id = await addReceiver('agents', '--time', '9:00')
  // The command line has the machine's clock, so its next slot is by that.
  await setNextSlot(id, now + 3_600_000)
  await at(bot, `${MONDAY}T09:00:00Z`)
  await expect.poll(titles).toEqual(['2611.00000'])
  const [first] = receiver.received
  expect(first?.body).toMatchObject({ channel: id, slot: `${MONDAY}T09:00:00.000Z`, topics: ['agents'] })
  expect(first?.headers['user-agent']).toMatch(/^paper-round\/\d/)
  expect(await run('deliveries', '--channel', id)).toMatch(/sent/)

  // Busy, then the answer is lost: the same message is sent again, with the same id.
  receiver.fail({ status: 503, headers: { 'retry-after': '30' } })
  receiver.fail('lost')
  for (const minute of ['00', '01', '02', '03', '04']) await at(bot, `${TUESDAY}T09:${minute}:00Z`)
  await expect.poll(titles).toEqual(['2611.00000', '2611.00001'])
  const ids = receiver.requests.map(({ headers }) => headers['webhook-id'])
  expect(ids).toEqual([first?.id, ...Array.from({ length: 3 }, () => receiver.received[1]?.id)])

  // The receiver doesn't want any more, until somebody tries it out.
  receiver.fail({ status: 410 })
  await at(bot, `${WEDNESDAY}T09:00:00Z`)
  await expect.poll(() => run('webhook', 'list')).toMatch(/paused: the receiver answered 410 \(Gone\)/)
  expect(await run('doctor')).toContain(`To try again: npx paper-round webhook test ${id}.`)
  now = Date.now()
  expect(await run('webhook', 'test', id)).toBe(
    'The receiver answered 204 (No Content).\nIts digests, which were paused, resume.\n',
  )
  expect(receiver.received.at(-1)?.body).toMatchObject({ test: true, channel: id })
  expect(await run('webhook', 'list')).not.toContain('paused')
  await bot.stop()

  const written = readdirSync(folder()).map(name => readFileSync(join(folder(), name)).toString('latin1'))
  for (const text of [bot.log(), ...written]) {
    expect(text).not.toContain(TOKEN)
    expect(text).not.toContain('whsec_')
  }
})

it('a webhook that redirects, or is private where that isn’t allowed, is refused with what to do', async () => {
  now = Date.now()
  const id = await addReceiver()
  receiver.fail({ status: 302, headers: { location: 'http://127.0.0.1/' }, body: 'over there' })
  expect(await run('webhook', 'test', id)).toBe(
    'The receiver answered 302 (Found). Redirects aren’t followed: add the webhook again with the address that it redirects to. It said: over there\nexit code 1',
  )
  env = { ...env, WEBHOOK_PRIVATE: 'off' }
  expect(await run('webhook', 'test', id)).toMatch(/should begin with https:\/\/.*\nexit code 1$/s)
  expect(await run('webhook', 'add', 'https://127.0.0.1/')).toMatch(
    /WEBHOOK_PRIVATE=on and start again\nexit code 2$/,
  )
  expect(receiver.requests).toHaveLength(1)
})

it('the command line adds, lists, rotates and removes webhooks, and refuses what it can’t do', async () => {
  now = Date.now()
  expect(await run('webhook', 'list')).toBe(
    'No webhooks yet. To add one: npx paper-round webhook add https://…\n',
  )
  const address = `${receiver.url}/hook?token=${TOKEN}`
  const schedule = ['--time', '9:30', '--days', 'weekdays', '--zone', 'Paris']
  const added = await run(
    'webhook',
    'add',
    address,
    'agents',
    'diffusion -video',
    ...schedule,
    '--papers',
    '3',
  )
  const [, id = '', secret = ''] = /^Added (\S+) .* (whsec_\S+)/s.exec(added) ?? []
  expect(added).toContain(': agents and diffusion -video, on weekdays at 09:30 (Europe/Paris).')
  receiver.trust(secret)
  const listed = await run('webhook', 'list')
  expect(listed).toContain(`${id}  ${new URL(receiver.url).host}  agents and diffusion -video`)
  expect(listed).toMatch(/on weekdays at 09:30 \(Europe\/Paris\) {2}next .* at 09:30$/m)
  for (const text of [listed, await run('webhook', 'list', '--json'), await run('export', '--workspace', id)])
    expect(text).not.toMatch(/token|whsec_/)

  const rotated = await run('webhook', 'rotate', id)
  expect(rotated).toMatch(/^The new secret of .*: whsec_/)
  expect(rotated).not.toContain(secret)
  expect(await run('webhook', 'test', id)).toBe('The receiver answered 204 (No Content).\n')
  expect(receiver.requests.at(-1)?.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/)
  expect(JSON.parse(await run('rotate-keys', '--json'))).toMatchObject({ webhooks: { current: 1 } })

  const wrong = [
    [['add', address, '--time', 'never'], /exit code 2$/],
    [['add', address, 'agents OR'], /exit code 2$/],
    [['add', address, '--time', '/', '--days', 'mon'], /--time: there is no time in “\/”\nexit code 2$/],
    [['add', address, '--days', '9:00'], /--days: there is no day in “9:00”\nexit code 2$/],
    [['add', address, '--zone', 'weekdays'], /--zone: there is no time zone in “weekdays”\nexit code 2$/],
    [['add', 'example.org'], /the address should begin with https:\/\/\nexit code 2$/],
    [['test', 'webhook:none'], /there is no webhook:none; .*exit code 1$/s],
    [['test', 'slack:T1/C1'], /should be a webhook such as .*exit code 2$/s],
  ] as const
  for (const [args, expected] of wrong) expect(await run('webhook', ...args)).toMatch(expected)
  const keyed = env
  env = { ...keyed, SECRET_KEY: Buffer.alloc(32, 2).toString('base64') }
  expect(await run('webhook', 'test', id)).toMatch(/SECRET_KEY doesn’t open the address.*exit code 1$/s)
  env = { WEBHOOK_PRIVATE: 'on' }
  expect(await run('webhook', 'add', address)).toMatch(/SECRET_KEY: is missing; .*exit code 1$/s)
  env = keyed

  expect(await run('webhook', 'remove', id)).toBe(`Removed ${id}.\n`)
  expect(await run('webhook', 'remove', id)).toMatch(/there is no .*exit code 1$/s)
  expect(await run('export', '--workspace', id)).toContain('"channels":[\n]')
})

/** Sets the moment of a channel's next digest, ms UTC. */
async function setNextSlot(id: string, nextSlotAt: number): Promise<void> {
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync(join(folder(), 'paper-round.db'))
  database.prepare('update channels set next_slot_at = ? where id = ?').run(nextSlotAt, id)
  database.close()
}
