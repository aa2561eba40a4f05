import { addDays, dayAt } from '../digest/schedule.ts'
import { frequenciesOf, sharedTerms, tellingTerms } from '../papers/likeness.ts'
import type { Candidate, Paper } from '../papers/paper.ts'
import { parseTopic, topicMatcher, topicTrace } from '../papers/topic.ts'
import type { Clock, Papers } from '../ports.ts'

/** A paper that was found, and why, for the line below it. */
export interface Found {
  found: Candidate
  because: string
}

export type SearchResult = { ok: true; found: Found[] } | { ok: false; problem: string }

/** Finds papers among those kept. */
export interface PaperSearch {
  /** Papers that a query asks for, best first; or what is wrong with the query, in a sentence for who typed it. */
  search(query: string): Promise<SearchResult>
  /** Papers that resemble this one, most alike first, each with what they share. */
  similar(paper: Paper): Promise<Found[]>
}

/** How far back it looks: in memory, so not over years. */
const DAYS = 90
const TERMS = 12
/** Papers that share less than this part of the telling terms, or a single one, are no more alike than any. */
const LEAST_SHARE = 0.25
const LEAST_TERMS = 2

const PART_WEIGHTS = { title: 8, keywords: 4, authors: 4, organisation: 2, abstract: 1 } as const

/** A search over the papers of the last months, read anew for each question. What it finds is what a topic follows. */
export function createSearch({ papers, clock }: { papers: Papers; clock: Clock }): PaperSearch {
  const recent = (): Promise<Candidate[]> => papers.candidates(addDays(dayAt(clock.now(), 'UTC'), -DAYS))

  return {
    async search(query) {
      const parsed = parseTopic(query)
      if (!parsed.ok) return parsed
      const belongs = topicMatcher(parsed.topic)
      const scored = (await recent())
        .filter(({ paper }) => belongs(paper))
        .map(candidate => {
          const trace = topicTrace(parsed.topic, candidate.paper)
          const score = trace.reduce((sum, { part }) => sum + (part ? PART_WEIGHTS[part] : 0), 0)
          const parts = [...new Set(trace.flatMap(({ part }) => part ?? []))]
          return { candidate, score, because: parts.length > 0 ? `in ${parts.join(' and ')}` : '' }
        })
      const found = scored.sort(
        (a, b) => b.score - a.score || b.candidate.paper.listedAt - a.candidate.paper.listedAt,
      )
      return { ok: true, found: found.map(({ candidate, because }) => ({ found: candidate, because })) }
    },

    async similar(paper) {
      const others = (await recent()).filter(candidate => candidate.paper.id !== paper.id)
      const terms = tellingTerms(paper, frequenciesOf(others.map(other => other.paper)), TERMS)
      return others
        .map(candidate => ({ candidate, shared: sharedTerms(terms, candidate.paper) }))
        .filter(({ shared }) => shared.length >= Math.max(LEAST_TERMS, terms.length * LEAST_SHARE))
        .sort(
          (a, b) =>
            b.shared.length - a.shared.length || b.candidate.paper.listedAt - a.candidate.paper.listedAt,
        )
        .map(({ candidate, shared }) => ({ found: candidate, because: `shares ${shared.join(', ')}` }))
    },
  }
}
