import type { Query } from '../../src/search/query/query.ts'

/** Whether the full-text index alone can evaluate a query. */
export function isText(query: Query): boolean {
  switch (query.kind) {
    case 'and':
    case 'or':
      return query.parts.every(isText)
    case 'not':
      return isText(query.part)
    case 'count':
    case 'since':
    case 'until':
    case 'id':
      return false
    default:
      return true
  }
}
