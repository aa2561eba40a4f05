import type { FoundPaper } from '../papers/paper.ts'
import { createCollection } from './matching.ts'
import { matchingField } from './proximity.ts'
import { documentOf, type Field } from './query/document.ts'
import { printQuery } from './query/printer.ts'
import type { Query } from './query/query.ts'

/** One part of a query, and whether a paper matches it. */
export interface Reason {
  /** As it was typed. */
  text: string
  met: boolean
  /** The field in which its words occur. */
  field?: Field | undefined
}

/** Checks each part of a query against one paper; the paper matches if all parts do. @param today YYYY-MM-DD, by UTC */
export function explain(query: Query, found: FoundPaper, today: string): Reason[] {
  if (query.kind === 'everything') return []
  const collection = createCollection([found])
  const document = documentOf(found.paper)
  return (query.kind === 'and' ? query.parts : [query]).map(part => ({
    text: printQuery(part),
    met: collection.matching(part, today).size > 0,
    field: part.kind === 'words' || part.kind === 'prefix' ? matchingField(document, part) : undefined,
  }))
}
