import { tokenize } from '../../text/tokenizer.ts'
import { isPlain, type Query, requestedLeaves } from './query.ts'
import { isSmallText } from './small-words.ts'

/** Longer ones are descriptions, which no paper has as they are. */
const MAX_WORDS = 6

/**
 * The stems of a short query as it was typed, with the small words between those that count: `text to speech`. Undefined where none is
 * between them, and for a query of more than words.
 */
export function typedPhrase(typed: string, query: Query): string[] | undefined {
  if (!isPlain(query) || typed.includes('"')) return undefined
  const stems = requestedLeaves(query).flatMap(leaf => (leaf.kind === 'words' ? leaf.stems : []))
  const words = tokenize(typed)
  // What asks for papers is in front of them.
  const counting = [...words.entries()].filter(([, { plain }]) => !isSmallText(plain)).slice(-stems.length)
  const isAll = stems.every((stem, place) => counting[place]?.[1].stem === stem)
  const [from, to] = [counting[0]?.[0], counting.at(-1)?.[0]]
  if (!isAll || from === undefined || to === undefined) return undefined
  const phrase = words.slice(from, to + 1).map(({ stem }) => stem)
  return phrase.length > stems.length && phrase.length <= MAX_WORDS ? phrase : undefined
}
