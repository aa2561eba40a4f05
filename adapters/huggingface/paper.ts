import type { z } from 'zod'
import type { FoundPaper, ListedPaper } from '../../src/papers/paper.ts'
import type { SourceList } from '../../src/ports/paper-source.ts'
import { SourceError } from '../../src/ports/source-error.ts'
import { shorten } from '../../src/text/graphemes.ts'
import { type Item, itemSchema, namedItemSchema } from './schema.ts'

/** A few papers have over forty. */
const MAX_KEYWORDS = 20

const DAY_MS = 86_400_000

/**
 * Understands the items of a day's list, and says which it did not and why.
 * @param day YYYY-MM-DD, for papers that don't say on which day's list they first stood
 */
export function readItems(items: readonly unknown[], day: string): SourceList {
  const list: SourceList = { papers: [], skipped: [] }
  for (const item of items) {
    const parsed = itemSchema.safeParse(item)
    if (parsed.success) list.papers.push(listedPaper(parsed.data, day))
    else list.skipped.push({ id: idOf(item), reason: reasonOf(parsed.error) })
  }
  return list
}

/**
 * Understands a paper that was asked for by its id. One that stood on no list has the day of its publication.
 * @throws SourceError where it can't be understood
 */
export function readPaper(paper: unknown): FoundPaper {
  const parsed = itemSchema.safeParse({ paper })
  if (!parsed.success) {
    throw new SourceError(
      `Hugging Face describes the paper in a way that can't be read (${reasonOf(parsed.error)})`,
    )
  }
  return paperOfItsDay(parsed.data)
}

/** Understands what a search found, in its order; items that can't be understood are left out. */
export const readFound = (items: readonly unknown[]): FoundPaper[] =>
  items.flatMap(item => {
    const parsed = itemSchema.safeParse(item)
    return parsed.success ? [paperOfItsDay(parsed.data)] : []
  })

/** A paper that comes on no list has the day on which it was listed, else that of its publication. */
function paperOfItsDay(item: Item): FoundPaper {
  const day = new Date(item.paper.submittedOnDailyAt ?? item.paper.publishedAt)
  return listedPaper(item, day.toISOString().slice(0, 10))
}

function listedPaper(item: Item, day: string): ListedPaper {
  const { paper } = item
  const listedAt = listingTime(paper.submittedOnDailyAt, day)
  const organization = item.organization ?? paper.organization
  return {
    paper: {
      id: paper.id,
      title: paper.title,
      abstract: paper.summary,
      authors: paper.authors.filter(author => !author.hidden && author.name).map(author => author.name),
      day: new Date(listedAt).toISOString().slice(0, 10),
      listedAt,
      publishedAt: paper.publishedAt,
      summary: paper.ai_summary || undefined,
      keywords: [...new Set(paper.ai_keywords)].filter(Boolean).slice(0, MAX_KEYWORDS),
      organization: organization?.fullname || organization?.name || undefined,
      codeUrl: paper.githubRepo,
      projectUrl: paper.projectPage,
      thumbnailUrl: item.thumbnail,
    },
    counts: { upvotes: paper.upvotes, comments: item.numComments ?? 0, stars: paper.githubStars },
  }
}

/** When a paper was listed, ms UTC. A time that lies after the day asked for and the next is no such time. */
function listingTime(stated: number | undefined, day: string): number {
  const start = Date.parse(day)
  return stated !== undefined && stated < start + 2 * DAY_MS ? stated : start
}

/** The id of an item as the source gives it, for a person to look up; undefined where none can be read. */
export function idOf(item: unknown): string | undefined {
  const parsed = namedItemSchema.safeParse(item)
  return parsed.success ? shorten(parsed.data.paper.id, 40) || undefined : undefined
}

/** `paper.title: expected string, received number; …`, at most three faults. */
function reasonOf({ issues }: z.ZodError): string {
  return issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join('.') || 'item'}: ${message.replace(/^Invalid (input: )?/, '')}`)
    .join('; ')
}
