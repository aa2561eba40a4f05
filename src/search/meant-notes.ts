import { onlyPaperIdIn } from '../papers/paper-link.ts'
import { meantCategories } from './meant-categories.ts'
import { dashNote, operatorNote } from './meant-operator.ts'
import { meantTime } from './meant-time.ts'

/**
 * Sentences on words of a query that were probably meant otherwise than they are searched for.
 * @param query its canonical text
 * @param context `found`: whether it found papers; `today`: YYYY-MM-DD, by UTC
 */
export function meantNotes(
  typed: string,
  query: string,
  { found, today }: { found: boolean; today: string },
): string[] {
  const inCategories = found ? meantCategories(query) : undefined
  const time = meantTime(typed, today)
  const operator = operatorNote(typed) ?? dashNote(typed)
  const id = /\bid:/i.test(typed) ? undefined : onlyPaperIdIn(typed)
  return [
    ...(inCategories ? [`For arXiv’s categories, write ${inCategories}.`] : []),
    ...(time ? [`For papers of that time, write ${time}.`] : []),
    ...(operator ? [operator] : []),
    ...(id ? [`A search for ${id} alone shows that paper.`] : []),
  ]
}
