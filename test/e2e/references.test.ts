import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { wirePaper } from '../fixtures/papers.ts'
import type { Bot } from './bot.ts'
import { type Environment, startEnvironment } from './environment.ts'

/** What a person is shown and what the log says can be put together by one reference. */

const MONDAY = '2026-11-23'
const UNKNOWN = '2611.99999'

let environment: Environment
beforeEach(async () => {
  environment = await startEnvironment()
  environment.papers.setDay(MONDAY, [
    wirePaper({ id: '2611.00001', title: 'Agents Learn to Wait', day: MONDAY, upvotes: 9 }),
  ])
})
afterEach(() => environment.close())

const lineSchema = z.looseObject({ msg: z.string(), reference: z.string().optional() })

const linesOf = (bot: Bot) =>
  bot
    .log()
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => lineSchema.parse(JSON.parse(line)))

/** What the log says under a reference, in order; without the last line, which may come after the answer. */
const messagesUnder = (bot: Bot, reference: string): string[] =>
  linesOf(bot)
    .filter(line => line.reference === reference)
    .map(({ msg }) => msg)
    .filter(msg => msg !== 'answered')

/** Waits until this holds: what a process logs arrives on a way of its own, maybe after its answer. */
const logged = (expectation: () => void): Promise<void> => vi.waitFor(expectation, 30_000)

const referenceIn = (text: string): string =>
  /reference: \W*([\da-f]{8})/.exec(text)?.[1] ?? `none in “${text}”`

/** The database no longer has its channels, so that every command about them fails. */
function breakDatabase(): void {
  const database = new DatabaseSync((environment.env.DATABASE_URL ?? '').replace('sqlite:', ''))
  database.exec('pragma foreign_keys = off; alter table channels rename to gone')
  database.close()
}

it('a command that fails on Slack, and whose answer fails too, has one reference: on the screen, and on each line', async () => {
  const bot = await environment.startBot(`${MONDAY}T08:00:00Z`)
  breakDatabase()
  environment.slack.fail('response_url', { status: 404 })
  await environment.slack.sendCommand('subscriptions')
  const { text } = await environment.slack.nextEphemeral()
  await logged(() =>
    expect(messagesUnder(bot, referenceIn(text))).toEqual([
      'a command failed',
      'ran a command',
      "could not answer by Slack's response_url",
    ]),
  )
  const answered = () => linesOf(bot).find(({ msg }) => msg === 'answered')
  await logged(() => expect(answered()?.reference).toBe(referenceIn(text)))
  expect(linesOf(bot).filter(({ msg, reference }) => /command/.test(msg) && !reference)).toEqual([])
})

it('two commands on Discord have two references, that of a failure the one that is shown', async () => {
  const bot = await environment.startBot(`${MONDAY}T08:00:00Z`)
  environment.papers.faults({ kind: '429', times: 99, retryAfter: 600 })
  const { discord } = environment
  await (await discord.sendCommand(`show ${UNKNOWN}`)).answer()
  breakDatabase()
  const failed = await (await discord.sendCommand('subscriptions')).answer()
  const shown = referenceIn(failed.text)
  await logged(() => {
    expect(messagesUnder(bot, shown)).toEqual(['a command failed', 'ran a command'])
    const [lookUp] = linesOf(bot).filter(({ paper }) => paper === UNKNOWN)
    expect(lookUp?.reference).toMatch(/^[\da-f]{8}$/)
    expect(lookUp?.reference).not.toBe(shown)
    expect(messagesUnder(bot, lookUp?.reference ?? '')).toEqual(
      expect.arrayContaining(['could not look a paper up', 'ran a command']),
    )
  })
})

it('a page that fails shows the reference that its line in the log has', async () => {
  const bot = await environment.startBot(`${MONDAY}T08:00:00Z`)
  breakDatabase()
  const response = await fetch(`${bot.url}/admin`)
  expect(response.status).toBe(500)
  const [, reference = ''] = /under ([\da-f]{8})/.exec(await response.text()) ?? []
  await logged(() => expect(messagesUnder(bot, reference)).toEqual(['a web request failed']))
})

it('commands over HTTP keep the reference of their web request', async () => {
  const { slack } = environment
  const bot = await environment.startBot(`${MONDAY}T08:00:00Z`, {
    SLACK_APP_TOKEN: '',
    SLACK_SIGNING_SECRET: slack.workspace.signingSecret,
  })
  breakDatabase()
  const answer = await (await slack.sendCommand('subscriptions', { to: `${bot.url}/slack/events` })).answer()
  await logged(() =>
    expect(messagesUnder(bot, referenceIn(answer.text))).toEqual(['a command failed', 'ran a command']),
  )
})
