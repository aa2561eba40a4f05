import type { Digest, Entry } from '../../src/messages/digest.ts'
import type { Candidate } from '../../src/papers/paper.ts'
import { dayAt } from '../../src/time/days.ts'
import { SAMPLE_PAPERS, type SamplePaper } from './sample-papers.ts'

const HOUR_MS = 3_600_000

/** The hours over which the sample papers' upvotes grew. */
const WATCHED_HOURS = 3

/** Prefix of every text that could be mistaken for a real one. */
const MARK = 'SAMPLE'

const marked = (text: string): string => (text && !text.startsWith(MARK) ? `${MARK} · ${text}` : text)

/** Sample entries link to the list of real papers, because their own pages don't exist. */
const LIST_URL = 'https://huggingface.co/papers'

/** Ids and addresses that can't be real: an arXiv id begins with year and month, and no month is 00; example.org is reserved (RFC 2606). */
const idOf = (index: number): string => `0000.${String(index + 1).padStart(5, '0')}`
const CODE_URL = 'https://example.org/sample'

function toCandidate(sample: SamplePaper, index: number, now: number): Candidate {
  const listedAt = now - (WATCHED_HOURS + index) * HOUR_MS
  return {
    paper: {
      id: idOf(index),
      title: marked(sample.title),
      abstract: sample.abstract,
      authors: Array.from({ length: sample.authors }, (_, author) => `Sample Author ${author + 1}`),
      day: dayAt(now, 'UTC'),
      listedAt,
      publishedAt: listedAt - 24 * HOUR_MS,
      summary: sample.summary,
      keywords: sample.keywords,
      organization: sample.organization,
      codeUrl: sample.hasCode ? CODE_URL : undefined,
    },
    counts: { upvotes: sample.upvotes, comments: sample.comments, stars: sample.stars },
    firstSeenAt: listedAt,
    growth: sample.gained === undefined ? undefined : { upvotes: sample.gained, hours: WATCHED_HOURS },
  }
}

/**
 * A day of invented papers, shown if there is no real one. Their titles begin with SAMPLE; a digest composed of them must go
 * through `markSample`.
 * @param now ms UTC; the papers were listed in the hours before
 */
export const sampleDay = (now: number): Candidate[] =>
  SAMPLE_PAPERS.map((sample, index) => toCandidate(sample, index, now))

const markEntry = (entry: Entry): Entry => ({
  ...entry,
  title: marked(entry.title),
  url: LIST_URL,
  summary: marked(entry.summary),
  facts: [{ text: MARK }, ...entry.facts.filter(({ text }) => text !== MARK)],
  thumbnailUrl: undefined,
})

/**
 * Prefixes every text of a digest that could be mistaken for a real one with SAMPLE, and drops the notes, because they link to the
 * real list. Idempotent.
 */
export const markSample = (digest: Digest): Digest => ({
  ...digest,
  title: marked(digest.title),
  ...(digest.subtitle && { subtitle: marked(digest.subtitle) }),
  entries: digest.entries.map(markEntry),
  notes: [],
})
