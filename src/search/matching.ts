import { inSlices } from '../lib/in-slices.ts'
import type { FoundPaper } from '../papers/paper.ts'
import { isNear, matchingField } from './proximity.ts'
import { asWritten, type Document, documentOf, FIELDS, hasFeature } from './query/document.ts'
import {
  type Condition,
  compare,
  dayOfQuery,
  isOfCategory,
  type Prefix,
  type Query,
  type Words,
} from './query/query.ts'

/** Some papers, indexed once so that many queries can be matched against them. */
export interface Collection {
  /** The ids of the papers that match a query. @param today YYYY-MM-DD, by UTC */
  matching(query: Query, today: string): ReadonlySet<string>
  /** Builds the index in slices, so that the first query needn't do it at once. */
  prepare(): Promise<void>
}

/** A paper of a collection, with its texts as tokens. */
interface Item {
  found: FoundPaper
  document: Document
}
type Items = ReadonlySet<Item>

const NONE: Items = new Set()

export function createCollection(papers: readonly FoundPaper[]): Collection {
  const { whole: index, sortedTokens, prepare } = createIndex(papers)

  const filter = (accepts: (item: Item) => boolean, among = index().all): Items =>
    new Set(among.values().filter(accepts))

  /** Papers that contain all of the tokens, in any field. */
  const withAll = (tokens: readonly string[]): Items =>
    tokens.map(token => index().byToken.get(token) ?? NONE).reduce((a, b) => a.intersection(b), index().all)

  /** Papers with a token that begins so, in any field. */
  function withPrefix(prefix: string): Items {
    const { byToken } = index()
    const sorted = sortedTokens()
    const found = new Set<Item>()
    for (let at = firstFrom(sorted, prefix); sorted[at]?.startsWith(prefix); at++) {
      for (const item of byToken.get(sorted[at] ?? '') ?? NONE) found.add(item)
    }
    return found
  }

  function matchingWords(leaf: Words | Prefix): Items {
    if (leaf.kind === 'prefix' && leaf.stems.length === 0) {
      const candidates = withPrefix(leaf.prefix).union(withPrefix(asWritten(leaf.prefix)))
      return leaf.field
        ? filter(({ document }) => matchingField(document, leaf) !== undefined, candidates)
        : candidates
    }
    const candidates = withAll(leaf.stems)
    const joined = leaf.kind === 'words' && leaf.joined ? withAll([leaf.joined]) : NONE
    const isExact = leaf.kind === 'words' && leaf.stems.length === 1 && !leaf.field
    return isExact
      ? candidates
      : filter(({ document }) => matchingField(document, leaf) !== undefined, candidates.union(joined))
  }

  function matching(query: Query, today: string): Items {
    switch (query.kind) {
      case 'everything':
        return index().all
      case 'words':
      case 'prefix':
        return matchingWords(query)
      case 'near':
        return filter(({ document }) => isNear(document, query), withAll(query.stems))
      case 'and':
        return query.parts.reduce((all, part) => all.intersection(matching(part, today)), index().all)
      case 'or':
        return query.parts.reduce((any, part) => any.union(matching(part, today)), NONE)
      case 'not':
        return index().all.difference(matching(query.part, today))
      default:
        return filter(({ found }) => meets(found, query, today))
    }
  }

  return {
    matching(query, today) {
      if (query.kind === 'everything') return new Set(papers.map(({ paper }) => paper.id))
      return new Set(
        matching(query, today)
          .values()
          .map(({ found }) => found.paper.id),
      )
    },
    prepare,
  }
}

interface Index {
  all: Items
  byToken: ReadonlyMap<string, Items>
}

/** Built for the first query that needs it, unless it was prepared: the general digest matches every paper without it. */
function createIndex(papers: readonly FoundPaper[]) {
  const byToken = new Map<string, Set<Item>>()
  const all = new Set<Item>()
  let sorted: readonly string[] | undefined
  /** Papers that aren't in the index yet. */
  const remaining = papers.values()

  function add(found: FoundPaper): void {
    const item = { found, document: documentOf(found.paper) }
    all.add(item)
    for (const field of FIELDS) {
      for (const token of item.document[field]) {
        const items = byToken.get(token)
        if (items) items.add(item)
        else byToken.set(token, new Set([item]))
      }
    }
  }

  function whole(): Index {
    for (const found of remaining) add(found)
    return { all, byToken }
  }

  return {
    whole,
    sortedTokens(): readonly string[] {
      sorted ??= [...whole().byToken.keys()].sort()
      return sorted
    },
    prepare: () => inSlices(remaining, add),
  }
}

/** The first place of a sorted list whose text isn't smaller. */
function firstFrom(sorted: readonly string[], text: string): number {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((sorted[middle] ?? '') < text) from = middle + 1
    else to = middle
  }
  return from
}

/** Whether a paper meets a condition. @param today YYYY-MM-DD, by UTC */
export function meets({ paper, counts }: FoundPaper, condition: Condition, today: string): boolean {
  switch (condition.kind) {
    case 'category':
      return (paper.categories ?? []).some(name => isOfCategory(name.toLowerCase(), condition.category))
    case 'has':
      return hasFeature(paper, condition.feature)
    case 'source':
      return (paper.sources ?? []).includes(condition.source)
    case 'count':
      return compare(counts?.[condition.of] ?? 0, condition.operator, condition.value)
    case 'since':
      return paper.day >= dayOfQuery(condition, today)
    case 'until':
      return paper.day <= dayOfQuery(condition, today)
    case 'id':
      return paper.id === condition.id
  }
}
