import { createBoundedMap } from '../lib/bounded-map.ts'
import type { Candidate } from '../papers/paper.ts'
import { paperIdOf } from '../papers/paper-link.ts'
import { VOTED_SOURCE } from '../papers/sources.ts'
import { foldTyped } from '../text/typed.ts'
import { createCollection } from './matching.ts'
import { parseQuery } from './query/parser.ts'
import { printQuery } from './query/printer.ts'
import { type Query, requestedLeaves } from './query/query.ts'

/** The topic of the general digest: every paper. */
export const EVERYTHING = '*'
export const MAX_TOPIC_LENGTH = 100

/** A text that is one link: its parts would be searched for as words. */
const LINK = /^[a-z][a-z\d+.-]*:\/\/\S+$/i

/** People mean how many papers, or which page. */
const NUMBER = /^\d{1,3}$/

export type ParsedTopic = { ok: true; topic: string } | { ok: false; problem: string }

/**
 * Parses a topic as typed: a query (docs/query.md) that a channel follows. Nothing or `*` is the general digest. The result is
 * canonical, so topics that differ only in case or spacing are equal. `problem` is a sentence for the person who typed it.
 */
export function parseTopic(text: string): ParsedTopic {
  const paper = paperIdOf(foldTyped(text))
  if (paper !== undefined) {
    return { ok: false, problem: `${paper} is one paper; a topic is words. To see the paper, show ${paper}.` }
  }
  const [link] = LINK.exec(foldTyped(text).trim()) ?? []
  if (link !== undefined) return { ok: false, problem: `${link} is a link; a topic is words.` }
  const [number] = NUMBER.exec(foldTyped(text).trim()) ?? []
  if (number !== undefined)
    return {
      ok: false,
      problem: `${number} is a number; a topic is words. To search for it, write "${number}".`,
    }
  const parsed = parseQuery(text)
  if (!parsed.ok) return parsed
  if (parsed.sort !== 'relevant') {
    return {
      ok: false,
      problem: 'Topics are always sorted by how papers trend. Leave out “sort:”.',
    }
  }
  const topic = printQuery(parsed.query)
  if (topic.length > MAX_TOPIC_LENGTH) {
    return {
      ok: false,
      problem: `A topic has at most ${MAX_TOPIC_LENGTH} characters; this one has ${topic.length}.`,
    }
  }
  return { ok: true, topic }
}

/** The query of a stored topic. One that the grammar no longer accepts matches nothing. */
export function queryOfTopic(topic: string): Query {
  const parsed = parseQuery(topic)
  return parsed.ok ? parsed.query : { kind: 'or', parts: [] }
}

/**
 * Equal for topics that match the same papers however they are spelled: `agents OR robots` and `Robot OR agent`. The order of
 * words and what search doesn't tell apart don't count.
 */
export const topicKey = (topic: string): string => keyOf(queryOfTopic(topic))

function keyOf(query: Query): string {
  switch (query.kind) {
    case 'and':
    case 'or': {
      const [only = '', ...others] = [...new Set(query.parts.map(keyOf))].sort()
      return others.length > 0 ? `${query.kind}(${[only, ...others].join(' ')})` : only
    }
    case 'not':
      return `not(${keyOf(query.part)})`
    case 'words':
      return JSON.stringify([query.field, query.stems, query.joined])
    case 'prefix':
      return JSON.stringify([query.field, query.stems, `${query.prefix}*`])
    default:
      return printQuery(query)
  }
}

/** Whether a topic asks for a source without votes, and so for papers that nobody has voted on. */
export const asksForUnvoted = (topic: string): boolean =>
  /source:/i.test(topic) &&
  requestedLeaves(queryOfTopic(topic)).some(leaf => leaf.kind === 'source' && leaf.source !== VOTED_SOURCE)

/** Without what only asks for papers where nothing else is there: `today papers`, `trending week, please`. */
export const withoutRequest = (typed: string): string => (ONLY_REQUEST.test(typed.trim()) ? '' : typed)

const ONLY_REQUEST = /^(?!(?:all|the)$)(?:(?:all|the|papers?|list|now|please)[ ,.!?]*)+$/i

/** How a topic is called in messages. */
export const topicName = (topic: string): string => (topic === EVERYTHING ? 'the general digest' : topic)

/** Topics whose papers are remembered: with many channels there are more topics than memory, and those that many follow stay. */
export const REMEMBERED_TOPICS = 2_000

/** Which of some papers match a topic. A topic that many channels follow is matched once a day. */
export interface TopicMatcher {
  /** The ids of the papers that match. @param today YYYY-MM-DD, by UTC */
  matching(topic: string, today: string): ReadonlySet<string>
  /** Prepares to match in slices, so that the first topic needn't wait for all of that at once. */
  prepare(): Promise<void>
}

export function createTopicMatcher(candidates: readonly Candidate[]): TopicMatcher {
  const collection = createCollection(candidates)
  const known = createBoundedMap<string, ReadonlySet<string>>(REMEMBERED_TOPICS)
  return {
    matching(topic, today) {
      const key = `${today} ${topic}`
      const ids = known.get(key) ?? collection.matching(queryOfTopic(topic), today)
      known.set(key, ids)
      return ids
    },
    prepare: collection.prepare,
  }
}
