import { z } from 'zod'
import { isSamePaper } from '../../src/papers/arxiv-id.ts'
import type { FoundPaper } from '../../src/papers/paper.ts'
import { paperIdOf } from '../../src/papers/paper-link.ts'
import { isWithdrawalNotice } from '../../src/papers/withdrawn.ts'
import { SourceError } from '../../src/ports/source-error.ts'
import { extra, moment, name, readableItems, text } from '../shared/text-field.ts'

/** arXiv's Atom feed as the parser returns it: a single element isn't an array, and attributes begin with `@`. */

const asList = (value: unknown): unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]

/** Those elements that can be parsed. */
export const several = <T>(schema: z.ZodType<T>) => z.preprocess(asList, readableItems(schema))

export const term = z.looseObject({ '@term': z.string() }).transform(category => category['@term'])

/** A time when arXiv may have published a paper, ms UTC. */
export const plausible = z.int().min(Date.UTC(1991, 0)).max(Date.UTC(2199, 0))

const entrySchema = z.looseObject({
  id: z.string(),
  title: text.pipe(z.string().min(1)),
  summary: extra(text),
  published: moment.pipe(plausible),
  author: several(z.looseObject({ name })),
  category: several(term),
  'arxiv:comment': extra(text),
  'arxiv:primary_category': extra(term),
})

const feedSchema = z.looseObject({ feed: z.looseObject({ entry: several(z.unknown()) }) })

/** arXiv answers an invalid id with an entry that isn't a paper. */
const errorSchema = z.looseObject({ id: z.string().regex(/\/api\/errors/) })

/** Whether an entry's id, such as `http://arxiv.org/abs/2401.00010v1`, is of another paper. */
function namesAnother(entryId: string, id: string): boolean {
  const named = paperIdOf(entryId)
  return named !== undefined && !isSamePaper(named, id)
}

/**
 * The paper in an answer to one id; undefined if there is none.
 * @throws SourceError if it can't be parsed
 */
export function readFeed(body: unknown, id: string): FoundPaper | undefined {
  const feed = feedSchema.safeParse(body)
  if (!feed.success) throw new SourceError('arXiv sent something other than its feed')
  const [first] = feed.data.feed.entry
  if (first === undefined || errorSchema.safeParse(first).success) return undefined
  const entry = entrySchema.safeParse(first)
  if (!entry.success) throw new SourceError('arXiv describes the paper in a way that can’t be read')
  if (namesAnother(entry.data.id, id)) throw new SourceError('arXiv describes another paper instead')
  const { title, summary, published, author, category } = entry.data
  const primary = entry.data['arxiv:primary_category']
  const comment = entry.data['arxiv:comment'] ?? ''
  const categories = [...new Set([...(primary ? [primary] : []), ...category])]
  return {
    paper: {
      id,
      title,
      abstract: summary ?? '',
      authors: author.map(({ name }) => name).filter(Boolean),
      day: new Date(published).toISOString().slice(0, 10),
      listedAt: published,
      publishedAt: published,
      keywords: [],
      ...((isWithdrawalNotice(summary ?? '') || isWithdrawalNotice(comment ?? '')) && { withdrawn: true }),
      ...(categories.length > 0 && { categories }),
    },
  }
}
