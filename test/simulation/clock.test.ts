import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
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

describe.skipIf(!library)('the real bot, when its clock is set while it runs', () => {
  let folder: string
  let clockFile: string
  let papers: FakeHuggingFace
  let asked: (request: string) => void
  let bot: ChildProcess | undefined
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'paper-round-clock-'))
    clockFile = join(folder, 'clock')
    asked = () => {}
    papers = await startHuggingFace({ onRequest: request => asked(JSON.stringify(request)) })
  })
  // Here rather than in the test, which is left where it is if it takes too long.
  afterEach(async () => {
    if (bot?.kill()) await once(bot, 'exit')
    bot = undefined
    await papers.close()
    rmSync(folder, { recursive: true })
  })

  /** @param offset as libfaketime reads it, such as `+86400` for a clock that is a day ahead */
  function setClock(offset: number): void {
    writeFileSync(`${clockFile}.new`, `${offset < 0 ? '' : '+'}${offset}`)
    renameSync(`${clockFile}.new`, clockFile)
  }

  const nextRequest = () =>
    new Promise<void>(resolve => {
      asked = () => resolve()
    })

  function startBot(env: Record<string, string> = {}) {
    const launcher = join(import.meta.dirname, '../../src/paper-round.js')
    return spawn(process.execPath, [launcher, 'start'], {
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
  }

  /** How long after the first collection, with the clock set in between, the next one begins, ms. */
  async function collectAcross(before: number, after: number, env?: Record<string, string>): Promise<number> {
    setClock(before)
    const first = nextRequest()
    bot = startBot(env)
    await first
    // A collection asks for several days, all within a moment.
    const second = nextCollection(new Date(Date.now() + after * 1000).toISOString().slice(0, 10))
    setClock(after)
    const from = performance.now()
    await second
    return performance.now() - from
  }

  /** Resolves with the first request for a day that comes ten seconds or more after the one before; the backfill asks for older days. */
  const nextCollection = (day: string) =>
    new Promise<void>(resolve => {
      let last = performance.now()
      asked = request => {
        if (!request.includes(day)) return
        if (performance.now() - last > 10_000) resolve()
        last = performance.now()
      }
    })

  const DAY_SECONDS = 86_400
  it.each([
    ['a day ahead, then right', DAY_SECONDS, 0],
    ['an hour ahead, then right', 3_600, 0],
    ['right, then 365 days ahead', 0, 365 * DAY_SECONDS],
  ])('%s: it collects again within two minutes', { timeout: 4 * MINUTE }, async (_what, before, after) => {
    expect(await collectAcross(before, after)).toBeLessThan(2 * MINUTE)
  })

  /** A bot that is connected to Slack, with a channel that follows everything at 09:00 UTC, subscribed at this time by its clock. */
  async function subscribedAt(time: string): Promise<FakeSlack> {
    const slack = await startSlack()
    onTestFinished(async () => {
      if (bot?.kill()) await once(bot, 'exit')
      bot = undefined
      await slack.close()
    })
    setClock(secondsTo(time))
    bot = startBot({
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: slack.workspace.botToken,
      SLACK_APP_TOKEN: slack.workspace.appToken,
    })
    expect((await (await slack.sendCommand('subscribe')).answer()).visibility).toBe('public')
    return slack
  }

  const secondsTo = (time: string): number => Math.round((Date.parse(time) - Date.now()) / 1000)
  const listOn = (day: string, ...ids: string[]) =>
    papers.setDay(
      day,
      ids.map(id => wirePaper({ id, day, time: '06:00' })),
    )

  it('two days ahead, then right: the next slot is planned and posted', { timeout: 4 * MINUTE }, async () => {
    listOn('2026-11-23', '2611.00001')
    const slack = await subscribedAt('2026-11-25T08:58:05Z')
    setClock(secondsTo('2026-11-23T08:58:30Z'))
    const from = performance.now()
    const { text } = await slack.nextPost()
    expect(performance.now() - from).toBeLessThan(3 * MINUTE)
    expect(text).toContain('Monday 23 November')
    expect(slack.posts).toHaveLength(1)
  })

  it('right, then a year ahead: one digest for all that was missed, and then those of new slots', {
    timeout: 5 * MINUTE,
  }, async () => {
    listOn('2026-11-23', '2611.00001')
    const slack = await subscribedAt('2026-11-23T09:01:00Z')
    listOn('2027-11-23', '2711.00001')
    const asked = papers.requests.length
    setClock(secondsTo('2027-11-23T08:58:30Z'))
    const late = await slack.nextPost()
    listOn('2027-11-23', '2711.00001', '2711.00002')
    const next = await slack.nextPost(post => post !== late)
    expect(JSON.stringify([late, next].map(({ blocks }) => blocks))).toMatch(/2711\.00001.*2711\.00002/s)
    expect(slack.posts).toHaveLength(2)
    // Four collections and checks of at most nine days, and the backfill's: not those of half a million minutes.
    expect(papers.requests.length - asked).toBeLessThan(100)
  })

  it('goes on in the hour that comes twice where its host is', { timeout: 4 * MINUTE }, async () => {
    const end = Date.parse('2026-11-01T06:00:00Z')
    const offset = Math.round((end - 20_000 - Date.now()) / 1000)
    expect(await collectAcross(offset, offset, { TZ: 'America/New_York' })).toBeLessThan(2 * MINUTE)
  })
})
