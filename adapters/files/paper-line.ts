import { z } from 'zod'
import type { FileLine } from '../../src/collecting/import.ts'
import { ARXIV_ID, ARXIV_VERSION } from '../../src/papers/arxiv-id.ts'
import { cleanText } from '../../src/text/clean.ts'
import { extra, rawName, readableItems, text } from '../shared/text-field.ts'
import type { Line } from './lines.ts'

/** True for most names, which need no cleaning. Cleaning all names would take half as long as cleaning the abstract. */
const isPlain = (name: string): boolean => /^[A-Za-z .-]+$/.test(name) && !/^ | $| {2}|--/.test(name)
const name = rawName.transform(given => (isPlain(given) ? given : cleanText(given)))

/** Such as `cs.CL`, `hep-th`; codes of other classifications are left out. */
const CATEGORY = /^[a-z-]+(?:\.[A-Za-z-]+)?$/

/** The day of arXiv's first papers. */
const FIRST_DAY = '1991-08-14'

const arxivId = z
  .string()
  .regex(new RegExp(`^${ARXIV_ID}(?:${ARXIV_VERSION})?$`), 'expected an arXiv id')
  .transform(id => id.replace(/v\d+$/, ''))

/** A day, or a moment, of which we take the day (UTC). */
const daySchema = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], 'expected a day such as 2025-03-18')
  .transform(moment => new Date(moment).toISOString().slice(0, 10))

/** One line of a file. Parsing cleans its texts; unknown keys are ignored, and so are null or odd values of optional ones. */
const lineSchema = z.object({
  id: arxivId,
  title: text.pipe(z.string().min(1, 'expected some text')),
  summary: extra(text),
  authors: readableItems(name),
  categories: extra(readableItems(z.string())),
  first_seen: daySchema,
})

/** `title: expected string, received number; …`, at most three problems. */
const reasonOf = ({ issues }: z.ZodError): string =>
  issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join('.') || 'line'}: ${message.replace(/^Invalid (input: )?/, '')}`)
    .join('; ')

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/**
 * Parses a line, or says why it can't be parsed. The paper's day is its `first_seen`.
 * @param lastDay the latest day to accept, YYYY-MM-DD
 */
export function readLine({ number, text }: Line, lastDay: string): FileLine {
  const bad = (reason: string): FileLine => ({ kind: 'bad', line: number, reason })
  if (text === undefined) return bad('longer than any paper')
  const json = parseJson(text)
  if (json === undefined) return bad('no JSON')
  const parsed = lineSchema.safeParse(json)
  if (!parsed.success) return bad(reasonOf(parsed.error))
  const { id, title, summary, authors, categories, first_seen: day } = parsed.data
  if (day < FIRST_DAY || day > lastDay) return bad(`first_seen: ${day} is before arXiv began or yet to come`)
  const at = Date.parse(day)
  return {
    kind: 'paper',
    paper: {
      id,
      title,
      abstract: summary ?? '',
      authors: authors.filter(Boolean),
      day,
      listedAt: at,
      publishedAt: at,
      keywords: [],
      categories: categories?.filter(category => CATEGORY.test(category)),
    },
  }
}
