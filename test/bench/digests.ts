import { renderDigest as renderForDiscord } from '../../adapters/discord/render-digest.ts'
import { readItems } from '../../adapters/huggingface/paper.ts'
import { renderDigest as renderForSlack } from '../../adapters/slack/render-digest.ts'
import { DIGEST, RANKING } from '../../config/defaults.ts'
import { NO_CONTENT_FILTERS } from '../../src/channels/content-filters.ts'
import { composeEdition } from '../../src/digests/compose.ts'
import { evaluate } from '../../src/digests/evaluate.ts'
import { createRankedPapers } from '../../src/digests/ranked-papers.ts'
import type { Candidate } from '../../src/papers/paper.ts'
import { benchDays } from './days.ts'
import { compare, cpuMs, row } from './measure.ts'

const CHANNELS = 1000
const ROUNDS = 7

/** Topics like those of teams; each channel follows some of them. */
const TOPICS = [
  '*',
  'agents',
  'diffusion',
  'reinforcement learning',
  'video generation',
  'benchmark',
  'reasoning',
  'robot',
]

/** Ranks the papers, and composes and renders a digest for each of 1,000 channels, half of them for each platform. */
function composeAll(candidates: readonly Candidate[], day: string, now: number): object[] {
  const rankedPapers = createRankedPapers(candidates, now, RANKING)
  const ids = candidates.map(({ paper }) => paper.id)
  return Array.from({ length: CHANNELS }, (_, channel) => {
    const topics = TOPICS.filter((_topic, index) => (channel >> index) % 2 === 1)
    const posted = new Set(ids.filter((_id, index) => (index + channel) % 7 === 0))
    const wanted = topics.length > 0 ? topics : ['*']
    const evaluated = evaluate(rankedPapers, { topics: wanted, filters: NO_CONTENT_FILTERS, posted })
    const { layout, size } = DIGEST
    const edition = composeEdition({ rankedPapers, evaluated, layout, size, day, previousEditionAt: 0 })
    if (edition.kind === 'nothing') return {}
    return channel % 2 === 0 ? renderForSlack(edition.digest, 0) : renderForDiscord(edition.digest, 0)
  })
}

export async function benchDigests(): Promise<string[]> {
  const days = benchDays(4)
  const day = days.at(-1)?.day ?? ''
  const now = Date.parse(`${day}T09:00Z`)
  const candidates = () =>
    days.flatMap(({ day: listed, items }) =>
      readItems(items, listed).papers.map(paper => ({ ...paper, firstSeenAt: paper.paper.listedAt })),
    )
  const finished = composeAll(candidates(), day, now)
  let size = 0
  const bare = () => {
    for (const message of finished) size += JSON.stringify(structuredClone(message)).length
  }
  const figures = await compare(
    ROUNDS,
    () => {
      // Parsed again, so that nothing is cached from the round before.
      const fresh = candidates()
      return cpuMs(() => composeAll(fresh, day, now))
    },
    () => cpuMs(bare),
  )
  const rate = { ours: (CHANNELS * 1000) / figures.ours, bare: (CHANNELS * 1000) / figures.bare }
  const what = `${CHANNELS} channels: ${candidates().length} papers ranked, digests composed, rendered`
  if (size === 0) throw new Error('nothing was rendered')
  return [
    row(what, { ...figures, unit: 'ms CPU', goal: `< 1000 ms: ${figures.ours < 1000 ? 'met' : 'missed'}` }),
    row('the same per second of CPU; bare: copy and JSON.stringify', { ...rate, unit: 'digests/s' }),
  ]
}
