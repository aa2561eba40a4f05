import { z } from 'zod'
import { ARXIV_ID, ARXIV_VERSION } from '../../src/papers/arxiv-id.ts'
import { repositoryUrl, safeUrl } from '../../src/text/safe-links.ts'
import { moment, text } from '../shared/text-field.ts'

/**
 * An item of `GET /api/daily_papers`, cleaned while it is parsed. Objects are loose, since new keys appear without notice. A
 * missing or changed required field costs the paper; a missing or changed optional one only itself.
 */

const count = z.int().nonnegative()

/** An optional field: undefined if it doesn't parse. */
const extra = <T>(schema: z.ZodType<T>) => schema.optional().catch(undefined)

/** An arXiv id, without the version. It goes into URLs. */
const arxivId = z
  .string()
  .regex(new RegExp(`^${ARXIV_ID}(${ARXIV_VERSION})?$`), 'expected an arXiv id')
  .transform(text => text.replace(/v\d+$/, ''))

const author = z.looseObject({ name: text, hidden: z.boolean().optional() })
const organization = z.looseObject({ name: extra(text), fullname: extra(text) })

const paper = z.looseObject({
  id: arxivId,
  title: text.pipe(z.string().min(1, 'expected some text')),
  summary: text,
  publishedAt: moment,
  upvotes: count,
  authors: z.array(author),
  submittedOnDailyAt: extra(moment),
  withdrawnAt: extra(moment),
  ai_summary: extra(text),
  ai_keywords: extra(z.array(text)),
  githubRepo: extra(z.string().transform(repositoryUrl)),
  githubStars: extra(count),
  projectPage: extra(z.string().transform(safeUrl)),
  organization: extra(organization),
})

export const itemSchema = z.looseObject({
  paper,
  numComments: extra(count),
  thumbnail: extra(z.string().transform(safeUrl)),
  organization: extra(organization),
})

export type Item = z.infer<typeof itemSchema>

/** Enough to name an item that could not be parsed. */
export const namedItemSchema = z.looseObject({ paper: z.looseObject({ id: text }) })
