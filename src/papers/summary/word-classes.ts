/**
 * The kind of a word, whatever the paper is about: `connective` words are as frequent in summaries as in abstracts, other
 * `function` words are rarer in summaries, and `self` words are about the paper itself, not its subject.
 */
export type WordKind = 'connective' | 'function' | 'self' | 'number' | 'content'

const FUNCTION_WORDS = new Map<string, WordKind>(
  (
    [
      ['connective', 'a and in for with by to that through using via while into across without'],
      ['function', 'the of on from as is are at an or be its their it they this these those such'],
      ['self', 'we our us paper work study'],
    ] as const
  ).flatMap(([kind, words]) => words.split(' ').map(word => [word, kind] as const)),
)

/** The words of a text in lower case; a hyphen separates words. */
export const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

export const wordKindOf = (word: string): WordKind =>
  FUNCTION_WORDS.get(word) ?? (/^\p{N}+$/u.test(word) ? 'number' : 'content')

/** A word without its most common English endings, so that `generates` and `generation` match. */
export function stemOf(word: string): string {
  if (word.length <= 4) return word
  return word.replace(/ies$/, 'y').replace(/(?:ations?|ings?|ed|es|ly|s|e)$/, '')
}

export const contentStems = (text: string): Set<string> =>
  new Set(
    wordsOf(text)
      .filter(word => wordKindOf(word) === 'content')
      .map(stemOf),
  )
