import { bold, command, ephemeralReply, type Reply } from '../../messages/reply.ts'
import { CITATION_FORMATS, type CitationFormat, citationFile } from '../../papers/citation-file.ts'
import { unpackIds } from '../../papers/packed-ids.ts'
import type { Paper } from '../../papers/paper.ts'
import { paperIdsIn } from '../../papers/paper-link.ts'
import { plural } from '../../text/format.ts'
import { shorten } from '../../text/graphemes.ts'
import { dayAt } from '../../time/days.ts'
import { readDayAtStart } from '../../time/typed-day.ts'
import type { Command, CommandDeps } from '../command.ts'
import { askerOf } from '../limits.ts'
import { createLookUpCommand } from './look-up.ts'
import { createSearchCommand } from './search.ts'
import { createSimilar } from './similar.ts'
import { createToday } from './today.ts'
import { createTrending } from './trending.ts'

/** A reference manager takes more, but nobody reads more. */
const MAX_EXPORTED = 100

const LISTS = ['today', 'trending', 'search', 'similar', 'lookup'] as const
type ListName = (typeof LISTS)[number]
const isList = (word: string): word is ListName => LISTS.some(name => name === word)

const FORMATS = new Map<string, CitationFormat>([
  ['bibtex', 'bibtex'],
  ['bib', 'bibtex'],
  ['.bib', 'bibtex'],
  ['ris', 'ris'],
  ['.ris', 'ris'],
])
const PERIODS = new Map<string, [ListName, string]>([
  ['day', ['today', '']],
  ['today', ['today', '']],
  ['week', ['trending', 'week']],
  ['month', ['trending', 'month']],
])
const isFormat = (word: string): boolean => FORMATS.has(word.toLowerCase())

/** What to export: a list as a command shows it, or papers by their ids. */
type Wanted = { kind: 'list'; name: ListName; args: string } | { kind: 'papers'; ids: readonly string[] }

type ReadExport =
  | { ok: true; format: CitationFormat; wanted: Wanted }
  /** `word` wasn't understood. */
  | { ok: false; word: string }

/** What remains after the formats are taken out: `2026-11-20`, `week`, ids, or nothing, which means today. */
function readWanted(words: readonly string[], today: string): Wanted | undefined {
  const text = words.join(' ')
  const [name, args] = PERIODS.get(text.toLowerCase() || 'today') ?? []
  if (name) return { kind: 'list', name, args: args ?? '' }
  const day = readDayAtStart(text, today)
  if (day && !day.rest) return { kind: 'list', name: 'today', args: text }
  const ids = words.flatMap(word => unpackIds(word) ?? paperIdsIn(word, 1))
  return ids.length >= words.length ? { kind: 'papers', ids } : undefined
}

/** Reads `ris week`, `2026-11-20 bibtex`, `trending week agents`. In what is searched for, a format may be a word too. */
export function readExport(args: string, today: string): ReadExport {
  const words = args.split(' ').filter(Boolean)
  const start = words.findIndex(word => !isFormat(word))
  const name = start < 0 ? '' : (words[start]?.toLowerCase() ?? '')
  const after = words.slice(start + 1)
  const isSearch = name === 'search'
  const isListLine = isList(name) && (isSearch ? after : after.filter(word => !isFormat(word))).length > 0
  const found = words.filter((word, index) => isFormat(word) && (!isSearch || index < start))
  const [format = 'bibtex', ...others] = new Set(found.map(word => FORMATS.get(word.toLowerCase())))
  if (others.length > 0) return { ok: false, word: found.join(' ') }
  if (isListLine && isList(name)) {
    const rest = isSearch ? after : after.filter(word => !isFormat(word))
    return { ok: true, format, wanted: { kind: 'list', name, args: rest.join(' ') } }
  }
  const rest = words.filter(word => !isFormat(word))
  const wanted = readWanted(rest, today)
  return wanted ? { ok: true, format, wanted } : { ok: false, word: rest.join(' ') }
}

const notUnderstood = (word: string): Reply =>
  ephemeralReply(
    [bold(shorten(word, 60)), ' can’t be exported. Export a day or a week, as BibTeX or RIS:'],
    [command('export week'), ' · ', command('export 2026-11-20 ris')],
  )

/** Papers as a file for a reference manager. A list is what its command shows, on one long page. */
export function createExport(deps: CommandDeps): Command {
  const { lookUp, clock } = deps
  const wide = { ...deps, pageSize: MAX_EXPORTED }
  const lists: Record<ListName, Command> = {
    today: createToday(wide),
    trending: createTrending(wide),
    search: createSearchCommand(wide),
    similar: createSimilar(wide),
    lookup: createLookUpCommand(wide),
  }

  return async request => {
    const today = dayAt(clock.now(), 'UTC')
    const read = readExport(request.args, today)
    if (!read.ok) return notUnderstood(read.word)
    const { format, wanted } = read
    let ids = wanted.kind === 'papers' ? wanted.ids : []
    if (wanted.kind === 'list') {
      const { name, args } = wanted
      const reply = await lists[name]({ ...request, name, args, typed: args, page: 1 })
      if (!reply.digest) return reply
      ids = reply.digest.entries.map(({ paperId }) => paperId)
    }
    const papers: Paper[] = []
    for (const id of ids.slice(0, MAX_EXPORTED)) {
      const result = await lookUp.find(id, askerOf(request))
      if (result.kind === 'found') papers.push(result.found.paper)
    }
    if (papers.length === 0) return ephemeralReply('These papers can’t be found right now. Try again later.')
    const day = wanted.kind === 'list' ? (readDayAtStart(wanted.args, today)?.asked ?? undefined) : undefined
    const file = citationFile(papers, format, day?.ok ? day.day : today)
    const other = format === 'ris' ? 'bibtex' : 'ris'
    const missing = ids.length - papers.length
    const rest = withoutFormat(request.args)
    return {
      ...ephemeralReply([
        `${plural(papers.length, 'paper')} as ${CITATION_FORMATS[format].name}.`,
        missing > 0 ? ` ${plural(missing, 'paper')} can’t be found right now.` : '',
      ]),
      file,
      actions: [
        {
          label: `As ${CITATION_FORMATS[other].name}`,
          command: ['export', other, rest].filter(Boolean).join(' '),
        },
      ],
    }
  }
}

/** The arguments without the formats; those of a search, without the ones before it. */
function withoutFormat(args: string): string {
  const words = args.split(' ')
  const start = words.findIndex(word => !isFormat(word))
  if (start < 0) return ''
  const isSearch = words[start]?.toLowerCase() === 'search'
  return words
    .slice(start)
    .filter(word => isSearch || !isFormat(word))
    .join(' ')
}
