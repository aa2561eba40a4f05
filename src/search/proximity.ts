import { asWritten, type Document, FIELDS, type Field } from './query/document.ts'
import type { Near, Prefix, Words } from './query/query.ts'

/** Whether a field contains a sequence of stems, followed by a word with the prefix if there is one. */
export function containsSequence(
  tokens: readonly string[],
  stems: readonly string[],
  prefix?: string,
): boolean {
  const [first] = stems
  if (first === undefined) return prefix !== undefined && hasPrefix(tokens, prefix)
  for (let at = tokens.indexOf(first); at >= 0; at = tokens.indexOf(first, at + 1)) {
    const follows = stems.every((stem, index) => tokens[at + index] === stem)
    if (follows && (prefix === undefined || tokens[at + stems.length]?.startsWith(prefix))) return true
  }
  return false
}

function hasPrefix(tokens: readonly string[], prefix: string): boolean {
  const written = asWritten(prefix)
  return tokens.some(token => token.startsWith(prefix) || token.startsWith(written))
}

const fieldsOf = ({ field }: { field?: Field | undefined }): readonly Field[] => (field ? [field] : FIELDS)

/** The most important field of a paper that contains the words. */
export function matchingField(document: Document, leaf: Words | Prefix): Field | undefined {
  return fieldsOf(leaf).find(field => {
    const tokens = document[field]
    if (leaf.kind === 'prefix') {
      const { stems, prefix, stem } = leaf
      return (
        containsSequence(tokens, stems, prefix) ||
        (stem !== undefined && containsSequence(tokens, [...stems, stem]))
      )
    }
    return containsSequence(tokens, leaf.stems) || (leaf.joined !== undefined && tokens.includes(leaf.joined))
  })
}

/** Length of the shortest run of tokens that contains all of the stems, in any order; Infinity if none does. */
export function span(tokens: readonly string[], stems: readonly string[]): number {
  const distinct = new Set(stems)
  const last = new Map<string, number>()
  let best = Number.POSITIVE_INFINITY
  tokens.forEach((token, at) => {
    if (!distinct.has(token)) return
    last.set(token, at)
    if (last.size === distinct.size) best = Math.min(best, at - Math.min(...last.values()) + 1)
  })
  return best
}

export const isNear = (document: Document, near: Near): boolean =>
  fieldsOf(near).some(field => span(document[field], near.stems) <= near.within)
