import { renderDigest as renderForDiscord } from '../../adapters/discord/render-digest.ts'
import { createLog } from '../../adapters/log/pino.ts'
import { describeTerminal } from '../../adapters/preview/describe-terminal.ts'
import { renderDigest as renderText } from '../../adapters/preview/render-digest.ts'
import { renderDigest as renderForSlack } from '../../adapters/slack/render-digest.ts'
import { parseEnv } from '../../config/env.ts'
import { settingsFrom } from '../../config/settings.ts'
import type { Layout } from '../channels/layout.ts'
import { composeDay } from '../digests/compose-day.ts'
import { createRankedPapers } from '../digests/ranked-papers.ts'
import { createSource, thisProcess, VERSION } from '../main.ts'
import { type Digest, messageCount } from '../messages/digest.ts'
import type { ListedPaper } from '../papers/paper.ts'
import type { PaperSource } from '../ports/paper-source.ts'
import { addDays, dayAt } from '../time/days.ts'
import { dayText } from '../time/time-text.ts'

export interface DigestOptions {
  /** YYYY-MM-DD; the newest listed day where it is left out. */
  date?: string
  topic: string
  papers: number
  layout: Layout
  format: 'text' | 'slack' | 'discord' | 'json'
  json?: boolean
}

/** How many days back a list is looked for. */
const REACH_DAYS = 7

/** When a day is over, and its list complete: the site's next day has begun. */
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

function render(digest: Digest, format: DigestOptions['format']): string {
  const { stdout, env } = thisProcess
  const steps = Array.from({ length: messageCount(digest) }, (_, step) => step)
  const asJson = (messages: unknown[]): string =>
    JSON.stringify(messages.length === 1 ? messages[0] : messages, null, 2)
  switch (format) {
    case 'text':
      return renderText(digest, describeTerminal(stdout, env))
    case 'slack':
      return asJson(steps.map(step => renderForSlack(digest, step)))
    case 'discord':
      return asJson(steps.map(step => renderForDiscord(digest, step)))
    case 'json':
      return JSON.stringify(digest, null, 2)
  }
}

/**
 * Prints a day's digest as the source has it now. Nothing is kept and nothing posted, so there is no growth to tell of.
 * @throws ConfigError, SourceError, and Error where there is nothing to print
 */
export async function printDigest(options: DigestOptions): Promise<void> {
  const { clock } = thisProcess
  const env = parseEnv(thisProcess.env)
  const { edition } = settingsFrom(env, VERSION)
  const log = await createLog({ level: env.LOG_LEVEL === 'info' ? 'warn' : env.LOG_LEVEL, format: 'pretty' })
  const source = createSource(env, { clock, log })
  const { day, papers } = await listOf(source, clock.now(), options.date)
  const asOf = Math.min(clock.now(), Date.parse(day) + DAY_END_HOURS * 3_600_000)
  const candidates = papers.map(paper => ({ ...paper, firstSeenAt: paper.paper.listedAt }))
  const rankedPapers = createRankedPapers(candidates, asOf, edition.ranking)
  const digest = composeDay(rankedPapers, options.topic, { size: options.papers, layout: options.layout })
  if (papers.length === 0) throw new Error(`no papers are listed on ${dayText(day)}`)
  if (!digest) throw new Error(`no paper of ${dayText(day)} matches ${options.topic}`)
  console.log(render(digest, options.json ? 'json' : options.format))
}
