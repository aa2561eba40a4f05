import type { Paper } from '../papers/paper.ts'
import { joinedWords, tokenize, type Word } from '../text/tokenizer.ts'
import { FIELDS, type Field, textsOf } from './query/document.ts'
import type { Prefix, Words } from './query/query.ts'

/** An excerpt of one of a paper's texts, with the matching words marked. */
export interface Highlight {
  field: Field
  text: string
  /** Start and end of each matching word, in UTF-16 code units of the text. */
  marks: [start: number, end: number][]
}

/** The longest excerpt of a long text, UTF-16 code units. */
const MAX_EXCERPT = 90

const isHit = (word: Word, terms: readonly (Words | Prefix)[], field: Field): boolean =>
  terms.some(term => {
    if (term.field && term.field !== field) return false
    if (term.stems.includes(word.stem)) return true
    if (term.kind === 'prefix') return word.plain.startsWith(term.prefix) || word.stem.startsWith(term.prefix)
    return term.joined === word.stem
  })

/** The words that match, in order, and hyphenated names of which no part matches by itself: `GPT-4o` for `GPT4o`. */
function hitsAmong(words: readonly Word[], terms: readonly (Words | Prefix)[], field: Field): Word[] {
  const hits = words.filter(word => isHit(word, terms, field))
  for (const name of joinedWords(words)) {
    const isApart = hits.every(({ start, end }) => end <= name.start || start >= name.end)
    if (isApart && isHit(name, terms, field)) hits.push(name)
  }
  return hits.sort((a, b) => a.start - b.start)
}

/** Shows why a paper matches: from each field the excerpt with the most matching words. Fields without any are left out. */
export function highlights(paper: Paper, terms: readonly (Words | Prefix)[]): Highlight[] {
  return FIELDS.flatMap(field => {
    const best = textsOf(paper, field)
      .map(text => {
        const words = tokenize(text)
        return { text, words, hits: hitsAmong(words, terms, field) }
      })
      .sort((a, b) => b.hits.length - a.hits.length)[0]
    return best && best.hits.length > 0 ? [excerpt(field, best)] : []
  })
}

interface Marked {
  text: string
  words: readonly Word[]
  /** Those that match. */
  hits: readonly Word[]
}

/** The excerpt of a text with the most hits, cut between words. */
function excerpt(field: Field, { text, words, hits }: Marked): Highlight {
  if (text.length <= MAX_EXCERPT || field === 'title') {
    return { field, text, marks: hits.map(({ start, end }) => [start, end]) }
  }
  const within = (from: Word): Word[] =>
    hits.filter(hit => hit.start >= from.start && hit.end <= from.start + MAX_EXCERPT)
  const shown = hits.map(within).reduce((most, each) => (each.length > most.length ? each : most), [])
  const [first = hits[0] as Word] = shown
  const last = shown.at(-1) ?? first
  const room = Math.max(0, MAX_EXCERPT - (last.end - first.start)) / 2
  const around = words.filter(({ start, end }) => start >= first.start - room && end <= last.end + room)
  const from = around[0]?.start ?? first.start
  const to = around.at(-1)?.end ?? last.end
  const [before, after] = [from > 0 ? '…' : '', to < text.length ? '…' : '']
  const shift = before.length - from
  return {
    field,
    text: `${before}${text.slice(from, to)}${after}`,
    marks: shown.map(({ start, end }) => [start + shift, end + shift]),
  }
}

const NAMES: Record<Field, string> = {
  title: 'in the title',
  keywords: 'a keyword',
  authors: 'an author',
  organization: 'the organisation',
  abstract: 'in the abstract',
}

/** A short reason for a result. Titles and organisations aren't quoted because the result shows them anyway. */
export function highlightText(shown: readonly Highlight[]): string {
  const [best] = shown
  if (!best) return ''
  if (best.field === 'title' || best.field === 'organization') return NAMES[best.field]
  return best.field === 'abstract' ? `“${best.text}”` : `${best.text}, ${NAMES[best.field]}`
}
