import type { FoundPaper } from '../papers/paper.ts'
import { meets } from './conditions.ts'
import { fieldWith, isNear } from './proximity.ts'
import { type Document, documentOf, FIELDS } from './query/document.ts'
import type { Prefix, Query, Words } from './query/query.ts'

/** Some papers, looked through once so that many topics can be asked of them. */
export interface Collection {
  /** The ids of the papers that a query accepts. @param today YYYY-MM-DD, by UTC */
  matching(query: Query, today: string): ReadonlySet<string>
}

/** A paper of a collection, and its texts taken apart. */
interface Item {
  found: FoundPaper
  document: Document
}
type Items = ReadonlySet<Item>

const NONE: Items = new Set()

export function createCollection(papers: readonly FoundPaper[]): Collection {
  let known: { all: Items; holding: ReadonlyMap<string, Items> } | undefined

  /** It is looked through when something is first asked: the general digest asks nothing. */
  function index() {
    known ??= lookThrough(papers)
    return known
  }

  const where = (holds: (item: Item) => boolean, among = index().all): Items =>
    new Set(among.values().filter(holds))

  /** Papers that hold all of the tokens somewhere. */
  const holding = (tokens: readonly string[]): Items =>
    tokens.map(token => index().holding.get(token) ?? NONE).reduce((a, b) => a.intersection(b), index().all)

  function withWords(leaf: Words | Prefix): Items {
    const held = holding(leaf.stems)
    const joined = leaf.kind === 'words' && leaf.joined ? holding([leaf.joined]) : NONE
    const settled = leaf.kind === 'words' && leaf.stems.length === 1 && !leaf.field
    return settled
      ? held
      : where(({ document }) => fieldWith(document, leaf) !== undefined, held.union(joined))
  }

  function matching(query: Query, today: string): Items {
    switch (query.kind) {
      case 'everything':
        return index().all
      case 'words':
      case 'prefix':
        return withWords(query)
      case 'near':
        return where(({ document }) => isNear(document, query), holding(query.stems))
      case 'and':
        return query.parts.reduce((all, part) => all.intersection(matching(part, today)), index().all)
      case 'or':
        return query.parts.reduce((any, part) => any.union(matching(part, today)), NONE)
      case 'not':
        return index().all.difference(matching(query.part, today))
      default:
        return where(({ found }) => meets(found, query, today))
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
  }
}

function lookThrough(papers: readonly FoundPaper[]) {
  const holding = new Map<string, Set<Item>>()
  const all = new Set<Item>()
  for (const found of papers) {
    const item = { found, document: documentOf(found.paper) }
    all.add(item)
    for (const token of FIELDS.flatMap(field => item.document[field])) {
      const items = holding.get(token)
      if (items) items.add(item)
      else holding.set(token, new Set([item]))
    }
  }
  return { all, holding }
}
