/** Atom feeds as arXiv's `GET /api/query` returns them. The papers are made up. */

export interface ArxivFacts {
  /** Without version; the feed names version 2. */
  id: string
  title?: string
  summary?: string
  authors?: readonly string[]
  /** In the feed's order; the primary one may be anywhere. */
  categories?: readonly string[]
  primary?: string
  /** ISO, UTC */
  published?: string
}

const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (text: string): string => text.replace(/[&<>"]/g, mark => MARKS[mark] ?? mark)

/** One paper of a feed. */
export function entryOf(facts: ArxivFacts): string {
  const { id, title = `A Paper Called ${id}`, summary = '  We study it.', authors = ['Ada Example'] } = facts
  const { categories = ['cs.CL'], primary = categories[0], published = '2026-11-20T17:12:11Z' } = facts
  return `  <entry>
    <id>http://arxiv.org/abs/${id}v2</id>
    <title>${escaped(title)}</title>
    <updated>2026-11-22T10:00:00Z</updated>
    <link href="https://arxiv.org/abs/${id}v2" rel="alternate" type="text/html"/>
    <link href="https://arxiv.org/pdf/${id}v2" rel="related" type="application/pdf" title="pdf"/>
    <summary>${escaped(summary)}</summary>
${categories.map(term => `    <category term="${escaped(term)}" scheme="http://arxiv.org/schemas/atom"/>`).join('\n')}
    <published>${published}</published>
    <arxiv:comment>12 pages</arxiv:comment>
${primary ? `    <arxiv:primary_category term="${escaped(primary)}"/>` : ''}
${authors.map(name => `    <author>\n      <name>${escaped(name)}</name>\n    </author>`).join('\n')}
  </entry>
`
}

/** The entry that arXiv returns for an invalid id. */
export const errorEntry = (id: string): string => `  <entry>
    <id>https://arxiv.org/api/errors#incorrect_id_format_for_${escaped(id)}</id>
    <title>Error</title>
    <updated>2026-11-23T12:00:00Z</updated>
    <link href="https://arxiv.org/api/errors#incorrect_id_format_for_${escaped(id)}" rel="alternate" type="text/html"/>
    <summary>incorrect id format for ${escaped(id)}</summary>
    <author>
      <name>arXiv api core</name>
    </author>
  </entry>
`

/** A feed with these entries; empty for an unknown id. */
export const feedStatusOf = (id: string, entries: string): string => `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/madeUpForTheTests</id>
  <title>arXiv Query: search_query=&amp;id_list=${escaped(id)}&amp;start=0&amp;max_results=10</title>
  <updated>2026-11-23T12:00:00Z</updated>
  <opensearch:itemsPerPage>10</opensearch:itemsPerPage>
  <opensearch:totalResults>${entries ? 1 : 0}</opensearch:totalResults>
  <opensearch:startIndex>0</opensearch:startIndex>
${entries}</feed>
`
