import type { Paper } from './paper.ts'

/** The topic of the general digest: every paper. */
export const EVERYTHING = '*'
export const MAX_TOPIC_LENGTH = 100

export type ParsedTopic = { ok: true; topic: string } | { ok: false; problem: string }

/** What the coming query grammar gives a meaning to; refused until then, so that no topic changes its meaning later. */
const OPERATOR = /^-|["()*]|^(OR|AND|NOT)$|^\p{L}+:/u

/** Words without case, accents and plural s: `Modèles` → `modele`. Hyphens and other marks part words. */
function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return (plain.match(/[\p{L}\p{N}+#]+/gu) ?? []).map(word => word.replace(/(?<=[a-z]{2}[^s])s$/, ''))
}

/**
 * Reads a topic as a person typed it: one or more words, all of which must occur. Nothing or `*` is the general digest.
 * A refusal is a sentence for that person.
 */
export function parseTopic(text: string): ParsedTopic {
  const words = text.normalize('NFC').trim().split(/\s+/u).filter(Boolean)
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
      problem: `A topic is plain words for now, and “${operator}” is more than that. Try it without.`,
    }
  }
  if (wordsOf(topic).length === 0)
    return { ok: false, problem: `There is no word in “${topic}” to look for.` }
  return { ok: true, topic }
}

const known = new WeakMap<Paper, Set<string>>()

function vocabulary(paper: Paper): Set<string> {
  let words = known.get(paper)
  if (!words) {
    const texts = [paper.title, paper.abstract, paper.organization ?? '', ...paper.keywords, ...paper.authors]
    words = new Set(wordsOf(texts.join(' ')))
    known.set(paper, words)
  }
  return words
}

/** A test whether papers belong to a topic: all of its words occur in title, abstract, keywords, authors or organisation. */
export function topicMatcher(topic: string): (paper: Paper) => boolean {
  if (topic === EVERYTHING) return () => true
  const words = wordsOf(topic)
  return paper => words.every(word => vocabulary(paper).has(word))
}
