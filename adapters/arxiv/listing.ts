import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { ARXIV_ID, ARXIV_VERSION } from '../../src/papers/arxiv-id.ts'
import type { ListedPaper } from '../../src/papers/paper.ts'
import { isWithdrawalNotice } from '../../src/papers/withdrawn.ts'
import type { SourceList } from '../../src/ports/paper-source.ts'
import { SourceError } from '../../src/ports/source-error.ts'
import { shorten } from '../../src/text/graphemes.ts'
import { extra, name, rawName, text } from '../shared/text-field.ts'
import { plausible, several, term } from './feed.ts'

/** The papers of one listing, all of the same day. */
export type Listing = SourceList

/** New papers and those that were added to a category; replacements were announced before. */
const NEW_TYPES = ['new', 'cross']

/** With this many unreadable entries and no readable one, the format must have changed. */
const MANY_ENTRIES = 5
/** Entries that are read before other work may run; some 6 ms. */
const ENTRIES_PER_BATCH = 25

const ENTRY_ID = new RegExp(`(?:^|[:/])(${ARXIV_ID})(?:${ARXIV_VERSION})?$`)

/** `oai:arXiv.org:2611.00001v1`, without the version. */
const entryId = rawName.transform((text, context) => {
  const id = ENTRY_ID.exec(text)?.[1]
  if (id !== undefined) return id
  context.addIssue({ code: 'custom', message: 'expected an arXiv id' })
  return z.NEVER
})

/** The announcement as Atom's ISO time or RSS's `Thu, 26 Nov 2026 00:00:00 -0500`, ms UTC. */
const announced = z
  .string()
  .transform(text => Date.parse(text))
  .pipe(plausible)

/** `arXiv:2611.00001v1 Announce Type: new \nAbstract: We study …`: only what follows is the abstract. */
const PREAMBLE = /^\s*arXiv:\S+\s+Announce Type:\s*\S+\s*(?:Abstract:\s*)?/i

const abstract = z
  .string()
  .transform(summary => summary.replace(PREAMBLE, ''))
  .pipe(text)

/** All names as one text; several times that of the most authors so far. */
const creators = z.string().transform(text => text.slice(0, 300_000))

const entrySchema = z.looseObject({
  id: entryId,
  title: text.pipe(z.string().min(1, 'expected some text')),
  summary: extra(abstract),
  published: announced,
  category: several(term),
  author: several(z.looseObject({ name })),
  'dc:creator': several(creators),
})

/** The part of an entry that is parsed first. */
const announcementSchema = z.looseObject({
  id: extra(rawName),
  'arxiv:announce_type': extra(z.string()),
})

/** arXiv's Atom feed, and its RSS feed with Atom's names: both have the same fields. */
const feedSchema = z.union([
  z
    .looseObject({ feed: z.looseObject({ title: extra(z.string()), entry: several(z.unknown()) }) })
    .transform(({ feed }) => ({ title: feed.title, entries: feed.entry })),
  z
    .looseObject({
      rss: z.looseObject({
        channel: z.looseObject({ title: extra(z.string()), item: several(z.unknown()) }),
      }),
    })
    .transform(({ rss: { channel } }) => ({ title: channel.title, entries: channel.item.map(asEntry) })),
])

const itemSchema = z.looseObject({
  guid: extra(z.union([z.string(), z.looseObject({ '#text': z.string() }).transform(guid => guid['#text'])])),
  description: z.unknown(),
  pubDate: z.unknown(),
  category: several(z.string()),
})

function asEntry(item: unknown): unknown {
  const parsed = itemSchema.safeParse(item)
  if (!parsed.success) return item
  const { guid, description, pubDate, category, ...rest } = parsed.data
  const terms = category.map(each => ({ '@term': each }))
  return { ...rest, id: guid, summary: description, published: pubDate, category: terms }
}

/**
 * Reads a listing: new papers and those that were added to one of its categories, each once. On weekends and holidays there are none.
 * Other work may run meanwhile.
 * @throws SourceError if it can't be parsed
 */
export async function readListing(body: unknown): Promise<Listing> {
  const parsed = feedSchema.safeParse(body)
  if (!parsed.success) throw new SourceError('arXiv sent something other than its feed')
  const { title = '', entries } = parsed.data
  if (/^feed error/i.test(title)) {
    throw new SourceError('arXiv doesn’t know one of these categories; please check ARXIV_CATEGORIES')
  }
  const papers = new Map<string, ListedPaper>()
  const skipped: SourceList['skipped'] = []
  for (const [index, entry] of entries.entries()) {
    if (index % ENTRIES_PER_BATCH === ENTRIES_PER_BATCH - 1) await setImmediate()
    const announcement = announcementSchema.safeParse(entry).data
    const type = announcement?.['arxiv:announce_type']
    if (type !== undefined && !NEW_TYPES.includes(type)) continue
    const read = entrySchema.safeParse(entry)
    if (read.success) papers.set(read.data.id, paperOf(read.data))
    else skipped.push({ id: nameOf(announcement?.id), reason: reasonOf(read.error) })
  }
  if (papers.size === 0 && skipped.length >= MANY_ENTRIES) {
    throw new SourceError(
      'arXiv has changed its format: nothing in its listing can be read. A newer version of Paper Round may help',
    )
  }
  return { papers: [...papers.values()], skipped }
}

function paperOf(entry: z.infer<typeof entrySchema>): ListedPaper {
  const { id, title, summary = '', published, category } = entry
  const listed = entry.author.map(author => author.name)
  const authors = listed.length > 0 ? listed : entry['dc:creator'].flatMap(namesIn)
  return {
    paper: {
      id,
      title,
      abstract: summary,
      authors: authors.filter(Boolean),
      day: new Date(published).toISOString().slice(0, 10),
      listedAt: published,
      publishedAt: submittedAt(id, published),
      keywords: [],
      sources: ['arxiv'],
      ...(isWithdrawalNotice(summary) && { withdrawn: true }),
      ...(category.length > 0 && { categories: [...new Set(category)] }),
    },
  }
}

/** Parts of names that follow a comma. */
const SUFFIX = /^(?:jr|sr|i{2,3}|iv)\.?$/i

/** Without what is in brackets, which may be nested; unchanged if one isn't closed. */
function withoutAffiliations(text: string): string {
  let depth = 0
  let result = ''
  for (const part of text.split(/(?=[()])|(?<=[()])/)) {
    if (part === '(') depth++
    else if (part === ')') depth--
    else if (depth === 0) result += part
    if (depth < 0) return text
  }
  return depth === 0 ? result : text
}

/** `Ada Example (MIT, CSAIL), Bo Sample, Jr.` as names, without affiliations. */
function namesIn(creators: string): string[] {
  const names: string[] = []
  for (const part of withoutAffiliations(creators).split(',')) {
    const cleaned = name.parse(part)
    const previous = names.at(-1)
    if (previous !== undefined && SUFFIX.test(cleaned)) names[names.length - 1] = `${previous}, ${cleaned}`
    else names.push(cleaned)
  }
  return names
}

/**
 * When a paper appeared on arXiv, ms UTC. The feed says only when it was announced, which may be years later in another category; an
 * id begins with the year and month.
 */
function submittedAt(id: string, announcedAt: number): number {
  const [, year, month] = /^(\d\d)(\d\d)\./.exec(id) ?? []
  if (year === undefined) return announcedAt
  const endOfMonth = Date.UTC(2000 + Number(year), Number(month), 1) - 1
  return Math.min(announcedAt, endOfMonth)
}

const nameOf = (id: string | undefined): string | undefined =>
  id && (shorten(id.replace(/^oai:arXiv\.org:/, '').replace(/v\d+$/, ''), 40) || undefined)

const reasonOf = ({ issues }: z.ZodError): string =>
  issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join('.') || 'entry'}: ${message.replace(/^Invalid (input: )?/, '')}`)
    .join('; ')
