import { isPlainWord, type Query } from './query/query.ts'
import { readTerm } from './query/term.ts'
import type { OtherForm } from './short-forms.ts'

/** `GPT4`, `ResNet50`, `YOLOv8`, `Qwen2.5`: a name and its number, which are also written apart. */
const NAME_AND_NUMBER = /^(\p{L}{2,}?)(v?\d[\p{L}\d.]*)$/u
/** `text2image`, `sim2real`. */
const FROM_TO = /^(\p{L}{2,})2(\p{L}{2,})$/u
const NAME = /^\p{L}{2,}$/u
/** `4`, `50`, `1k`, but no year. */
const NUMBER = /^(?!(?:19|20)\d\d$)\d[\p{L}\d.]*$/u

/** The most forms of one query: each is searched for. */
const MAX_FORMS = 3

/** Letters that are written as two where a keyboard doesn't have them. */
const TWO_LETTERS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' }

/**
 * The same query with a name, or a name and its number, written in another way, one at a time: `SAM2` as `sam 2`, `SAM 2` as `sam-2`, which finds
 * `SAM2` too, `text2image` as `text to image`, and `müller` as `mueller`. Only words that aren't in quotes, in a field or under an operator are changed.
 */
export function writtenForms(query: Query): OtherForm[] {
  const parts = query.kind === 'and' ? query.parts : [query]
  const forms = parts.flatMap((part, at) => {
    if (!isPlainWord(part)) return []
    const apart = writtenApart(part.text)
    if (apart) return replaced(parts, [at, at + 1], `"${apart}"`)
    const text = part.text.normalize('NFC')
    const longer = text.replace(/[äöüøå]/g, letter => TWO_LETTERS[letter] ?? letter)
    if (longer !== text) return replaced(parts, [at, at + 1], longer)
    const next = parts[at + 1]
    const isName = isPlainWord(next) && NAME.test(part.text) && NUMBER.test(next.text)
    return isName ? replaced(parts, [at, at + 2], `${part.text}-${next.text}`) : []
  })
  return forms.slice(0, MAX_FORMS)
}

function writtenApart(text: string): string | undefined {
  const [, from, to] = FROM_TO.exec(text) ?? []
  if (from && to) return `${from} to ${to}`
  const [, name, number] = NAME_AND_NUMBER.exec(text) ?? []
  return name && number && `${name} ${number}`
}

function replaced(parts: readonly Query[], [from, to]: [number, number], text: string): OtherForm[] {
  const term = readTerm(text)
  if (!term) return []
  const changed = [...parts.slice(0, from), term, ...parts.slice(to)]
  const query: Query = changed.length === 1 ? term : { kind: 'and', parts: changed }
  return [{ query, reason: `written “${text.replaceAll('"', '')}”` }]
}
