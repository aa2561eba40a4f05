/** Word unigrams in lower case. */
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/**
 * ROUGE-1 F of a text against a reference, 0 to 1: the harmonic mean of precision and recall of words, each counted as often
 * as both contain it (Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", 2004). No stemming.
 */
export function rouge1(text: string, reference: string): number {
  const words = wordsOf(text)
  const left = new Map<string, number>()
  const references = wordsOf(reference)
  for (const word of references) left.set(word, (left.get(word) ?? 0) + 1)
  let shared = 0
  for (const word of words) {
    const count = left.get(word) ?? 0
    if (count === 0) continue
    shared++
    left.set(word, count - 1)
  }
  return shared === 0 ? 0 : (2 * shared) / (words.length + references.length)
}
