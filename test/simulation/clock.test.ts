import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type FakeHuggingFace, startHuggingFace } from '../fakes/hugging-face/server.ts'
import { type FakeSlack, startSlack } from '../fakes/slack/slack.ts'
import { NO_ENV_FILE } from '../fixtures/command-line.ts'
import { COMPILE_CACHE } from '../fixtures/compile-cache.ts'
import { wirePaper } from '../fixtures/papers.ts'

const MINUTE = 60_000

const [library] = globSync('/usr/{lib,lib64,lib/*-linux-*,local/lib}/faketime/libfaketimeMT.so.1')
if (!library) {
  console.warn(
    'libfaketime is not installed: real processes are not run under a clock that is set. On Debian: apt-get install faketime',
  )
}

/** A bot with a clock of its own, and the server of its papers. */
interface World {
  papers: FakeHuggingFace
  /** @param offset as libfaketime reads it, such as `+86400` for a clock that is a day ahead */
  setClock(offset: number): void
  startBot(env?: Record<string, string>): void
  stopBot(): Promise<void>
  nextRequest(): Promise<void>
  /** Resolves with the first request for a day that comes ten seconds or more after the one before; the backfill asks for older days. */
  nextCollection(day: string): Promise<void>
}

type OnTestFinished = (end: () => Promise<void>) => void

async function createWorld(onTestFinished: OnTestFinished): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'paper-round-clock-'))
  const clockFile = join(folder, 'clock')
  let asked: (request: string) => void = () => {}
  let bot: ChildProcess | undefined
  const papers = await startHuggingFace({ onRequest: request => asked(JSON.stringify(request)) })
  async function stopBot(): Promise<void> {
    if (bot?.kill()) await once(bot, 'exit')
    bot = undefined
  }
  // Here rather than in the test, which is left where it is if it takes too long.
  onTestFinished(async () => {
    await stopBot()
    await papers.close()
    rmSync(folder, { recursive: true })
  })
  return {
    papers,
    stopBot,
    setClock(offset) {
      writeFileSync(`${clockFile}.new`, `${offset < 0 ? '' : '+'}${offset}`)
      renameSync(`${clockFile}.new`, clockFile)
    },
    startBot(env = {}) {
      const launcher = join(import.meta.dirname, '../../src/paper-round.js')
      bot = spawn(process.execPath, [launcher, 'start'], {
        cwd: folder,
        env: {
          PATH: process.env.PATH ?? '',
          ...COMPILE_CACHE,
          LD_PRELOAD: library ?? '',
          FAKETIME_TIMESTAMP_FILE: clockFile,
          FAKETIME_NO_CACHE: '1',
          FAKETIME_DONT_FAKE_MONOTONIC: '1',
          ...NO_ENV_FILE,
          DATABASE_URL: `sqlite:${join(folder, 'paper-round.db')}`,
          HF_ENDPOINT: papers.url,
          PORT: '0',
          COLLECT_MINUTES: '1',
          ...env,
        },
        stdio: 'ignore',
      })
    },
    nextRequest: () =>
      new Promise(resolve => {
        asked = () => resolve()
      }),
    nextCollection: day =>
      new Promise(resolve => {
        let last = performance.now()
        asked = request => {
          if (!request.includes(day)) return
          if (performance.now() - last > 10_000) resolve()
          last = performance.now()
        }
      }),
  }
}

/** How long after the first collection, with the clock set in between, the next one begins, ms. */
async function collectAcross(
  { setClock, startBot, nextRequest, nextCollection }: World,
  before: number,
  after: number,
  env?: Record<string, string>,
): Promise<number> {
  setClock(before)
  const first = nextRequest()
  startBot(env)
  await first
  // A collection asks for several days, all within a moment.
  const second = nextCollection(new Date(Date.now() + after * 1000).toISOString().slice(0, 10))
  setClock(after)
  const from = performance.now()
  await second
  return performance.now() - from
}

/** A bot that is connected to Slack, with a channel that follows everything at 09:00 UTC, subscribed at this time by its clock. */
async function subscribedAt(
  { setClock, startBot, stopBot }: World,
  time: string,
  onTestFinished: OnTestFinished,
): Promise<FakeSlack> {
  const slack = await startSlack()
  onTestFinished(async () => {
    await stopBot()
    await slack.close()
  })
  setClock(secondsTo(time))
  startBot({
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.workspace.botToken,
    SLACK_APP_TOKEN: slack.workspace.appToken,
  })
  expect((await (await slack.sendCommand('subscribe')).answer()).visibility).toBe('public')
  return slack
}

const secondsTo = (time: string): number => Math.round((Date.parse(time) - Date.now()) / 1000)

const listOn = ({ papers }: World, day: string, ...ids: string[]) =>
  papers.setDay(
    day,
    ids.map(id => wirePaper({ id, day, time: '06:00' })),
  )

// Each waits for minutes to begin, so they wait together.
describe.skipIf(!library)('the real bot, when its clock is set while it runs', { concurrent: true }, () => {
  const DAY_SECONDS = 86_400
  it.for([
    ['a day ahead, then right', DAY_SECONDS, 0],
    ['an hour ahead, then right', 3_600, 0],
    ['right, then 365 days ahead', 0, 365 * DAY_SECONDS],
  ] as const)(
    '%s: it collects again within two minutes',
    { timeout: 4 * MINUTE },
    async ([, before, after], { onTestFinished }) => {
      const world = await createWorld(onTestFinished)
      expect(await collectAcross(world, before, after)).toBeLessThan(2 * MINUTE)
    },
  )

  it('two days ahead, then right: the next slot is planned and posted', { timeout: 4 * MINUTE }, async ({
    onTestFinished,
  }) => {
    const world = await createWorld(onTestFinished)
    listOn(world, '2026-11-23', '2611.00001')
    const slack = await subscribedAt(world, '2026-11-25T08:58:05Z', onTestFinished)
    world.setClock(secondsTo('2026-11-23T08:58:30Z'))
    const from = performance.now()
    const { text } = await slack.nextPost()
    expect(performance.now() - from).toBeLessThan(3 * MINUTE)
    expect(text).toContain('Monday 23 November')
    expect(slack.posts).toHaveLength(1)
  })

  it('right, then a year ahead: one digest for all that was missed, and then those of new slots', {
    timeout: 5 * MINUTE,
  }, async ({ onTestFinished }) => {
    const world = await createWorld(onTestFinished)
    const { papers } = world
    listOn(world, '2026-11-23', '2611.00001')
    const slack = await subscribedAt(world, '2026-11-23T09:01:00Z', onTestFinished)
    listOn(world, '2027-11-23', '2711.00001')
    const asked = papers.requests.length
    world.setClock(secondsTo('2027-11-23T08:58:30Z'))
    const late = await slack.nextPost()
    listOn(world, '2027-11-23', '2711.00001', '2711.00002')
    const next = await slack.nextPost(post => post !== late)
    expect(JSON.stringify([late, next].map(({ blocks }) => blocks))).toMatch(/2711\.00001.*2711\.00002/s)
    expect(slack.posts).toHaveLength(2)
    // Four collections and checks of at most nine days, and the backfill's: not those of half a million minutes.
    expect(papers.requests.length - asked).toBeLessThan(100)
  })

  it('goes on in the hour that comes twice where its host is', { timeout: 4 * MINUTE }, async ({
    onTestFinished,
  }) => {
    const world = await createWorld(onTestFinished)
    const end = Date.parse('2026-11-01T06:00:00Z')
    const offset = Math.round((end - 20_000 - Date.now()) / 1000)
    expect(await collectAcross(world, offset, offset, { TZ: 'America/New_York' })).toBeLessThan(2 * MINUTE)
  })
})
