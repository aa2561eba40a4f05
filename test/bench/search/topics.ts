import type { Candidate, Paper } from '../../../src/papers/paper.ts'
import { createTopicMatcher, parseTopic } from '../../../src/search/topics.ts'
import { tokenize } from '../../../src/text/tokenizer.ts'
import { cpuMs } from '../measure.ts'
import { sample } from './random.ts'

const DAY = '2025-10-01'
const PAPERS_A_DAY = 100

/** Distinct topics of one to three words or a phrase, like those that teams follow. */
function topicsOf(papers: readonly Paper[], count: number, random: () => number): string[] {
  const topics = new Set<string>()
  while (topics.size < count) {
    const [paper] = sample(papers, 1, random)
    const words = tokenize(paper?.title ?? '').map(({ plain }) => plain)
    const start = Math.floor(random() * Math.max(1, words.length - 2))
    const some = words.slice(start, start + 1 + Math.floor(random() * 3)).join(' ')
    const parsed = parseTopic(random() < 0.3 ? `"${some}"` : random() < 0.2 ? `${some} -survey` : some)
    if (parsed.ok) topics.add(parsed.topic)
  }
  return [...topics]
}

/** The cost of matching a collection's papers against all followed topics, ms of CPU. */
export async function benchTopics(papers: readonly Paper[], random: () => number): Promise<string[]> {
  const day = papers.slice(0, PAPERS_A_DAY)
  const candidates: Candidate[] = day.map(paper => ({
    paper,
    counts: { upvotes: 1, comments: 0 },
    firstSeenAt: paper.listedAt,
  }))
  const topics = topicsOf(papers, 10_000, random)
  const match = (subscriptions: readonly string[]): Promise<number> => {
    const matcher = createTopicMatcher(candidates)
    return cpuMs(() => {
      for (const topic of subscriptions) matcher.matching(topic, DAY)
    })
  }
  await match(topics.slice(0, 100))
  const lines: string[] = []
  for (const count of [1_000, 10_000]) {
    lines.push(
      `${count} distinct topics over ${PAPERS_A_DAY} papers`.padEnd(50) +
        `${(await match(topics.slice(0, count))).toFixed(0)} ms of CPU`,
    )
  }
  const alone = await match(topics)
  for (const followers of [10_000, 100_000]) {
    const subscriptions = Array.from(
      { length: followers },
      (_, index) => topics[index % topics.length] ?? '*',
    )
    const cpu = await match(subscriptions)
    lines.push(
      `${followers} subscriptions to 10000 topics`.padEnd(50) +
        `${cpu.toFixed(0)} ms of CPU, ${(cpu / alone).toFixed(2)} times those topics`,
    )
  }
  return lines
}
