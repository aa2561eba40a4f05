/** The words of a list that is written as text. */
export const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/))
