import { sql } from 'kysely'
import { z } from 'zod'
import { TooBroadError } from '../../src/ports/paper-index.ts'
import { asWritten } from '../../src/search/query/document.ts'
import type { Query } from '../../src/search/query/query.ts'
import { markOf } from '../sql/paper-texts.ts'
import type { Db } from '../sql/schema.ts'

/**
 * Pages of the full-text index (4 KB) that the prefixes of one query may span together. FTS5 merges the papers of all words that
 * begin so before it returns the first one, in about 0.2 ms a page, and can't be interrupted meanwhile.
 */
const MAX_PREFIX_PAGES = 1_200

const pages = z.object({ pages: z.number() })

/** The prefixes that FTS5 expands for a query, as in `matchText`; with what was typed. */
function prefixesOf(query: Query): { prefix: string; text: string }[] {
  switch (query.kind) {
    case 'and':
    case 'or':
      return query.parts.flatMap(prefixesOf)
    case 'not':
      return prefixesOf(query.part)
    case 'category':
      if (query.category.includes('.')) return []
      return [{ prefix: `${markOf(query.category)}.`, text: `cat:${query.category}` }]
    case 'prefix': {
      const { prefix, stems, text } = query
      const written = stems.length > 0 ? [] : [{ prefix: asWritten(prefix), text }]
      return [{ prefix, text }, ...written]
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

/** @throws TooBroadError where the prefixes of a query span too many pages; it names the broadest one */
export async function refuseBroadPrefixes(db: Db, query: Query, maxPages = MAX_PREFIX_PAGES): Promise<void> {
  let total = 0
  let broadest = { text: '', pages: 0 }
  for (const { prefix, text } of prefixesOf(query)) {
    const pages = await pagesOf(db, prefix)
    total += pages
    if (pages > broadest.pages) broadest = { text, pages }
  }
  if (total <= maxPages) return
  throw new TooBroadError(
    `“${broadest.text}” stands for too many words to look for at once. Type more of each word, or search for fewer beginnings.`,
  )
}
