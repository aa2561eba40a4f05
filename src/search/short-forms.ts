import type { ShortForm } from '../ports/paper-index.ts'
import { inSmallLetters } from '../text/format.ts'
import { tokenize } from '../text/tokenizer.ts'
import { isPlainWord, type Query, type Words } from './query/query.ts'

const MAX_SHORT = 10
const MAX_LONG_WORDS = 10
/** Fewer papers may have made it up. */
const MIN_PAPERS = 2
/** A short form whose most frequent expansion has a smaller share of its papers is ambiguous. */
const MIN_SHARE = 0.6

/** What is compared: the stems, so that `LLMs` and `LLM` are one. */
export const formKey = (text: string): string =>
  tokenize(text)
    .map(({ stem }) => stem)
    .join(' ')

/**
 * The short forms that a text introduces in brackets, with their long forms: the words before the bracket that have all letters of
 * the short form in order, the first one at the beginning of a word.
 * Source: Schwartz and Hearst, A simple algorithm for identifying abbreviation definitions in biomedical text (PSB 2003).
 */
export function introducedForms(text: string): Omit<ShortForm, 'papers'>[] {
  const forms: Omit<ShortForm, 'papers'>[] = []
  for (const match of text.matchAll(/\(([^()]{2,60})\)/g)) {
    const inside = (match[1] ?? '').split(/[;,]/, 1)[0]?.trim() ?? ''
    const before = text.slice(Math.max(0, match.index - 150), match.index).trimEnd()
    const form = isShort(inside) ? introduced(inside, before) : reversed(inside, before)
    if (form) forms.push(form)
  }
  return forms
}

/** A short form has at most two words, and a capital that isn't just the first letter of a word. */
const isShort = (text: string): boolean =>
  text.length <= MAX_SHORT &&
  /^[\p{L}\p{N}]\S*(?: \S+)?$/u.test(text) &&
  /\p{L}.*\p{Lu}|^\p{N}+\p{Lu}/u.test(text)

function introduced(short: string, before: string): Omit<ShortForm, 'papers'> | undefined {
  const words = before.split(/\s+/).slice(-Math.min([...short].length * 2, MAX_LONG_WORDS))
  const long = longFormOf(short, words.join(' '))
  return long && isLongFor(short, long) ? { short, long } : undefined
}

/** `RL (reinforcement learning)`. */
function reversed(inside: string, before: string): Omit<ShortForm, 'papers'> | undefined {
  const short = /\S+$/.exec(before)?.[0] ?? ''
  if (!isShort(short)) return undefined
  const long = longFormOf(short, inside)
  return long === inside && isLongFor(short, long) ? { short, long } : undefined
}

/** The end of a text that begins with the word of the first letter, found from right to left. */
function longFormOf(short: string, text: string): string | undefined {
  const [small, long] = [short.toLowerCase(), text.toLowerCase()]
  let at = long.length - 1
  for (let letter = small.length - 1; letter >= 0; letter--) {
    const wanted = small[letter] ?? ''
    if (!/[\p{L}\p{N}]/u.test(wanted)) continue
    const isFirst = letter === 0
    while (at >= 0 && (long[at] !== wanted || (isFirst && /[\p{L}\p{N}]/u.test(long[at - 1] ?? '')))) at--
    if (at < 0) return undefined
    at--
  }
  return text.slice(at + 1)
}

/** Not if it goes over the end of a sentence. */
function isLongFor(short: string, long: string): boolean {
  const [shortKey, longKey] = [formKey(short), formKey(long)]
  if (shortKey === '' || longKey.length <= shortKey.length || !longKey.includes(' ')) return false
  return !` ${longKey} `.includes(` ${shortKey} `) && /^[\p{L}\p{N}][\p{L}\p{N}\s\-–/'’]*$/u.test(long)
}

/** A query in which one form of a name is replaced by the other. */
export interface OtherForm {
  query: Query
  /** What the two forms are: `RL: reinforcement learning`. */
  reason: string
}

/** Finds the forms with these keys (see `formKey`), short or long. */
export type FindForms = (keys: readonly string[]) => Promise<ShortForm[]>

/** The most words of a long form. */
const MAX_RUN = 6

/**
 * The same query with its short forms written out, and with its long forms made short, one at a time. Only words that aren't in
 * quotes, in a field or under an operator are replaced, and only by what is unambiguous in the stored papers.
 */
export async function otherForms(query: Query, find: FindForms): Promise<OtherForm[]> {
  const parts = query.kind === 'and' ? query.parts : [query]
  const runs = runsOf(parts)
  const forms = await find([...new Set(runs.map(({ key }) => key))])
  if (forms.length === 0) return []
  // Whether a short form is ambiguous depends on its other long forms.
  const all = await find([...new Set(forms.map(({ short }) => formKey(short)))])
  const byShort = Map.groupBy(all, ({ short }) => formKey(short))
  const shorts = Map.groupBy(
    [...byShort.values()].flatMap(each => unambiguous(each) ?? []),
    ({ long }) => formKey(long),
  )
  return runs.flatMap(({ key, from, to }) => {
    // Of a long form the most frequent short one, if that has no other meaning.
    const form = unambiguous(byShort.get(key) ?? []) ?? mostFrequent(shorts.get(key) ?? [])
    if (!form) return []
    const other = formKey(form.short) === key ? form.long : form.short
    const replaced = [...parts.slice(0, from), wordsOf(other), ...parts.slice(to)]
    const [only] = replaced
    const changed: Query = replaced.length === 1 && only ? only : { kind: 'and', parts: replaced }
    return [{ query: changed, reason: `${form.short}: ${inSmallLetters(form.long)}` }]
  })
}

function wordsOf(text: string): Words {
  const words = tokenize(text)
  return {
    kind: 'words',
    stems: words.map(({ stem }) => stem),
    text: words.length > 1 ? `"${text.toLowerCase()}"` : text.toLowerCase(),
  }
}

/** The words of a query, and the neighbours among them that may be a long form. */
function runsOf(parts: readonly Query[]): { key: string; from: number; to: number }[] {
  const runs: { key: string; from: number; to: number }[] = []
  for (const from of parts.keys()) {
    const stems: string[] = []
    for (let to = from; to < from + MAX_RUN; to++) {
      const part = parts[to]
      if (!isPlainWord(part)) break
      stems.push(...part.stems)
      runs.push({ key: stems.join(' '), from, to: to + 1 })
    }
  }
  return runs
}

/** The most frequent expansion of a short form, if it is frequent enough. */
function unambiguous(forms: readonly ShortForm[]): ShortForm | undefined {
  const papers = forms.reduce((sum, form) => sum + form.papers, 0)
  const most = mostFrequent(forms)
  return most && most.papers >= MIN_PAPERS && most.papers >= papers * MIN_SHARE ? most : undefined
}

const mostFrequent = (forms: readonly ShortForm[]): ShortForm | undefined =>
  forms.toSorted((a, b) => b.papers - a.papers)[0]
