import { arxivUrl, type Paper } from './paper.ts'

/** More would fill a message. BibTeX prints `others` as "et al.". */
const MAX_AUTHORS = 25

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '{': '\\{',
  '}': '\\}',
}

const escapeTex = (text: string): string =>
  text.replace(/[\\~^{}]/g, sign => SPECIAL[sign] ?? '').replace(/[&%$#_]/g, '\\$&')

/** BibTeX divides authors at the word *and*, so a name with that word, such as an institute's, is one unit in braces. */
const authorName = (name: string): string =>
  /(?:^|\s)and(?:\s|$)/i.test(name) ? `{${escapeTex(name)}}` : escapeTex(name)

const plainWord = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

/** `dupont2026agents`, for a paper: the first author's last name, the year, and the title's first word of more than three letters. */
export function bibtexKey(paper: Paper): string {
  const { authors, title, id } = paper
  const year = yearOf(paper) ?? ''
  const name = plainWord(authors[0]?.split(/\s+/).at(-1) ?? '')
  const word =
    title
      .split(/\s+/)
      .map(plainWord)
      .find(each => each.length > 3) ?? ''
  return name || word ? `${name}${year}${word}` : `arxiv${plainWord(id)}`
}

function yearOf({ publishedAt }: Paper): number | undefined {
  const year = new Date(publishedAt).getUTCFullYear()
  return Number.isNaN(year) ? undefined : year
}

/** A paper as BibTeX, in the format of arXiv's own export. */
export function bibtex(
  paper: Paper,
  { key = bibtexKey(paper), maxAuthors = MAX_AUTHORS }: { key?: string; maxAuthors?: number } = {},
): string {
  const authors = paper.authors.slice(0, maxAuthors).map(authorName)
  if (paper.authors.length > maxAuthors) authors.push('others')
  const fields = {
    title: escapeTex(paper.title),
    author: authors.join(' and '),
    year: yearOf(paper),
    eprint: paper.id,
    archivePrefix: 'arXiv',
    primaryClass: paper.categories?.[0],
    url: arxivUrl(paper.id),
  }
  const lines = Object.entries(fields)
    .filter(([, value]) => value)
    .map(([name, value]) => `  ${name}={${value}}`)
  return `@misc{${key},\n${lines.join(',\n')}\n}`
}
