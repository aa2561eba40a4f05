import { ARXIV_CATEGORIES } from '../papers/arxiv-categories.ts'

const BY_NAME = new Map(ARXIV_CATEGORIES.map(name => [name.toLowerCase(), name]))

/** A word such as `cs.CL` or `cs.*`, not behind a field. */
const BARE = /(?<=^|[\s(-])([a-z]+(?:-[a-z]+)?)\.([a-z-]{2,}|\*)(?=$|[\s),;])/gi

/** A query with `cat:` before the words that are arXiv categories, which papers don't contain; undefined if there are none. */
export function meantCategories(query: string): string | undefined {
  if (query.includes('"')) return undefined
  const meant = query.replace(BARE, (word: string, archive: string, subject: string) => {
    const name = BY_NAME.get((subject === '*' ? archive : word).toLowerCase())
    if (!name) return word
    return `cat:${subject === '*' ? `${name}.*` : name}`
  })
  return meant === query ? undefined : meant
}
