import type { FoundPaper } from '../papers/paper.ts'
import { SOURCE_TITLES } from '../papers/sources.ts'
import { listText, wholeText } from '../text/format.ts'
import { createCollection } from './matching.ts'
import { matchingField } from './proximity.ts'
import { documentOf, type Field } from './query/document.ts'
import { printQuery } from './query/printer.ts'
import type { Query } from './query/query.ts'

/** Whether a paper matches a part of a query, and what decided that. `text` is the part as it was typed. */
export type Reason =
  | { kind: 'part'; text: string; met: boolean; field?: Field; note?: string }
  /** `part` must not match. */
  | { kind: 'not'; text: string; met: boolean; part: Reason }
  /** The parts that decided: of alternatives the ones that match, else all; of parts that must all match, those that don't, else all. */
  | { kind: 'any' | 'all'; text: string; met: boolean; parts: readonly Reason[] }

/** Explains each part of a query for one paper; the paper matches if all parts do. @param today YYYY-MM-DD, by UTC */
export function explain(query: Query, found: FoundPaper, today: string): Reason[] {
  if (query.kind === 'everything') return []
  const collection = createCollection([found])
  const document = documentOf(found.paper)

  function reasonOf(part: Query): Reason {
    const text = printQuery(part)
    const met = collection.matching(part, today).size > 0
    switch (part.kind) {
      case 'and':
      case 'or': {
        const parts = part.parts.map(reasonOf)
        const deciding = parts.filter(reason => reason.met === (part.kind === 'or'))
        const kind = part.kind === 'or' ? 'any' : 'all'
        return { kind, text, met, parts: deciding.length > 0 ? deciding : parts }
      }
      case 'not':
        return { kind: 'not', text, met, part: reasonOf(part.part) }
      case 'words':
      case 'prefix': {
        const field = matchingField(document, part)
        return { kind: 'part', text, met, ...(field && { field }) }
      }
      default: {
        const note = noteOn(part, found)
        return { kind: 'part', text, met, ...(note && { note }) }
      }
    }
  }

  return (query.kind === 'and' ? query.parts : [query]).map(reasonOf)
}

/** What a paper has instead, for conditions that aren't about words. */
function noteOn(part: Query, { paper, counts }: FoundPaper): string | undefined {
  switch (part.kind) {
    case 'count':
      return `it has ${wholeText(counts?.[part.of] ?? 0)}`
    case 'category':
      return paper.categories ? `it is in ${paper.categories.join(', ')}` : 'its categories aren’t known yet'
    case 'source':
      return paper.sources
        ? `it was listed by ${listText(paper.sources.map(name => SOURCE_TITLES[name]))}`
        : 'it was on no list'
    case 'since':
    case 'until':
      return `it was listed on ${paper.day}`
    default:
      return undefined
  }
}
