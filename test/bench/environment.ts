import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startArxiv } from '../fakes/arxiv/server.ts'
import { startDiscord } from '../fakes/discord/discord.ts'
import { startHuggingFace } from '../fakes/hugging-face/server.ts'
import { startSlack } from '../fakes/slack/slack.ts'
import { START_FLAGS } from '../fixtures/start-flags.ts'
import { BUNDLED_PROCESS, bundled } from './bundled.ts'
import { type BenchDay, benchDays } from './days.ts'

/** The two processes that are measured: ours, with the flags of the start script in package.json, and the bare SDKs. */
const PROCESSES = {
  ours: { file: BUNDLED_PROCESS, args: [await bundled('our-bot.ts')], flags: START_FLAGS },
  bare: { file: join(import.meta.dirname, 'bare-process.ts'), args: [], flags: [] },
} as const
export type Kind = keyof typeof PROCESSES

export interface BenchOptions {
  /** How Slack reaches the bot; by default by a socket. In HTTP mode Discord isn't set up. */
  mode?: 'socket' | 'http'
  /** A database to begin with. */
  database?: string
  /** Lists of days before today. */
  days?: readonly BenchDay[]
}

/** Starts the test servers and creates a folder for the database; processes can be started against them. */
export async function startBenchEnvironment({ mode = 'socket', database, days = [] }: BenchOptions = {}) {
  const day = new Date().toISOString().slice(0, 10)
  const items = benchDays(1)[0]?.items ?? []
  const earlier = days.map(({ day, items }): [string, unknown[]] => [day, items])
  const [slack, discord, huggingFace, arxiv] = await Promise.all([
    startSlack(),
    startDiscord(),
    startHuggingFace({ days: { ...Object.fromEntries(earlier), [day]: items } }),
    startArxiv(),
  ])
  const folder = mkdtempSync(join(tmpdir(), 'paper-round-bench-'))
  const env = {
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.workspace.botToken,
    ...(mode === 'http'
      ? { SLACK_SIGNING_SECRET: slack.workspace.signingSecret }
      : {
          SLACK_APP_TOKEN: slack.workspace.appToken,
          DISCORD_API_URL: discord.apiUrl,
          DISCORD_TOKEN: discord.token,
        }),
    HF_ENDPOINT: huggingFace.url,
    ARXIV_ENDPOINT: arxiv.url,
    DATABASE_URL: `sqlite:${database ?? join(folder, 'bench.db')}`,
    PORT: '0',
    LOG_LEVEL: 'error',
  }

  /** @returns also the message that says that it is connected */
  async function startProcess(kind: Kind): Promise<{ child: ChildProcess; message: unknown }> {
    const { file, args, flags } = PROCESSES[kind]
    const child = fork(file, args, {
      env: { PATH: process.env.PATH ?? '', ...env },
      execArgv: ['--expose-gc', ...flags],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const [message] = await once(child, 'message')
    return { child, message }
  }

  return {
    slack,
    discord,
    /** Resolves once the process is connected to both platforms. */
    start: async (kind: Kind): Promise<ChildProcess> => (await startProcess(kind)).child,
    startWithMessage: startProcess,
    async end(child: ChildProcess): Promise<void> {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
    async close(): Promise<void> {
      await Promise.all([slack.close(), discord.close(), huggingFace.close(), arxiv.close()])
      rmSync(folder, { recursive: true })
    },
  }
}
