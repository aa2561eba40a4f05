/**
 * What a word does: `binding` words are shared by abstracts and summaries whatever they are about, `loose` ones are rarer
 * in summaries, `self` words speak of the paper rather than of its matter.
 */
export type WordKind = 'binding' | 'loose' | 'self' | 'number' | 'content'

const FUNCTION_WORDS = new Map<string, WordKind>(
  (
    [
      ['binding', 'a and in for with by to that through using via while into across without'],
      ['loose', 'the of on from as is are at an or be its their it they this these those such'],
      ['self', 'we our us paper work study'],
    ] as const
  ).flatMap(([kind, words]) => words.split(' ').map(word => [word, kind] as const)),
)

/** The words of a text in lower case; a hyphen parts words. */
export const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

export const kindOf = (word: string): WordKind =>
  FUNCTION_WORDS.get(word) ?? (/^\p{N}+$/u.test(word) ? 'number' : 'content')

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
