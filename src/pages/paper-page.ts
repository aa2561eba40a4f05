import type { Asker, LookUp, LookUpResult } from '../collecting/look-up.ts'
import { countSpans } from '../digests/facts.ts'
import { createRecentWork } from '../lib/recent-work.ts'
import { within } from '../lib/time-limit.ts'
import type { Span } from '../messages/digest.ts'
import { bibtex } from '../papers/bibtex.ts'
import { type CitationFormat, citationFile } from '../papers/citation-file.ts'
import type { FoundPaper, Paper, Snapshot } from '../papers/paper.ts'
import type { Papers } from '../ports/papers.ts'
import type { PaperSearch } from '../search/search.ts'
import { plural } from '../text/format.ts'
import type { Clock } from '../time/clock.ts'
import { dayAt } from '../time/days.ts'
import { type PageEntry, toEntries } from './entries.ts'
import type { Summary } from './summaries.ts'

/** A paper with everything that is known about it, or why there is none. */
export type PaperPage =
  | {
      kind: 'found'
      found: FoundPaper
      /** Whether it was on a list. */
      isListed: boolean
      facts: readonly Span[]
      snapshots: readonly Snapshot[]
      /** Finding them takes longer than all the rest. */
      similar: Promise<readonly PageEntry[]>
      bibtex: string
    }
  | Missing

export type Missing = Exclude<LookUpResult, { kind: 'found' }>

/** How long a visitor waits for what the source knows besides what is stored, ms. If it takes longer, the next visit shows it. */
const DETAILS_MS = 200
const MAX_SIMILAR = 6
/** How many papers' similar ones are cached, and for how long, ms: they change a little with each collection. */
const MAX_REMEMBERED = 500
const REMEMBERED_MS = 10 * 60_000

export function createPaperPage(deps: {
  lookUp: LookUp
  papers: Pick<Papers, 'snapshots'>
  search: PaperSearch
  summary: Summary
  clock: Clock
}) {
  const { lookUp, papers, search, summary, clock } = deps
  const remembered = createRecentWork<readonly PageEntry[]>(MAX_REMEMBERED, {
    afterMs: REMEMBERED_MS,
    now: clock.now,
  })

  async function findSimilar(paper: Paper): Promise<readonly PageEntry[]> {
    const similar = (await search.similar(paper)).slice(0, MAX_SIMILAR)
    return toEntries(
      similar.map(({ found, reason }) => ({ found, reason })),
      { summary, day: dayAt(clock.now(), 'UTC') },
    ).entries
  }

  const similarTo = (paper: Paper): Promise<readonly PageEntry[]> =>
    remembered.get(paper.id) ?? remembered.start(paper.id, () => findSimilar(paper))

  /** With what cites it, if the source says so soon. */
  async function findDetails(id: string, asker: Asker): Promise<LookUpResult> {
    // Where the store fails, `find` says so.
    const details = lookUp.findDetails(id, asker).catch(() => undefined)
    const stored = await lookUp.find(id, asker)
    return stored.kind === 'found' ? ((await within(details, DETAILS_MS)) ?? stored) : stored
  }

  return {
    async find(id: string, asker: Asker): Promise<PaperPage> {
      const result = await findDetails(id, asker)
      if (result.kind !== 'found') return result
      const { found, listed } = result
      const { counts } = found
      const similar = similarTo(found.paper)
      const comments = counts && counts.comments > 0 ? [{ text: plural(counts.comments, 'comment') }] : []
      return {
        kind: 'found',
        found,
        isListed: listed,
        facts: [...countSpans(found), ...comments],
        snapshots: await papers.snapshots(id),
        similar,
        bibtex: bibtex(found.paper),
      }
    },
    /** A file for a reference manager. */
    async cite(id: string, format: CitationFormat, asker: Asker) {
      const result = await lookUp.find(id, asker)
      if (result.kind !== 'found') return result
      const { paper } = result.found
      return { kind: 'file' as const, file: citationFile([paper], format, paper.id.replaceAll('/', '-')) }
    },
  }
}
