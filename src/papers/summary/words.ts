/** Words that bind a sentence; abstracts and summaries share them whatever they are about. */
const BINDING = new Set('a and in for with by to that through using via while into across without'.split(' '))

/** Binding words that summaries, being denser, hold less of. */
const LOOSE = new Set(
  'the of on from as is are at an or be its their it they this these those such'.split(' '),
)

/** Words that speak of the paper rather than of its matter. */
const SELF = new Set('we our us paper work study'.split(' '))

export type WordKind = 'binding' | 'loose' | 'self' | 'number' | 'content'

/** The words of a text in lower case; a hyphen parts words. */
export const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

export function kindOf(word: string): WordKind {
  if (BINDING.has(word)) return 'binding'
  if (LOOSE.has(word)) return 'loose'
  if (SELF.has(word)) return 'self'
  return /^\p{N}+$/u.test(word) ? 'number' : 'content'
}

/** A word without its commonest English endings, so that `generates` and `generation` meet. */
export function stemOf(word: string): string {
  if (word.length <= 4) return word
  return word.replace(/ies$/, 'y').replace(/(?:ations?|ings?|ed|es|ly|s|e)$/, '')
}

/** The stems of a text's content words. */
export const contentStems = (text: string): Set<string> =>
  new Set(
    wordsOf(text)
      .filter(word => kindOf(word) === 'content')
      .map(stemOf),
  )
