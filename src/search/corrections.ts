import { nearest, slipDistance } from '../lib/nearest.ts'
import { type PaperIndex, TooBroadError } from '../ports/paper-index.ts'
import { tokenize, type Word } from '../text/tokenizer.ts'
import { asWritten, type Field } from './query/document.ts'
import { printQuery } from './query/printer.ts'
import type { Query } from './query/query.ts'
import { readTerm } from './query/term.ts'

/** A word that occurs in fewer papers may be a typo itself. */
const MIN_PAPERS = 2
/** A word that so many papers have isn't a typo. */
const KNOWN_PAPERS = 10
/** Where a paper has the word, it is a typo in that paper, too, if a word with one other letter is in so many times as many. */
const MUCH_MORE = 20
/** Words from this length on may differ in two letters, shorter ones in one, or in the order of two neighbours. */
const LONG_WORD = 8
const MIN_LETTERS = 4

/**
 * Suggests a corrected query when little was found: each word that occurs in no paper as typed, or in hardly one, is replaced by the
 * nearest known word. Undefined if there is none, if the corrected query finds no more papers, or if the index runs out of time.
 * @param found how many papers the original query finds
 */
export async function correct(query: Query, options: CorrectionOptions): Promise<string | undefined> {
  try {
    return await findCorrection(query, options)
  } catch (error) {
    if (!(error instanceof TooBroadError)) throw error
    return undefined
  }
}

interface CorrectionOptions {
  index: PaperIndex
  today: string
  found: number
}

async function findCorrection(
  query: Query,
  { index, today, found }: CorrectionOptions,
): Promise<string | undefined> {
  let changed = false

  async function correctPart(part: Query): Promise<Query> {
    if (part.kind === 'and' || part.kind === 'or') {
      return { ...part, parts: await Promise.all(part.parts.map(correctPart)) }
    }
    if (part.kind !== 'words' || part.text.startsWith('"')) return part
    const words = tokenize(part.text)
    const known = await Promise.all(words.map(word => knownWordLike(word, part.field)))
    if (known.every(word => word === undefined)) return part
    const text = words.map(({ plain }, place) => known[place] ?? plain).join('-')
    const read = readTerm(text, part.field)
    if (!read) return part
    changed = true
    return read
  }

  async function knownWordLike(
    { plain, american, stem }: Word,
    field: Field | undefined,
  ): Promise<string | undefined> {
    if (plain.length < MIN_LETTERS) return undefined
    const written = american === stem ? stem : asWritten(american)
    const asTyped = { kind: 'words', stems: [written], text: plain, field } as const
    const typedIn = (await index.matching(asTyped, { today, limit: KNOWN_PAPERS })).length
    if (typedIn === KNOWN_PAPERS) return undefined
    const maxDistance = typedIn > 0 || plain.length < LONG_WORD ? 1 : 2
    const words = await index.words({
      like: plain,
      letters: [plain.length - maxDistance, plain.length + maxDistance],
      papers: Math.max(MIN_PAPERS, typedIn * MUCH_MORE),
    })
    const commonest = words.toSorted((a, b) => b.papers - a.papers)
    return nearest(commonest, each => slipDistance(plain, each.word), maxDistance)?.word
  }

  const corrected = await correctPart(query)
  if (!changed || (await index.find(corrected, { today, limit: found + 1 })).length <= found) return undefined
  return printQuery(corrected)
}
