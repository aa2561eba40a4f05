import type { EvaluatedPaper } from './evaluate.ts'

/** The places of a digest, and the topics that share them. */
export interface Places {
  /** The number of papers in a digest. */
  size: number
  /** The ids of the papers in each of the channel's last scheduled digests, newest first. */
  lastDigests: readonly ReadonlySet<string>[]
}

interface Claim {
  topic: string
  papers: readonly EvaluatedPaper[]
  /** How many digests ago the topic last had a paper, as far as they are known; 0 is the last one. */
  servedAgo: number
  bestScore: number
}

/** What each topic could have in a digest; the topics that go first come first. */
function claimsOf(evaluated: readonly EvaluatedPaper[], lastDigests: Places['lastDigests']): Claim[] {
  const topics = new Set(evaluated.flatMap(paper => paper.topics))
  return [...topics]
    .map(topic => {
      const ofTopic = evaluated.filter(paper => paper.topics.includes(topic))
      const papers = ofTopic.filter(({ exclusion }) => !exclusion)
      const ago = lastDigests.findIndex(ids => ofTopic.some(({ ranked }) => ids.has(ranked.paper.id)))
      return {
        topic,
        papers,
        servedAgo: ago < 0 ? lastDigests.length : ago,
        bestScore: papers[0]?.score ?? 0,
      }
    })
    .filter(({ papers }) => papers.length > 0)
    .sort((a, b) => b.servedAgo - a.servedAgo || b.bestScore - a.bestScore || (a.topic < b.topic ? -1 : 1))
}

/**
 * Shares the places of a digest among the channel's topics: each has at least one paper if there is one, and the rest go by score. With
 * more topics than places, those come first that had no paper for the most digests, then those whose best papers score highest.
 * @param evaluated best first
 * @returns the same papers: those of the digest, then the others, each part best first
 */
export function sharePlaces(
  evaluated: readonly EvaluatedPaper[],
  { size, lastDigests }: Places,
): EvaluatedPaper[] {
  const eligible = evaluated.filter(({ exclusion }) => !exclusion)
  const chosen = new Map<EvaluatedPaper, string | undefined>()
  for (const { topic, papers } of claimsOf(evaluated, lastDigests)) {
    const [best] = papers
    if (chosen.size < size && best && !papers.some(paper => chosen.has(paper))) chosen.set(best, topic)
  }
  for (const paper of eligible) if (chosen.size < size && !chosen.has(paper)) chosen.set(paper, undefined)

  const byScore = new Set(eligible.slice(0, size))
  const movedUp = [...chosen].flatMap(([paper, topic]) =>
    topic === undefined || byScore.has(paper) ? [] : topic,
  )
  const shared = evaluated.map((paper): EvaluatedPaper => {
    const topic = chosen.get(paper)
    if (topic !== undefined && !byScore.has(paper)) return { ...paper, placedFor: topic }
    return byScore.has(paper) && !chosen.has(paper) ? { ...paper, behindTopics: movedUp } : paper
  })
  const isChosen = (_: EvaluatedPaper, index: number): boolean => {
    const paper = evaluated[index]
    return paper !== undefined && chosen.has(paper)
  }
  return [...shared.filter(isChosen), ...shared.filter((paper, index) => !isChosen(paper, index))]
}
