import { countFacts } from '../../digests/facts.ts'
import type { Line, Reply, ReplySpan } from '../../messages/reply.ts'
import { bold, ephemeralReply, muted } from '../../messages/reply.ts'
import { bibtex } from '../../papers/bibtex.ts'
import { arxivUrl, type FoundPaper, paperUrl, pdfUrl } from '../../papers/paper.ts'
import { plural } from '../../text/format.ts'
import { dayText } from '../../time/time-text.ts'

const SHOWN_AUTHORS = 10

/** `Ada Example, Bo Sample and 654 more`. */
export function authorsText(authors: readonly string[]): string {
  const shown = authors.slice(0, SHOWN_AUTHORS).join(', ')
  const more = authors.length - SHOWN_AUTHORS
  return more > 0 ? `${shown} and ${more} more` : shown
}

const joined = (spans: readonly ReplySpan[]): ReplySpan[] =>
  spans.flatMap((span, index) => (index === 0 ? [span] : [{ text: ' · ' }, span]))

function linksOf({ id, codeUrl, projectUrl }: FoundPaper['paper']): ReplySpan[] {
  const links = [
    { text: 'Hugging Face', url: paperUrl(id) },
    { text: 'arXiv', url: arxivUrl(id) },
    { text: 'PDF', url: pdfUrl(id) },
    { text: 'Code', url: codeUrl },
    { text: 'Project page', url: projectUrl },
  ]
  return links.flatMap(({ text, url }) => (url ? [{ text, url }] : []))
}

/** When it was listed and published. A paper that the store lacks stands on no list that we know of. */
function datesText({ day, publishedAt }: FoundPaper['paper'], kept: boolean): string {
  const published = `On arXiv since ${dayText(new Date(publishedAt).toISOString().slice(0, 10), 'year')}`
  return kept ? `${published}, listed on ${dayText(day, 'year')}` : published
}

/** A paper with all that is known of it, for the asker alone. @param kept whether the store has it */
export function detailsOf(
  found: FoundPaper,
  { kept, mayChange }: { kept: boolean; mayChange: boolean },
): Reply {
  const { paper, counts } = found
  const facts = countFacts(found)
  if (counts && counts.comments > 0) facts.push(plural(counts.comments, 'comment'))
  const named: [string, string | undefined][] = [
    ['Authors', authorsText(paper.authors)],
    ['Organisation', paper.organization],
    ['Categories', paper.categories?.join(', ')],
    ['Keywords', paper.keywords.join(', ')],
  ]
  const lines: Line[] = [
    [{ ...bold(paper.title), url: paperUrl(paper.id) }],
    [muted([...facts, datesText(paper, kept)].join(' · '))],
    ...named.flatMap(([name, text]) => (text ? [[bold(`${name}: `), text]] : [])),
    joined(linksOf(paper)),
    paper.abstract,
  ]
  const changes = [
    { label: 'Post here', command: `share ${paper.id}` },
    { label: 'Less like this', command: `less ${paper.id}` },
  ]
  return {
    ...ephemeralReply(...lines),
    verbatim: bibtex(paper),
    actions: [{ label: 'Similar', command: `similar ${paper.id}` }, ...(mayChange ? changes : [])],
  }
}
