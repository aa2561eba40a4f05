import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { startDiscord } from '../fakes/discord/discord.ts'
import { startHuggingFace } from '../fakes/hugging-face/server.ts'
import { startSlack } from '../fakes/slack/slack.ts'
import { benchDays } from './days.ts'
import { inTurn, row } from './measure.ts'

const ROUNDS = 5
const MIB = 1024 * 1024

/** As in the start script of package.json. */
const OUR_FLAGS = ['--max-semi-space-size=2']

interface Started {
  /** From the start of the process to both platforms being connected, ms. */
  readyMs: number
  /** Resident then, after a collection of garbage, bytes. */
  rss: number
}

const answerSchema = z.looseObject({ rss: z.number().optional() })

async function startOne(
  file: string,
  env: Record<string, string>,
  flags: readonly string[],
): Promise<Started> {
  const started = performance.now()
  const child = fork(new URL(file, import.meta.url), {
    env: { PATH: process.env.PATH ?? '', ...env },
    execArgv: ['--expose-gc', ...flags],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await once(child, 'message')
  const readyMs = performance.now() - started
  child.send('how much?')
  const [answer] = await once(child, 'message')
  child.kill('SIGKILL')
  await once(child, 'exit')
  return { readyMs, rss: answerSchema.parse(answer).rss ?? Number.NaN }
}

export async function benchStarting(): Promise<string[]> {
  const day = new Date().toISOString().slice(0, 10)
  const items = benchDays(1)[0]?.items ?? []
  const [slack, discord, huggingFace] = await Promise.all([
    startSlack(),
    startDiscord(),
    startHuggingFace({ days: { [day]: items } }),
  ])
  const folder = mkdtempSync(join(tmpdir(), 'paper-round-bench-'))
  const env = {
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.workspace.botToken,
    SLACK_APP_TOKEN: slack.workspace.appToken,
    DISCORD_API_URL: discord.apiUrl,
    DISCORD_TOKEN: discord.token,
    HF_ENDPOINT: huggingFace.url,
    DATABASE_URL: `sqlite:${join(folder, 'bench.db')}`,
    PORT: '0',
    LOG_LEVEL: 'error',
  }
  const memory = { ours: [] as number[], bare: [] as number[] }
  const run = (kind: 'ours' | 'bare', file: string, flags: readonly string[]) => async () => {
    const { readyMs, rss } = await startOne(file, env, flags)
    memory[kind].push(rss / MIB)
    return readyMs
  }
  const ready = await inTurn(
    ROUNDS,
    run('ours', 'our-process.js', OUR_FLAGS),
    run('bare', 'bare-process.ts', []),
  )
  const rss = await inTurn(memory.ours.length - 1, takeFrom(memory.ours), takeFrom(memory.bare))
  await Promise.all([slack.close(), discord.close(), huggingFace.close()])
  rmSync(folder, { recursive: true })
  const goal = `≤ 1.15: ${rss.ours / rss.bare <= 1.15 ? 'met' : 'missed'}`
  return [
    row('from start to both platforms connected (ours also collects)', { ...ready, unit: 'ms' }),
    row('resident memory with both platforms connected', { ...rss, unit: 'MiB', goal }),
  ]
}

const takeFrom = (figures: readonly number[]) => {
  const left = [...figures]
  return () => left.shift() ?? Number.NaN
}
