import type { Candidate } from '../papers/paper.ts'
import { createCollection } from './matching.ts'
import { queryOfTopic } from './topics.ts'

/** Which of some papers belong to which topic: each topic is asked once, however many channels follow it. */
export interface TopicMatches {
  /** The ids of the papers of a topic. @param today YYYY-MM-DD, by UTC */
  of(topic: string, today: string): ReadonlySet<string>
}

export function createTopicMatches(candidates: readonly Candidate[]): TopicMatches {
  const collection = createCollection(candidates)
  const known = new Map<string, ReadonlySet<string>>()
  return {
    of(topic, today) {
      const key = `${today} ${topic}`
      const ids = known.get(key) ?? collection.matching(queryOfTopic(topic), today)
      known.set(key, ids)
      return ids
    },
  }
}
