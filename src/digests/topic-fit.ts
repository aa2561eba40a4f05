import type { Paper } from '../papers/paper.ts'
import { headingDocument } from '../search/query/document.ts'
import { createRelevance } from '../search/relevance.ts'
import { queryOfTopic } from '../search/topics.ts'

/** How well a paper fits the best of some topics that it matches, 0 to 1: by where their words are. */
export type TopicFit = (paper: Paper, topics: readonly string[]) => number

export function createTopicFit(): TopicFit {
  const relevances = new Map<string, ReturnType<typeof createRelevance>>()

  function relevanceTo(topic: string) {
    const known = relevances.get(topic) ?? createRelevance(queryOfTopic(topic))
    relevances.set(topic, known)
    return known
  }

  return (paper, topics) => {
    const heading = headingDocument(paper)
    return Math.max(0, ...topics.map(topic => relevanceTo(topic)(heading, {})))
  }
}
