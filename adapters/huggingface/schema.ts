import { z } from 'zod'
import { ARXIV_ID, ARXIV_VERSION } from '../../src/papers/arxiv-id.ts'
import { repositoryUrl, safeUrl } from '../../src/text/safe-links.ts'
import { extra, moment, name, readableItems, text } from '../shared/text-field.ts'

/**
 * An item of `GET /api/daily_papers`, cleaned while it is parsed. Objects are loose, since new keys appear without notice. A
 * missing or changed required field costs the paper; a missing, null or changed optional one only itself.
 */

const count = z.int().nonnegative()

/** An arXiv id, without the version. It goes into URLs. */
const arxivId = z
  .string()
  .regex(new RegExp(`^${ARXIV_ID}(${ARXIV_VERSION})?$`), 'expected an arXiv id')
  .transform(text => text.replace(/v\d+$/, ''))

const author = z.looseObject({ name, hidden: extra(z.boolean()) })
const organization = z.looseObject({ name: extra(name), fullname: extra(name) })

/** A model, dataset or Space: `owner/name`, of old models only `name`. It goes into URLs. */
const repository = z.looseObject({
  id: z
    .string()
    .max(200)
    .regex(/^(?=.*[a-z0-9])[\w-][\w.-]*(\/[\w-][\w.-]*)?$/i, 'expected the id of a repository'),
})

const paper = z.looseObject({
  id: arxivId,
  title: text.pipe(z.string().min(1, 'expected some text')),
  summary: extra(text),
  publishedAt: moment,
  upvotes: count,
  authors: readableItems(author),
  submittedOnDailyAt: extra(moment),
  withdrawnAt: extra(moment),
  ai_summary: extra(text),
  ai_keywords: readableItems(name),
  githubRepo: extra(z.string().transform(repositoryUrl)),
  githubStars: extra(count),
  projectPage: extra(z.string().transform(safeUrl)),
  organization: extra(organization),
  // Only where a single paper is asked for.
  numTotalModels: extra(count),
  numTotalDatasets: extra(count),
  numTotalSpaces: extra(count),
  linkedModels: readableItems(repository),
  linkedDatasets: readableItems(repository),
  linkedSpaces: readableItems(repository),
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
