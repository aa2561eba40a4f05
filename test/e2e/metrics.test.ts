import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { scrape } from '../fixtures/metrics-text.ts'
import { wirePaper } from '../fixtures/papers.ts'
import { type Environment, startEnvironment } from './environment.ts'
import { subscribe } from './subscribe.ts'

/** A bot process, its platforms, and what a reader of its metrics sees before and after. */

const MONDAY = '2026-11-23'

let environment: Environment
beforeEach(async () => {
  environment = await startEnvironment()
  environment.papers.setDay(MONDAY, [
    wirePaper({ id: '2611.00001', title: 'Agents Learn to Wait', day: MONDAY, time: '06:00', upvotes: 99 }),
    wirePaper({
      id: '2611.00002',
      title: 'Diffusion for Postcards',
      day: MONDAY,
      time: '06:00',
      upvotes: 98,
    }),
  ])
})
afterEach(() => environment.close())

it('the metrics have each collection, attempt, delay, 429 and command of a morning, and what is in the database', async () => {
  const bot = await environment.startBot(`${MONDAY}T08:00:00Z`, { REMOTE_SEARCH: 'off' })
  /** Some figures, by a short name. */
  async function figures() {
    const { value } = await scrape(bot.url)
    const deliveries = (platform: string, verdict: string) =>
      value('paper_round_deliveries_total', { platform, verdict })
    const outbox = (state: string) => value('paper_round_outbox_deliveries', { state })
    const command = (name: string, outcome: string) =>
      value('paper_round_commands_total', { command: name, outcome })
    return {
      collected: value('paper_round_collections_total', { source: 'Hugging Face', outcome: 'succeeded' }),
      notCollected: value('paper_round_collections_total', { source: 'Hugging Face', outcome: 'failed' }),
      added: value('paper_round_papers_added_total', { source: 'Hugging Face' }),
      papers: value('paper_round_papers'),
      fresh: value('paper_round_feed_status', { source: 'Hugging Face', state: 'fresh' }),
      failing: value('paper_round_feed_status', { source: 'Hugging Face', state: 'failed' }),
      slack: [deliveries('slack', 'sent'), deliveries('slack', 'retry'), deliveries('slack', 'dead')],
      discord: [deliveries('discord', 'sent'), deliveries('discord', 'retry'), deliveries('discord', 'dead')],
      workspace: value('paper_round_workspace_deliveries_total', {
        workspace: `slack:${environment.slack.workspace.teamId}`,
        verdict: 'sent',
      }),
      outbox: [outbox('due'), outbox('sent'), outbox('failed')],
      slackSaid429: value('paper_round_throttled_total', { platform: 'slack', scope: 'unnamed' }),
      lag: [
        value('paper_round_delivery_lag_seconds_count', { platform: 'slack' }),
        value('paper_round_delivery_lag_seconds_sum', { platform: 'slack' }),
      ],
      commands: [
        command('subscribe', 'answered'),
        command('search', 'answered'),
        command('unknown', 'answered'),
        command('search', 'failed'),
      ],
      acknowledged: ['slack', 'discord'].map(platform =>
        value('paper_round_acknowledge_seconds_count', { platform }),
      ),
      answered: ['slack', 'discord'].map(platform => value('paper_round_answer_seconds_count', { platform })),
      ready: value('paper_round_ready'),
      database: value('paper_round_database_up'),
    }
  }

  const before = await figures()
  expect(before).toEqual({
    collected: 1,
    notCollected: 0,
    added: 2,
    papers: 2,
    fresh: 1,
    failing: undefined,
    slack: [0, 0, 0],
    discord: [0, 0, 0],
    workspace: undefined,
    outbox: [0, 0, 0],
    slackSaid429: 0,
    lag: [undefined, undefined],
    commands: [0, 0, undefined, 0],
    acknowledged: [undefined, undefined],
    answered: [undefined, undefined],
    ready: 1,
    database: 1,
  })

  await subscribe(environment, 'slack')
  await subscribe(environment, 'discord')
  environment.slack.fail('chat.postMessage', { status: 429, retryAfter: 90 })
  environment.discord.fail('postMessage', { status: 403, code: 50001 })
  await bot.at(`${MONDAY}T09:00:00Z`)
  const atSlot = await figures()
  expect(atSlot).toMatchObject({
    collected: 3,
    added: 2,
    slack: [0, 1, 0],
    discord: [0, 0, 1],
    outbox: [2, 0, 0],
    slackSaid429: 1,
    lag: [undefined, undefined],
    commands: [2, 0, undefined, 0],
    acknowledged: [1, 1],
    answered: [1, 1],
  })

  await bot.at(`${MONDAY}T09:02:00Z`)
  await (await environment.slack.sendCommand('search agents')).answer()
  await (await environment.discord.sendCommand('search agents')).answer()
  await (await environment.slack.sendCommand('frobnicate the secret plans of Initech')).answer()
  await vi.waitFor(async () => expect((await figures()).answered).toEqual([3, 2]), 30_000)
  environment.papers.faults({ kind: '429', times: 99, retryAfter: 600 })
  await bot.at(`${MONDAY}T09:20:00Z`)
  const { papers, ...after } = await figures()
  expect(papers).toBe(2)
  expect(after).toEqual({
    ...before,
    papers: undefined,
    collected: 3,
    notCollected: 1,
    fresh: undefined,
    failing: 1,
    slack: [1, 1, 0],
    discord: [0, 0, 1],
    workspace: 1,
    outbox: [1, 1, 0],
    slackSaid429: 1,
    lag: [1, 120],
    commands: [2, 2, 1, 0],
    acknowledged: [3, 2],
    answered: [3, 2],
  })

  const text = await (await fetch(`${bot.url}/metrics`)).text()
  for (const secret of [
    'Initech',
    'agents',
    'Agents',
    '2611.00001',
    '2611.00002',
    environment.slack.workspace.botToken,
  ]) {
    expect(text).not.toContain(secret)
  }
  expect(await bot.stop()).toBe(0)
}, 60_000)
