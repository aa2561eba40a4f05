import type { Paper } from './paper.ts'
import { type TextPart, vocabulary, wordsOf } from './words.ts'

/** The topic of the general digest: every paper. */
export const EVERYTHING = '*'
export const MAX_TOPIC_LENGTH = 100

export type ParsedTopic = { ok: true; topic: string } | { ok: false; problem: string }

/** What the coming query grammar gives a meaning to; refused until then, so that no topic changes its meaning later. */
const OPERATOR = /^-|["()*]|^(OR|AND|NOT)$|^\p{L}+:/u

/**
 * Reads a topic as a person typed it: one or more words, all of which must occur. Nothing or `*` is the general digest.
 * A refusal is a sentence for that person.
 */
export function parseTopic(text: string): ParsedTopic {
  const words = text
    .normalize('NFC')
    .split(/[\p{Cc}\p{Cf}\s]+/u)
    .filter(Boolean)
  const topic = words.join(' ').toLowerCase()
  if (topic === '' || topic === EVERYTHING) return { ok: true, topic: EVERYTHING }
  if (topic.length > MAX_TOPIC_LENGTH) {
    return {
      ok: false,
      problem: `A topic has at most ${MAX_TOPIC_LENGTH} characters; this one has ${topic.length}.`,
    }
  }
  const operator = words.find(word => OPERATOR.test(word))
  if (operator) {
    return {
      ok: false,
      problem: `Plain words are all that can be asked for so far, and “${operator}” is more than that. Try it without.`,
    }
  }
  if (wordsOf(topic).length === 0)
    return { ok: false, problem: `There is no word in “${topic}” to look for.` }
  return { ok: true, topic }
}

/** A test whether papers belong to a topic: all of its words occur in title, abstract, keywords, authors or organisation. */
export function topicMatcher(topic: string): (paper: Paper) => boolean {
  if (topic === EVERYTHING) return () => true
  const words = wordsOf(topic)
  return paper => words.every(word => vocabulary(paper).has(word))
}

/** Where each word of a topic stands in a paper; undefined for those that are missing. The general digest has no words. */
export function topicTrace(topic: string, paper: Paper): { word: string; part: TextPart | undefined }[] {
  if (topic === EVERYTHING) return []
  return wordsOf(topic).map(word => ({ word, part: vocabulary(paper).get(word) }))
}
