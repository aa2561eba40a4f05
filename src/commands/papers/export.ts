import { collectedSinceText } from '../../collecting/background-backfill.ts'
import { newestDayList } from '../../digests/compose-day-list.ts'
import { bold, command, ephemeralReply, type Line, muted, type Reply } from '../../messages/reply.ts'
import { CITATION_FORMATS, citationFile } from '../../papers/citation-file.ts'
import { packIds } from '../../papers/packed-ids.ts'
import type { Paper } from '../../papers/paper.ts'
import { EVERYTHING, topicName } from '../../search/topics.ts'
import { plural, wholeText } from '../../text/format.ts'
import { addDays, dayAt } from '../../time/days.ts'
import { dayTextSeenFrom } from '../../time/time-text.ts'
import type { Command, CommandDeps, CommandRequest } from '../command.ts'
import { askerOf } from '../limits.ts'
import { type ExportOf, readExport } from './export-request.ts'
import { MAX_SIMILAR } from './similar.ts'
import { MAX_TRENDING, PERIODS } from './trending.ts'

/** More papers would be a library of their own. */
const MAX_PAPERS = 500

/** The papers to export, best first. */
interface Collected {
  papers: readonly Paper[]
  /** How many there are, if more than `papers`. */
  total?: number
  /** How many can't be found now. */
  missing?: number
  /** How far back they go, while older ones are still being collected. */
  filling?: string | undefined
  /** What they are, as in `12 papers of Thursday 26 November`. */
  about: string
  /** The day or days in the file's name. */
  named: string
}

type Collect = (of: ExportOf, request: CommandRequest) => Promise<Collected | Reply>

function createCollect({ rankings, coverage, search, lookUp, clock }: CommandDeps): Collect {
  const today = (): string => dayAt(clock.now(), 'UTC')

  async function ofDays({ days, topic }: Extract<ExportOf, { kind: 'days' }>): Promise<Collected> {
    const suffix = topic === EVERYTHING ? '' : ` about ${topic}`
    if (days.kind === 'period') {
      const { days: count } = PERIODS[days.period]
      const from = addDays(today(), 1 - count)
      const found = (await rankings.recent({ daysBack: count, topic })).matching(topic)
      const papers = days.isTrending ? found.slice(0, MAX_TRENDING) : found
      return {
        papers: papers.map(({ paper }) => paper),
        filling: collectedSinceText(await coverage(), { from, to: today() }, today()),
        about: ` ${days.period === 'day' ? 'of today' : `of this ${days.period}`}${suffix}`,
        named: from === today() ? from : `${from}-to-${today()}`,
      }
    }
    const asked = days.kind === 'day' ? days.day : undefined
    const list = newestDayList(await rankings.recent({ ...(asked && { day: asked }), topic }), topic)
    const day = list?.day ?? asked ?? today()
    return {
      papers: (list?.papers ?? []).map(({ paper }) => paper),
      about: ` of ${dayTextSeenFrom(today(), day)}${suffix}`,
      named: day,
    }
  }

  /** Papers that can't be found now are left out. */
  async function ofIds(ids: readonly string[], request: CommandRequest): Promise<Paper[]> {
    const papers: Paper[] = []
    for (const id of ids) {
      const result = await lookUp.find(id, askerOf(request))
      if (result.kind === 'found') papers.push(result.found.paper)
    }
    return papers
  }

  return async (of, request) => {
    const named = today()
    switch (of.kind) {
      case 'days':
        return ofDays(of)
      case 'search': {
        const result = await search.search(of.query, { page: 1, pageSize: MAX_PAPERS })
        if (!result.ok) return ephemeralReply(result.problem)
        const papers = result.found.map(({ found }) => found.paper)
        return { papers, total: result.total, about: ` found by “${of.query}”`, named }
      }
      case 'similar': {
        const [paper] = await ofIds([of.id], request)
        const like = paper ? (await search.similar(paper)).slice(0, MAX_SIMILAR) : []
        return { papers: like.map(({ found }) => found.paper), about: ` similar to ${of.id}`, named }
      }
      case 'papers': {
        const papers = await ofIds(of.ids, request)
        return { papers, missing: of.ids.length - papers.length, about: '', named }
      }
    }
  }
}

/** `export [period] [topic] [format]`: papers as a file, for the person who asked alone. */
export function createExport(deps: CommandDeps): Command {
  const { clock, feed } = deps
  const collect = createCollect(deps)

  return async request => {
    const { args, origin } = request
    const read = readExport(args, origin, dayAt(clock.now(), 'UTC'))
    if (!read.ok) return ephemeralReply([`${read.problem} For example: `, command('export week ris')])
    const { of, format } = read
    const collected = await collect(of, request)
    if ('lines' in collected) return collected
    const papers = collected.papers.slice(0, MAX_PAPERS)
    if (papers.length === 0 && of.kind === 'papers')
      return ephemeralReply('These papers can’t be found right now. Try again later.')
    const filling = collected.filling ? [collected.filling] : []
    if (papers.length === 0)
      return ephemeralReply(nothing(of, collected.about), ...filling, (await feed()).text)
    const total = collected.total ?? collected.papers.length
    const { name } = CITATION_FORMATS[format]
    const other = format === 'bibtex' ? 'ris' : 'bibtex'
    const left = total > papers.length ? [[muted(`The first ${papers.length} of ${wholeText(total)}.`)]] : []
    return {
      ...ephemeralReply(
        [`${plural(papers.length, 'paper')}${collected.about} as ${name}.${notFound(collected.missing)}`],
        ...left,
        ...filling,
      ),
      file: citationFile(papers, format, collected.named),
      actions: [{ label: `As ${CITATION_FORMATS[other].name}`, command: `export ${other} ${commandOf(of)}` }],
    }
  }
}

const notFound = (count = 0): string =>
  count > 0 ? ` ${plural(count, 'paper')} can’t be found right now.` : ''

const nothing = (of: ExportOf, about: string): Line =>
  of.kind === 'days' && of.topic !== EVERYTHING
    ? ['No papers to export for ', bold(topicName(of.topic)), '.']
    : `No papers${about} to export.`

/** The arguments with which `export` gives the same papers. */
function commandOf(of: ExportOf): string {
  switch (of.kind) {
    case 'days':
      return [daysCommand(of.days), of.topic === EVERYTHING ? '' : of.topic].filter(Boolean).join(' ')
    case 'search':
      return `search ${of.query}`
    case 'papers':
      return packIds(of.ids)
    default:
      return `${of.kind} ${of.id}`
  }
}

function daysCommand(days: Extract<ExportOf, { kind: 'days' }>['days']): string {
  if (days.kind === 'newest') return 'today'
  if (days.kind === 'day') return days.day
  return days.isTrending ? `trending ${days.period}` : days.period
}
