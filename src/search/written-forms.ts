import type { Hit } from '../ports/paper-index.ts'
import { findForms } from './broaden.ts'
import { isPlainWord, type Prefix, type Query, type Words } from './query/query.ts'
import { readTerm } from './query/term.ts'
import { type RankedHit, rankHits } from './rank-hits.ts'
import { termsOf } from './relevance.ts'

/** `GPT4`, `ResNet50`, `YOLOv8`, `Qwen2.5`: a name and its number, which are also written apart. */
const NAME_AND_NUMBER = /^(\p{L}{2,}?)(v?\d[\p{L}\d.]*)$/u
/** `text2image`, `sim2real`. */
const FROM_TO = /^(\p{L}{2,})2(\p{L}{2,})$/u
const NAME = /^[a-z]+$/
/** `4`, `2.5`, `v8`, `1k`, but no year. */
const NUMBER = /^(?!(?:19|20)\d\d$)v?\d[\p{L}\d.]*$/u

/** The most forms of one query: each is searched for. */
const MAX_FORMS = 3
/** In longer queries, neighbouring words are seldom one. */
const MAX_PARTS = 3

/** Factor for the score of a paper that has it in another way: of equal ones, what is written as it was typed comes first. */
const OTHER_WRITING_FACTOR = 0.95

/** Letters that are written as two where a keyboard doesn't have them. */
const TWO_LETTERS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' }

/**
 * The same query with a name written in another way, one at a time: `SAM2` as `sam 2`; `SAM 2` as `sam-2`, which finds `SAM2` too; `deep
 * fake` as `deepfake`; `text2image` as `text to image`; `müller` as `mueller`. Only words that aren't in quotes, in a field or under an
 * operator are changed.
 */
export function writtenForms(query: Query): Query[] {
  const parts = query.kind === 'and' ? query.parts : [query]
  const forms = parts.flatMap((part, at) => {
    if (!isPlainWord(part)) return []
    const apart = writtenApart(part.text)
    if (apart) return replaced(parts, [at, at + 1], `"${apart}"`)
    const text = part.text.normalize('NFC')
    const longer = text.replace(/[äöüøå]/g, letter => TWO_LETTERS[letter] ?? letter)
    if (longer !== text) return replaced(parts, [at, at + 1], longer)
    const next = parts[at + 1]
    const joined = withNumber(part, next) ?? (parts.length > MAX_PARTS ? undefined : asOneWord(part, next))
    return joined ? replaced(parts, [at, at + 2], joined) : []
  })
  return forms.slice(0, MAX_FORMS)
}

/** `sam-2` for the parts `SAM` and `2` of a query; undefined where they aren't a name and its number. */
export const withNumber = (part: Query | undefined, next: Query | undefined): string | undefined =>
  isPlainWord(part) && isPlainWord(next) && NAME.test(part.text) && NUMBER.test(next.text)
    ? `${part.text}-${next.text}`
    : undefined

const asOneWord = (part: Words, next: Query | undefined): string | undefined =>
  isPlainWord(next) && NAME.test(part.text) && NAME.test(next.text) ? `${part.text}${next.text}` : undefined

function writtenApart(text: string): string | undefined {
  const [, from, to] = FROM_TO.exec(text) ?? []
  if (from && to) return `${from} to ${to}`
  const [, name, number] = NAME_AND_NUMBER.exec(text) ?? []
  return name && number && `${name} ${number}`
}

function replaced(parts: readonly Query[], [from, to]: [number, number], text: string): Query[] {
  const term = readTerm(text)
  if (!term) return []
  const changed = [...parts.slice(0, from), term, ...parts.slice(to)]
  return [changed.length === 1 ? term : { kind: 'and', parts: changed }]
}

/** The papers that have a query in another way of writing it, ranked by that. */
interface Written {
  terms: readonly (Words | Prefix)[]
  hits: readonly RankedHit[]
  /** See `FormHits`. */
  next: Hit | undefined
}

/** See `writtenForms`. @param context.cap how many of the newest papers are looked at for each form */
export async function rankWritten(
  query: Query,
  context: Parameters<typeof findForms>[1] & Parameters<typeof rankHits>[2],
): Promise<Written[]> {
  const forms = await findForms(
    writtenForms(query).map(form => ({ query: form })),
    context,
  )
  return Promise.all(
    forms.map(async ({ form, found, next }) => {
      const hits = await rankHits(form.query, found, context)
      return {
        terms: termsOf(form.query),
        hits: hits.map(hit => ({ ...hit, score: hit.score * OTHER_WRITING_FACTOR })),
        next,
      }
    }),
  )
}

/**
 * The hits of a query and of the other ways to write it in one order, each paper where it ranks best.
 * @returns also the words by which papers were found that were written in another way
 */
export function withWritten(
  asTyped: readonly (Hit | RankedHit)[],
  written: readonly Written[],
): { hits: readonly (Hit | RankedHit)[]; terms: ReadonlyMap<number, readonly (Words | Prefix)[]> } {
  const terms = new Map<number, readonly (Words | Prefix)[]>()
  if (written.every(({ hits }) => hits.length === 0)) return { hits: asTyped, terms }
  const best = new Map(asTyped.map(hit => [hit.key, hit]))
  for (const form of written) {
    for (const hit of form.hits) {
      if (hit.score <= scoreOf(best.get(hit.key))) continue
      best.set(hit.key, hit)
      terms.set(hit.key, form.terms)
    }
  }
  return { hits: [...best.values()].sort((a, b) => scoreOf(b) - scoreOf(a) || b.key - a.key), terms }
}

const scoreOf = (hit: Hit | RankedHit | undefined): number => (hit && 'score' in hit ? hit.score : -1)
