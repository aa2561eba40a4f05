import type { FoundPaper } from '../papers/paper.ts'
import { has } from './query/document.ts'
import { type Condition, compare, dayOfQuery, isOfCategory } from './query/query.ts'

/** Whether a paper meets what is asked of it besides words. @param today YYYY-MM-DD, by UTC */
export function meets({ paper, counts }: FoundPaper, condition: Condition, today: string): boolean {
  switch (condition.kind) {
    case 'category':
      return (paper.categories ?? []).some(name => isOfCategory(name.toLowerCase(), condition.category))
    case 'has':
      return has(paper, condition.having)
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
