import type { z } from 'zod'
import { isSamePaper } from '../../src/papers/arxiv-id.ts'
import type { FoundPaper, ListedPaper } from '../../src/papers/paper.ts'
import { isWithdrawalNotice } from '../../src/papers/withdrawn.ts'
import type { SourceList } from '../../src/ports/paper-source.ts'
import { SourceError } from '../../src/ports/source-error.ts'
import { shorten } from '../../src/text/graphemes.ts'
import { linkedOf } from './linked.ts'
import { type Item, itemSchema, namedItemSchema } from './schema.ts'

/** A few papers have over forty. */
const MAX_KEYWORDS = 20

const DAY_MS = 86_400_000

/**
 * Parses the items of a day's list, and reports which it couldn't and why.
 * @param day YYYY-MM-DD, for papers that don't say when they were first listed
 */
export function readItems(items: readonly unknown[], day: string): SourceList {
  const list: SourceList = { papers: [], skipped: [] }
  for (const item of items) {
    const parsed = itemSchema.safeParse(item)
    if (parsed.success) list.papers.push(onList(listedPaper(parsed.data, day)))
    else list.skipped.push({ id: idOf(item), reason: reasonOf(parsed.error) })
  }
  return list
}

/** What is missing in an item that we can't take as a paper, in words for a person; undefined for a paper. */
export function lackOfItem(item: unknown): string | undefined {
  const parsed = itemSchema.safeParse(item)
  return parsed.success ? undefined : lackOf(parsed.error)
}

/**
 * Parses a paper that was requested by its id.
 * @throws SourceError if it can't be parsed, or is another one
 */
export function readPaper(paper: unknown, id: string, now: number): FoundPaper {
  const parsed = itemSchema.safeParse({ paper })
  if (!parsed.success) {
    throw new SourceError(
      `Hugging Face describes the paper in a way that can't be read (paper ${lackOf(parsed.error)})`,
    )
  }
  if (!isSamePaper(parsed.data.paper.id, id))
    throw new SourceError('Hugging Face describes another paper instead')
  const linked = linkedOf(parsed.data)
  return { ...paperOfItsDay(parsed.data, now), ...(linked && { linked }) }
}

/** Parses search results, in their order, without those that can't be parsed. */
export const readFound = (items: readonly unknown[], now: number): FoundPaper[] =>
  items.flatMap(item => {
    const parsed = itemSchema.safeParse(item)
    return parsed.success ? [paperOfItsDay(parsed.data, now)] : []
  })

/** A paper outside a list: its day is the one on which it was listed, else the day of its publication; never a future day. */
function paperOfItsDay(item: Item, now: number): FoundPaper {
  const { submittedOnDailyAt, publishedAt } = item.paper
  const day = new Date(
    [submittedOnDailyAt, publishedAt].find(at => at !== undefined && at < now + DAY_MS) ?? now,
  )
  return listedPaper(item, day.toISOString().slice(0, 10))
}

/** A paper of a list, which a search or a look-up isn't. */
const onList = ({ paper, ...rest }: ListedPaper): ListedPaper => ({
  ...rest,
  paper: { ...paper, sources: ['huggingface'] },
})

function listedPaper(item: Item, day: string): ListedPaper {
  const { paper } = item
  const listedAt = listingTime(paper.submittedOnDailyAt, day)
  const organization = item.organization ?? paper.organization
  return {
    paper: {
      id: paper.id,
      title: paper.title,
      abstract: paper.summary ?? '',
      authors: paper.authors.filter(author => !author.hidden && author.name).map(author => author.name),
      day: new Date(listedAt).toISOString().slice(0, 10),
      listedAt,
      publishedAt: publishingTime(paper.publishedAt, listedAt),
      summary: paper.ai_summary || undefined,
      keywords: [...new Set(paper.ai_keywords)].filter(Boolean).slice(0, MAX_KEYWORDS),
      organization: organization?.fullname || organization?.name || undefined,
      codeUrl: paper.githubRepo,
      projectUrl: paper.projectPage,
      thumbnailUrl: item.thumbnail,
      withdrawn: paper.withdrawnAt !== undefined || isWithdrawalNotice(paper.summary ?? '') || undefined,
    },
    counts: { upvotes: paper.upvotes, comments: item.numComments ?? 0, stars: paper.githubStars },
  }
}

/**
 * When a paper was listed, ms UTC. A stated time is ignored where it is later than the day after the requested one, or earlier:
 * then the paper is listed again.
 */
function listingTime(stated: number | undefined, day: string): number {
  const start = Date.parse(day)
  return stated !== undefined && start <= stated && stated < start + 2 * DAY_MS ? stated : start
}

/** arXiv's first papers are from that year. */
const FIRST_PAPERS = Date.parse('1991-01-01')

/** When a paper was published, ms UTC: not before arXiv began, nor after the paper was listed, give or take a day. */
const publishingTime = (stated: number, listedAt: number): number =>
  stated >= FIRST_PAPERS && stated < listedAt + 2 * DAY_MS ? stated : listedAt

/** The id of an item as the source gives it; undefined if it has none. */
export function idOf(item: unknown): string | undefined {
  const parsed = namedItemSchema.safeParse(item)
  return parsed.success ? shorten(parsed.data.paper.id, 40) || undefined : undefined
}

/** The required fields, in words. */
const FIELDS: Readonly<Record<string, string>> = {
  id: 'arXiv id',
  title: 'title',
  publishedAt: 'date',
  upvotes: 'number of upvotes',
}

/** `without a readable title or number of upvotes`. */
function lackOf({ issues }: z.ZodError): string {
  const fields = issues.flatMap(({ path }) => FIELDS[String(path[1])] ?? [])
  return fields.length > 0 ? `without a readable ${fields.join(' or ')}` : 'in another form'
}

/** For the log: `paper.title: expected string, received number; …`, at most three problems. */
function reasonOf({ issues }: z.ZodError): string {
  return issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join('.') || 'item'}: ${message.replace(/^Invalid (input: )?/, '')}`)
    .join('; ')
}
