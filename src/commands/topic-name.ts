import { EVERYTHING } from '../search/topics.ts'

/** A topic as people read it. */
export const topicName = (topic: string): string => (topic === EVERYTHING ? 'the general digest' : topic)
