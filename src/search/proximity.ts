import { asWritten, type Document, FIELDS, type Field } from './query/document.ts'
import type { Near, Prefix, Words } from './query/query.ts'

/** Whether a sequence of tokens stands in a field, the last of them perhaps only begun. */
function containsSequence(tokens: readonly string[], stems: readonly string[], prefix?: string): boolean {
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

/** The most telling field of a paper in which the words stand. */
export function matchingField(document: Document, leaf: Words | Prefix): Field | undefined {
  return fieldsOf(leaf).find(field => {
    const tokens = document[field]
    if (leaf.kind === 'prefix') return containsSequence(tokens, leaf.stems, leaf.prefix)
    return containsSequence(tokens, leaf.stems) || (leaf.joined !== undefined && tokens.includes(leaf.joined))
  })
}

/** The fewest words that hold all of these in one field, in any order; Infinity where none does. */
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
