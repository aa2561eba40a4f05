import { ARXIV_CATEGORIES } from '../papers/arxiv-categories.ts'

const BY_NAME = new Map(ARXIV_CATEGORIES.map(name => [name.toLowerCase(), name]))

/** A word such as `cs.CL` or `cs*`, not behind a field. */
const BARE = /(?<=^|[\s(-])([a-z]+(?:-[a-z]+)?)(?:\.([a-z-]{2,})|\*)(?=$|[\s),;])/gi
/** Archives that many words begin with: `math*` is mathematics, too. */
const BEGIN_WORDS = /^(?:econ|math|physics|stat)$/i

/** A query with `cat:` before the words that are arXiv categories, which papers don't contain; undefined if there are none. */
export function meantCategories(query: string): string | undefined {
  if (query.includes('"')) return undefined
  const meant = query.replace(BARE, (word: string, archive: string, subject: string | undefined) => {
    const name = BY_NAME.get((subject === undefined ? archive : word).toLowerCase())
    if (!name || (subject === undefined && BEGIN_WORDS.test(archive))) return word
    return `cat:${subject === undefined ? `${name}.*` : name}`
  })
  return meant === query ? undefined : meant
}
