/** Daily listings as arXiv's `GET /atom/cs.AI+cs.CL` and `GET /rss/…` return them. The papers are made up. */

export interface ListingEntry {
  /** Without version. */
  id: string
  title?: string
  /** Without what arXiv writes before it. */
  abstract?: string
  authors?: readonly string[]
  categories?: readonly string[]
  type?: 'new' | 'cross' | 'replace' | 'replace-cross'
}

export interface ListingFacts {
  /** The day of the announcement, YYYY-MM-DD, in New York. */
  day: string
  entries: readonly ListingEntry[]
  /** Ids of further entries that have no title. */
  broken?: readonly string[]
}

const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, mark => MARKS[mark] ?? mark)

function partsOf(entry: ListingEntry) {
  const { id, title = `A Paper Called ${id}`, authors = ['Ada Example', 'Bo Sample'], type = 'new' } = entry
  const { categories = ['cs.CL'], abstract = 'We study it. It works.' } = entry
  return {
    title: escaped(title),
    creators: escaped(authors.join(', ')),
    terms: categories.map(escaped),
    type,
    name: `oai:arXiv.org:${id}v1`,
    link: `https://arxiv.org/abs/${id}`,
    summary: escaped(`arXiv:${id}v1 Announce Type: ${type} \nAbstract: ${abstract}`),
  }
}

function atomEntry(entry: ListingEntry, day: string): string {
  const { title, creators, terms, type, name, link, summary } = partsOf(entry)
  return `  <entry>
    <id>${name}</id>
    <title>${title}</title>
    <updated>${day}T05:00:16.251034+00:00</updated>
    <link href="${link}" rel="alternate" type="text/html"/>
    <summary>${summary}</summary>
${terms.map(term => `    <category term="${term}"/>`).join('\n')}
    <published>${day}T00:00:00-05:00</published>
    <arxiv:announce_type>${type}</arxiv:announce_type>
    <rights>http://creativecommons.org/licenses/by/4.0/</rights>
    <dc:creator>${creators}</dc:creator>
  </entry>
`
}

const brokenEntry = (id: string): string => `  <entry>
    <id>oai:arXiv.org:${id}v1</id>
    <arxiv:announce_type>new</arxiv:announce_type>
  </entry>
`

/** An Atom feed; with no entries that of a weekend. */
export const atomListing = (name: string, { day, entries, broken = [] }: ListingFacts): string =>
  `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://www.w3.org/2005/Atom" xml:lang="en-us">
  <id>http://rss.arxiv.org/atom/${escaped(name)}</id>
  <title>${escaped(name)} updates on arXiv.org</title>
  <updated>${day}T05:00:16.246127+00:00</updated>
  <link href="http://rss.arxiv.org/atom/${escaped(name)}" rel="self" type="application/atom+xml"/>
  <subtitle>${escaped(name)} updates on the arXiv.org e-print archive.</subtitle>
${entries.map(entry => atomEntry(entry, day)).join('')}${broken.map(brokenEntry).join('')}</feed>
`

/** What arXiv answers where it doesn't know a category. */
export const feedError = (name: string): string => `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>http://rss.arxiv.org/atom/${escaped(name)}</id>
  <title>Feed error for query: ${escaped(name)}</title>
</feed>
`

function rssItem(entry: ListingEntry, pubDate: string): string {
  const { title, creators, terms, type, name, link, summary } = partsOf(entry)
  return `    <item>
      <title>${title}</title>
      <link>${link}</link>
      <description>${summary}</description>
      <guid isPermaLink="false">${name}</guid>
${terms.map(term => `      <category>${term}</category>`).join('\n')}
      <pubDate>${pubDate}</pubDate>
      <arxiv:announce_type>${type}</arxiv:announce_type>
      <dc:creator>${creators}</dc:creator>
    </item>
`
}

/** The same as an RSS feed. @param pubDate such as `Mon, 23 Nov 2026 00:00:00 -0500` */
export const rssListing = (pubDate: string, entries: readonly ListingEntry[]): string =>
  `<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">
  <channel>
    <title>cs.CL updates on arXiv.org</title>
    <link>http://rss.arxiv.org/rss/cs.CL</link>
    <pubDate>${pubDate}</pubDate>
    <skipDays>
      <day>Sunday</day>
      <day>Saturday</day>
    </skipDays>
${entries.map(entry => rssItem(entry, pubDate)).join('')}  </channel>
</rss>
`
