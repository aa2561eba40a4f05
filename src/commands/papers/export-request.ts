import type { Request } from '../../messages/request.ts'
import type { CitationFormat } from '../../papers/citation-file.ts'
import { unpackIds } from '../../papers/packed-ids.ts'
import { onlyPaperIdIn, paperIdsIn } from '../../papers/paper-link.ts'
import { parseTopic } from '../../search/topics.ts'
import { readDayAtStart } from '../../time/typed-day.ts'
import { type Period, readPeriod } from './trending.ts'

/** The days whose papers are exported: the newest with any, one day, or a period; a list of trending papers is only its best. */
export type ExportDays =
  | { kind: 'newest' }
  | { kind: 'day'; day: string }
  | { kind: 'period'; period: Period; isTrending: boolean }

export type ExportOf =
  | { kind: 'days'; days: ExportDays; topic: string }
  | { kind: 'search'; query: string }
  | { kind: 'similar'; id: string }
  | { kind: 'papers'; ids: readonly string[] }

export type ExportRequest =
  | { ok: true; of: ExportOf; format: CitationFormat }
  /** A sentence for the person who asked. */
  | { ok: false; problem: string }

const FORMATS = new Map<string, CitationFormat>([
  ['bibtex', 'bibtex'],
  ['bib', 'bibtex'],
  ['.bib', 'bibtex'],
  ['ris', 'ris'],
  ['.ris', 'ris'],
])
/** Formats that people may ask for and that don't exist here. */
const OTHER_FORMATS = new Set(
  (
    'csv csl json xml yaml txt pdf xls xlsx excel doc docx word markdown html ' +
    'endnote enw nbib zotero mendeley refworks'
  ).split(' '),
)
const BEFORE_FORMAT = new Set(['as', 'in', 'to'])
const MAX_IDS = 50
/** Words of the longest day, `3 days ago`, and of the longest period, `last 7 days`. */
const MAX_DAY_WORDS = 3

const refusal = (problem: string): ExportRequest => ({ ok: false, problem })

/** The words of a text, with what is in quotation marks as one. */
const wordsOf = (text: string): string[] => text.match(/(?:"[^"]*"?|[^\s"])+/g) ?? []

interface FormatRead {
  formats: ReadonlySet<CitationFormat>
  /** A format that doesn't exist here, as it was typed. */
  other?: string | undefined
  rest: string
}

/** Takes the formats out of the words, with `as` before them. @param isFormatAt whether a word at this index may be one */
function takeFormats(
  text: string,
  isFormatAt: (index: number, words: readonly string[]) => boolean,
): FormatRead {
  const words = wordsOf(text)
  const formats = new Set<CitationFormat>()
  const rest: string[] = []
  let other: string | undefined
  for (const [index, word] of words.entries()) {
    const name = word.toLowerCase()
    const format = FORMATS.get(name)
    const isAtEnd = index === 0 || index === words.length - 1
    const isOther = isAtEnd && OTHER_FORMATS.has(name)
    if ((!format && !isOther) || !isFormatAt(index, words)) {
      rest.push(word)
      continue
    }
    if (BEFORE_FORMAT.has(rest.at(-1)?.toLowerCase() ?? '')) rest.pop()
    if (format) formats.add(format)
    else other = word
  }
  return { formats, other, rest: rest.join(' ') }
}

const TOO_LONG = 'A file has the papers of a day, a week or a month.'
/** Other periods at the end may be words of a topic, such as `meeting minutes`. */
const ENDS_IN_YEAR = / (?:year|yearly)$/i

type DaysRead =
  | { kind: 'read'; days: ExportDays; rest: string }
  | { kind: 'problem'; problem: string }
  | { kind: 'none' }

/** The days that a text begins with. */
function readDays(text: string, today: string): DaysRead {
  const [, newest, rest = ''] = /^(today|day|daily|newest|latest)(?= |$) ?(.*)$/i.exec(text) ?? []
  // The command of a list of a day in the past begins with the list's name: `today 2026-11-20 agents`.
  const listed = newest && rest ? readDayAtStart(rest, today) : undefined
  if (listed?.asked.ok)
    return { kind: 'read', days: { kind: 'day', day: listed.asked.day }, rest: listed.rest }
  if (newest) return { kind: 'read', days: { kind: 'newest' }, rest }
  const day = readDayAtStart(text, today)
  if (day?.asked.ok) return { kind: 'read', days: { kind: 'day', day: day.asked.day }, rest: day.rest }
  const period = readPeriod(text)
  if (period && period.topic !== text) {
    const days = { kind: 'period' as const, period: period.period, isTrending: false }
    return { kind: 'read', days, rest: period.topic.trim() }
  }
  const isLonger = !period && !/^(?:tomorrow|yesterday)\b| ago\b|^\d{4}-\d/i.test(text)
  if (isLonger) return { kind: 'problem', problem: TOO_LONG }
  return day && !day.asked.ok ? { kind: 'problem', problem: day.asked.problem } : { kind: 'none' }
}

const BEFORE_DAY = / (?:of|for|on|from)$/i
/** A day of the week, which may be a word of the topic: Black Friday. */
const IS_NAMED = /^(?!today|yesterday)\p{L}+$/iu

/**
 * The days that a text ends with, in as many words as possible; `rest` is what is before them. By itself, a day of the week isn't taken
 * for the day, as `today` doesn't either.
 */
function readDaysAtEnd(text: string, today: string): DaysRead {
  const words = wordsOf(text)
  for (let count = Math.min(MAX_DAY_WORDS, words.length - 1); count > 0; count--) {
    const typed = words.slice(-count).join(' ')
    const read = readDays(typed, today)
    if (read.kind !== 'read' || read.rest !== '') continue
    const before = words.slice(0, -count).join(' ')
    const rest = before.replace(BEFORE_DAY, '')
    if (rest === before && read.days.kind === 'day' && IS_NAMED.test(typed)) {
      const problem = `“${typed}” can be the day or a word of the topic. Write “on ${typed}” for the day, or put the topic in quotation marks.`
      return { kind: 'problem', problem }
    }
    return { ...read, rest }
  }
  return { kind: 'none' }
}

const PAPERS_AND_WORDS = 'Name either papers or words.'
const TWO_PERIODS = 'A file has the papers of one day, week or month. Name only one of them.'

function readDaysAndTopic(text: string, today: string): ExportOf | { kind: 'problem'; problem: string } {
  const [, trending, listed] = /^(trending)(?= |$) ?(.*)$/i.exec(text) ?? []
  const asked = (listed ?? text).replace(/^(?:of|for|on|from) /i, '')
  const first = readDays(asked, today)
  if (first.kind === 'problem') return first
  if (ENDS_IN_YEAR.test(asked)) return { kind: 'problem', problem: TOO_LONG }
  const found = first.kind === 'read' ? first : readDaysAtEnd(asked, today)
  if (found.kind === 'problem') return found
  const rest = found.kind === 'read' ? found.rest : asked
  if (first.kind === 'read' && rest && isDays(rest, today)) return { kind: 'problem', problem: TWO_PERIODS }
  if (paperIdsIn(rest, 1).length > 0) return { kind: 'problem', problem: PAPERS_AND_WORDS }
  const parsed = parseTopic(rest.replace(/^(?:of|for|on|about) /i, ''))
  if (!parsed.ok) return { kind: 'problem', problem: parsed.problem }
  const days: ExportDays = found.kind === 'read' ? found.days : { kind: 'newest' }
  return { kind: 'days', days: trending ? trendingDays(days) : days, topic: parsed.topic }
}

const isDays = (text: string, today: string): boolean =>
  readDays(text, today).kind === 'read' || readDaysAtEnd(text, today).kind !== 'none'

function trendingDays(days: ExportDays): ExportDays {
  if (days.kind === 'newest') return { kind: 'period', period: 'day', isTrending: true }
  return days.kind === 'period' ? { ...days, isTrending: true } : days
}

/** What the command of another list, such as `search agents`, shows. */
function readList(text: string): ExportOf | { kind: 'problem'; problem: string } | undefined {
  const [, name = '', rest = ''] = /^(\S*) ?(.*)$/.exec(text) ?? []
  const id = onlyPaperIdIn(rest)
  switch (name.toLowerCase()) {
    case 'search':
      return rest
        ? { kind: 'search', query: rest }
        : { kind: 'problem', problem: 'Add the words to search for.' }
    case 'similar':
      return id ? { kind: 'similar', id } : { kind: 'problem', problem: 'Add the arXiv id of a paper.' }
    case 'lookup':
      return { kind: 'papers', ids: paperIdsIn(rest, MAX_IDS) }
    default:
      return undefined
  }
}

/** The ids in a text that consists of ids, which may be packed. */
function onlyIdsIn(text: string): string[] | undefined {
  const ids: string[] = []
  for (const word of wordsOf(text)
    .flatMap(word => word.split(/[,;]/))
    .filter(Boolean)) {
    const id = onlyPaperIdIn(word)
    const found = unpackIds(word) ?? (id === undefined ? undefined : [id])
    if (!found) return undefined
    ids.push(...found)
  }
  return ids.length > 0 ? [...new Set(ids)].slice(0, MAX_IDS) : undefined
}

/**
 * Reads what follows `export`: days, a topic and a format in any order, ids of papers, or the command of a list.
 * @param args folded (text/typed.ts)
 * @param today YYYY-MM-DD
 */
export function readExport(args: string, origin: Request['origin'], today: string): ExportRequest {
  const isQuery = (words: readonly string[]): boolean =>
    words.slice(0, 2).some(word => word.toLowerCase() === 'search')
  // What a button searches for may end in the name of a format.
  const { formats, other, rest } = takeFormats(
    args,
    (index, words) => index === 0 || origin === 'typed' || !isQuery(words),
  )
  if (other) return refusal(`Papers can’t be exported as ${other}, only as BibTeX or RIS.`)
  const [format = 'bibtex', second] = formats
  if (second) return refusal('Choose one format: BibTeX or RIS.')
  const ids = onlyIdsIn(rest)
  const of: ExportOf | { kind: 'problem'; problem: string } = ids
    ? { kind: 'papers', ids }
    : (readList(rest) ?? readDaysAndTopic(rest, today))
  return of.kind === 'problem' ? refusal(of.problem) : { ok: true, of, format }
}
