import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FakeArxiv, startArxiv } from '../fakes/arxiv/server.ts'
import { type FakeDiscord, startDiscord } from '../fakes/discord/discord.ts'
import type { World } from '../fakes/discord/world.ts'
import {
  type FakeHuggingFace,
  type HuggingFaceOptions,
  startHuggingFace,
} from '../fakes/hugging-face/server.ts'
import type { Passing } from '../fakes/server.ts'
import { type FakeSlack, startSlack } from '../fakes/slack/slack.ts'
import type { Workspace } from '../fakes/slack/workspace.ts'
import { type Bot, type BotOptions, startBot } from './bot.ts'

/** The test servers, a folder for the database, and the bots started in it. */
export interface Environment {
  slack: FakeSlack
  discord: FakeDiscord
  papers: FakeHuggingFace
  arxiv: FakeArxiv
  /** The environment variables of a bot here. */
  env: Record<string, string>
  startBot(now: string, env?: Record<string, string>, options?: BotOptions): Promise<Bot>
  /** Stops everything; throws if a real platform would have rejected something that was sent. */
  close(): Promise<void>
}

/** How the servers differ from the usual. */
export interface EnvironmentOptions {
  slack?: Partial<Workspace>
  discord?: Partial<World>
  papers?: HuggingFaceOptions
  /** Called with each request to a chat platform. */
  passing?: (platform: 'slack' | 'discord') => Passing
}

export async function startEnvironment(options: EnvironmentOptions = {}): Promise<Environment> {
  const [slack, discord, papers, arxiv] = await Promise.all([
    startSlack(options.slack, options.passing?.('slack')),
    startDiscord(options.discord, options.passing?.('discord')),
    startHuggingFace(options.papers),
    startArxiv(),
  ])
  const folder = mkdtempSync(join(tmpdir(), 'paper-round-e2e-'))
  const bots: Bot[] = []
  const env = {
    HF_ENDPOINT: papers.url,
    ARXIV_ENDPOINT: arxiv.url,
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.workspace.botToken,
    SLACK_APP_TOKEN: slack.workspace.appToken,
    DISCORD_API_URL: discord.apiUrl,
    DISCORD_TOKEN: discord.token,
    DATABASE_URL: `sqlite:${join(folder, 'paper-round.db')}`,
  }
  return {
    slack,
    discord,
    papers,
    arxiv,
    env,
    async startBot(now, more = {}, options) {
      const bot = await startBot({ ...env, ...more }, now, options)
      bots.push(bot)
      return bot
    },
    async close() {
      await Promise.all(bots.map(bot => bot.kill()))
      await Promise.all([slack.close(), discord.close(), papers.close(), arxiv.close()])
      rmSync(folder, { recursive: true })
      slack.assertClean()
      discord.assertClean()
    },
  }
}
