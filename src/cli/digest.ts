import { createLog } from '../../adapters/log/pino.ts'
import { describeTerminal } from '../../adapters/preview/describe-terminal.ts'
import { renderDigest as renderText } from '../../adapters/preview/render-digest.ts'
import { readConfiguration } from '../../config/env.ts'
import { settingsFrom } from '../../config/settings.ts'
import type { Layout } from '../channels/layout.ts'
import { composeDayList } from '../digests/compose-day-list.ts'
import { createRankedPapers } from '../digests/ranked-papers.ts'
import { connectThrough, createSource, thisProcess, VERSION } from '../main.ts'
import { type Digest, inOneMessage, messageCount } from '../messages/digest.ts'
import type { ListedPaper } from '../papers/paper.ts'
import type { PaperSource } from '../ports/paper-source.ts'
import type { Platform } from '../ports/platform.ts'
import { addDays, dayAt } from '../time/days.ts'
import { dayText } from '../time/time-text.ts'
import { print } from './output.ts'

export interface DigestOptions {
  /** YYYY-MM-DD; defaults to the newest listed day. */
  date?: string
  topic: string
  papers: number
  layout: Layout
  /** `text`, `json`, or a platform's name. */
  format: string
  json?: boolean
}

/** How many days back to look for a list. */
const REACH_DAYS = 7

/** Hours after which a day's list is complete: the site's next day has begun. */
const DAY_END_HOURS = 26

async function listOf(
  source: PaperSource,
  now: number,
  date?: string,
): Promise<{ day: string; papers: ListedPaper[] }> {
  const signal = AbortSignal.timeout(120_000)
  const today = dayAt(now, 'UTC')
  if (date) return { day: date, papers: (await source.list(date, signal)).papers }
  for (let back = 0; back < REACH_DAYS; back++) {
    const day = addDays(today, -back)
    const { papers } = await source.list(day, signal)
    if (papers.length > 0) return { day, papers }
  }
  throw new Error(`${source.name} has listed no papers in the last ${REACH_DAYS} days`)
}

/** Each message of the digest as a platform's API takes it; one by itself where there is only one. */
async function renderFor(platform: Platform, composed: Digest): Promise<string> {
  const { hasThreads = true } = platform
  const digest = hasThreads ? composed : inOneMessage(composed)
  const steps = Array.from({ length: messageCount(digest) }, (_, step) => step)
  const messages = await Promise.all(steps.map(step => platform.renderDigest(digest, step)))
  return JSON.stringify(messages.length === 1 ? messages[0] : messages, null, 2)
}

async function render(digest: Digest, format: string): Promise<string> {
  const { stdout, env, platforms } = thisProcess
  const platform = platforms.find(({ name }) => name === format)
  if (platform) return renderFor(platform, digest)
  return format === 'json'
    ? JSON.stringify(digest, null, 2)
    : renderText(digest, describeTerminal(stdout, env))
}

/**
 * Prints a day's digest from what the source lists now. Nothing is stored or posted, so no growth is known.
 * @throws ConfigError, SourceError, OutputError, and Error if there is nothing to print
 */
export async function printDigest(options: DigestOptions): Promise<void> {
  const { clock } = thisProcess
  const { env, proxy } = readConfiguration(thisProcess.env, thisProcess.platforms)
  await connectThrough(proxy)
  const { edition } = settingsFrom(env, VERSION)
  const log = await createLog({ level: env.LOG_LEVEL === 'info' ? 'warn' : env.LOG_LEVEL, format: 'pretty' })
  const source = createSource(env, { clock, log })
  const { day, papers } = await listOf(source, clock.now(), options.date)
  const asOf = Math.min(clock.now(), Date.parse(day) + DAY_END_HOURS * 3_600_000)
  const candidates = papers.map(paper => ({ ...paper, firstSeenAt: paper.paper.listedAt }))
  const rankedPapers = createRankedPapers(candidates, asOf, edition.ranking)
  const digest = composeDayList(rankedPapers, options.topic, { size: options.papers, layout: options.layout })
  if (papers.length === 0) throw new Error(`no papers are listed on ${dayText(day)}`)
  if (!digest) throw new Error(`no paper of ${dayText(day)} matches ${options.topic}`)
  await print(`${await render(digest, options.json ? 'json' : options.format)}\n`)
}
