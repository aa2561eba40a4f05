import type { Field } from './document.ts'
import type { Query, SearchRequest } from './query.ts'

const NAMES: Record<Field, string> = {
  title: 'title',
  keywords: 'keyword',
  authors: 'author',
  organization: 'org',
  abstract: 'abstract',
}

/** The canonical text of a query: two queries that print the same mean the same. */
export function printQuery(query: Query): string {
  switch (query.kind) {
    case 'everything':
      return '*'
    case 'words':
    case 'prefix':
      return query.field ? `${NAMES[query.field]}:${query.text}` : query.text
    case 'near':
      return query.stems.join(' ')
    case 'and':
      return query.parts.map(part => (part.kind === 'or' ? bracketed(part) : printQuery(part))).join(' ')
    case 'or':
      return query.parts.map(part => (part.kind === 'and' ? bracketed(part) : printQuery(part))).join(' OR ')
    case 'not':
      return `-${query.part.kind === 'and' || query.part.kind === 'or' ? bracketed(query.part) : printQuery(query.part)}`
    case 'category':
      return `cat:${printCategory(query.category)}`
    case 'has':
      return `has:${query.feature}`
    case 'source':
      return `source:${query.source}`
    case 'count':
      return `${query.of}${query.operator}${query.value}`
    case 'since':
    case 'until':
      return `${query.kind}:${query.text}`
    case 'id':
      return `id:${query.id}`
  }
}

const bracketed = (query: Query): string => `(${printQuery(query)})`

/** As arXiv writes it: `cs.CL`, but `math-ph` and `cond-mat.str-el`. */
function printCategory(category: string): string {
  const [archive = '', subject] = category.split('.')
  if (!subject) return archive
  return `${archive}.${subject.length === 2 ? subject.toUpperCase() : subject}`
}

export const printRequest = ({ query, sort }: SearchRequest): string =>
  sort === 'relevant' ? printQuery(query) : `${printQuery(query)} sort:${sort}`
