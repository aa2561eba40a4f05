import { sql } from 'kysely'
import { z } from 'zod'
import { ARXIV_CATEGORIES } from '../../src/papers/arxiv-categories.ts'
import { TooBroadError } from '../../src/ports/paper-index.ts'
import { asWritten } from '../../src/search/query/document.ts'
import { printQuery } from '../../src/search/query/printer.ts'
import type { Query } from '../../src/search/query/query.ts'
import { stemOf } from '../../src/text/tokenizer.ts'
import { markOf } from '../sql/marks.ts'
import { afterPrefix } from '../sql/ranges.ts'
import type { Db } from '../sql/schema.ts'

/**
 * Pages of the full-text index (4 KB) that the prefixes of one query may span together. FTS5 merges the papers of all words that
 * begin so before it returns the first one, in about 0.2 ms a page, and can't be interrupted meanwhile.
 */
const MAX_PREFIX_PAGES = 1_200

const pages = z.object({ pages: z.number() })

/** Whether a query has prefixes, so that it may be broad. */
export const hasPrefixes = (query: Query): boolean => prefixesOf(query).length > 0

/** The prefixes that FTS5 expands for a query, as in `matchText`; each with the part of the query that it comes from. */
function prefixesOf(query: Query): { leaf: Broad; prefix: string }[] {
  switch (query.kind) {
    case 'and':
    case 'or':
      return query.parts.flatMap(prefixesOf)
    case 'not':
      return prefixesOf(query.part)
    case 'category':
      return query.category.includes('.') ? [] : [{ leaf: query, prefix: `${markOf(query.category)}.` }]
    case 'prefix': {
      const { prefix, stems } = query
      const written = stems.length > 0 ? [] : [{ leaf: query, prefix: asWritten(prefix) }]
      return [{ leaf: query, prefix }, ...written]
    }
    default:
      return []
  }
}

/**
 * How many pages the words with a prefix span. `paper_texts_idx` has the first word of each page, for each segment of the index, so it
 * takes a few look-ups.
 * Source: sqlite.org/fts5.html, "The %_idx table": words have a leading `0`, and `pgno` is twice the page's number.
 */
async function pagesOf(db: Db, prefix: string): Promise<number> {
  const from = sql`cast(${`0${prefix}`} as blob)`
  const to = sql`cast(cast(${`0${prefix}`} as blob) || x'ff' as blob)`
  const query = sql`with recursive segments (id) as (
      select min(segid) from paper_texts_idx
      union all select (select min(segid) from paper_texts_idx where segid > id) from segments where id is not null
    ), spans (first, last) as (
      select coalesce(
          (select pgno from paper_texts_idx where segid = id and term <= ${from} order by term desc limit 1),
          (select pgno from paper_texts_idx where segid = id order by term limit 1)
        ) / 2, coalesce(
          (select pgno from paper_texts_idx where segid = id and term >= ${to} order by term limit 1),
          (select pgno from paper_texts_idx where segid = id order by term desc limit 1)
        ) / 2
      from segments where id is not null
    )
    select coalesce(sum(last - first), 0) as pages from spans`
  return pages.parse((await query.execute(db)).rows[0]).pages
}

type Broad = Extract<Query, { kind: 'prefix' | 'category' }>

/** The prefixes of a query with the pages that each spans. */
async function spansOf(db: Db, query: Query): Promise<Map<Broad, number>> {
  const spans = new Map<Broad, number>()
  for (const { leaf, prefix } of prefixesOf(query)) {
    spans.set(leaf, (spans.get(leaf) ?? 0) + (await pagesOf(db, prefix)))
  }
  return spans
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, each) => total + each, 0)

/** @throws TooBroadError where the prefixes of a query span too many pages; it names the broadest one */
export async function refuseBroadPrefixes(db: Db, query: Query, maxPages = MAX_PREFIX_PAGES): Promise<void> {
  const spans = await spansOf(db, query)
  if (sum(spans.values()) <= maxPages) return
  const [[broadest] = []] = [...spans].sort(([, a], [, b]) => b - a)
  throw new TooBroadError(
    `“${broadest ? printQuery(broadest) : ''}” stands for too many words to look for at once. Type more of each word, or search for fewer beginnings.`,
  )
}

/** See `PaperIndex.narrow`. The broadest prefixes are replaced first, until the others may stay. */
export async function narrowBroadPrefixes(
  db: Db,
  query: Query,
  maxPages = MAX_PREFIX_PAGES,
): Promise<{ query: Query; broad: readonly string[] }> {
  const spans = [...(await spansOf(db, query))].sort(([, a], [, b]) => b - a)
  const broad: Broad[] = []
  for (let left = sum(spans.map(([, pages]) => pages)); left > maxPages; ) {
    const [leaf, pages] = spans[broad.length] ?? []
    if (!leaf) break
    broad.push(leaf)
    left -= pages ?? 0
  }
  if (broad.length === 0) return { query, broad: [] }
  const words = Math.max(MIN_WORDS, Math.floor(MAX_WORDS / broad.length))
  const replacements = new Map<Query, Query>()
  for (const leaf of broad) replacements.set(leaf, await narrowed(db, leaf, words))
  const isGuess = (leaf: Broad): boolean => leaf.kind === 'prefix'
  return { query: replaced(query, replacements), broad: broad.filter(isGuess).map(printQuery) }
}

/**
 * How many words all broad prefixes of a query may stand for together, and how many each may at least. FTS5 reads their papers in
 * parallel.
 */
const MAX_WORDS = 60
const MIN_WORDS = 3

async function narrowed(db: Db, leaf: Broad, count: number): Promise<Query> {
  if (leaf.kind === 'category') {
    const categories = ARXIV_CATEGORIES.map(each => each.toLowerCase())
    const parts = categories.filter(each => each.startsWith(`${leaf.category}.`))
    return { kind: 'or', parts: parts.map(category => ({ kind: 'category', category })) }
  }
  const { prefix, stems, field } = leaf
  const rows = await db
    .selectFrom('words')
    .select('word')
    .where('word', '>=', prefix)
    .where('word', '<', afterPrefix(prefix))
    .orderBy('papers', 'desc')
    .limit(count)
    .execute()
  const words = rows.length > 0 ? rows.map(({ word }) => word) : [prefix]
  const endings = [...new Set(words.map(stemOf))]
  const [first, ...others] = endings.map(
    (stem): Query => ({ kind: 'words', stems: [...stems, stem], field, text: stem }),
  )
  return first && others.length === 0 ? first : { kind: 'or', parts: first ? [first, ...others] : [] }
}

function replaced(query: Query, replacements: ReadonlyMap<Query, Query>): Query {
  const replacement = replacements.get(query)
  if (replacement) return replacement
  if (query.kind === 'not') return { kind: 'not', part: replaced(query.part, replacements) }
  if (query.kind !== 'and' && query.kind !== 'or') return query
  return { kind: query.kind, parts: query.parts.map(part => replaced(part, replacements)) }
}
