import type { FoundPaper } from '../papers/paper.ts'
import { createCollection } from './matching.ts'
import { matchingField } from './proximity.ts'
import { documentOf, type Field } from './query/document.ts'
import { printQuery } from './query/printer.ts'
import type { Query } from './query/query.ts'

/** One thing that a query asks for, and whether a paper has it. */
export interface Reason {
  /** As it was typed. */
  text: string
  met: boolean
  /** Where words stand. */
  field?: Field | undefined
}

/** Each part of a query, all of which a paper must meet, against one paper. @param today YYYY-MM-DD, by UTC */
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
