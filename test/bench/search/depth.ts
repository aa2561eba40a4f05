import type { Paper } from '../../../src/papers/paper.ts'
import type { PaperSearch } from '../../../src/search/search.ts'
import { tokenize } from '../../../src/text/tokenizer.ts'

/** A topic that papers name among their keywords, and those papers. */
export interface KeywordTopic {
  topic: string
  ids: ReadonlySet<string>
}

/** Keywords of two or three words that at least so many papers have, the most common first. */
export function keywordTopics(papers: readonly Paper[], least: number, count: number): KeywordTopic[] {
  const ids = new Map<string, Set<string>>()
  for (const { id, keywords } of papers) {
    for (const keyword of new Set(keywords.map(each => each.toLowerCase()))) {
      const words = tokenize(keyword).length
      if (words < 2 || words > 3) continue
      ids.set(keyword, (ids.get(keyword) ?? new Set()).add(id))
    }
  }
  return [...ids]
    .filter(([, found]) => found.size >= least)
    .sort((a, b) => b[1].size - a[1].size)
    .slice(0, count)
    .map(([topic, found]) => ({ topic, ids: found }))
}

async function idsOf(search: PaperSearch, query: string, count: number): Promise<string[]> {
  const page = await search.search(query, { page: 1, pageSize: count })
  if (!page.ok) throw new Error(`${query}: ${page.problem}`)
  return page.found.map(({ found }) => found.paper.id)
}

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, each) => sum + each, 0) / numbers.length

/** How far down the results are still about the topic: which part of its n papers is among the first n. */
export async function benchDepth(search: PaperSearch, topics: readonly KeywordTopic[]): Promise<string> {
  const recalls: number[] = []
  for (const { topic, ids } of topics) {
    const found = await idsOf(search, topic, ids.size)
    recalls.push(found.filter(id => ids.has(id)).length / ids.size)
  }
  return `${`keywords, as deep as papers (${topics.length})`.padEnd(36)} recall@n ${mean(recalls).toFixed(3)}`
}

const ASKING: readonly ((topic: string) => string)[] = [
  topic => `what is ${topic}`,
  topic => `papers about ${topic}`,
  topic => `a ${topic} of the`,
  topic => `how to use ${topic} for it`,
]
const DEPTH = 20
const GOAL = 0.01

/** NDCG@20 of results by a topic's keyword. */
async function ndcg(search: PaperSearch, query: string, ids: ReadonlySet<string>): Promise<number> {
  const gain = (isRelevant: boolean, place: number): number => (isRelevant ? 1 / Math.log2(place + 2) : 0)
  const found = await idsOf(search, query, DEPTH)
  const got = found.reduce((sum, id, place) => sum + gain(ids.has(id), place), 0)
  let ideal = 0
  for (let place = 0; place < Math.min(DEPTH, ids.size); place++) ideal += gain(true, place)
  return got / ideal
}

/** What is lost where people ask in a sentence. */
export async function benchSmallWords(search: PaperSearch, topics: readonly KeywordTopic[]): Promise<string> {
  const plain: number[] = []
  const asked: number[] = []
  for (const { topic, ids } of topics) {
    plain.push(await ndcg(search, topic, ids))
    for (const ask of ASKING) asked.push(await ndcg(search, ask(topic), ids))
  }
  const cost = mean(plain) - mean(asked)
  return `${`small words around keywords (${topics.length})`.padEnd(36)} NDCG@20 ${mean(plain).toFixed(3)} without, ${mean(asked).toFixed(3)} with  cost ≤ ${GOAL}: ${cost <= GOAL ? 'met' : 'missed'}`
}
