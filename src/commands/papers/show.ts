import { countSpans } from '../../digests/facts.ts'
import type { Line, Reply, ReplySpan } from '../../messages/reply.ts'
import { bold, command, ephemeralReply } from '../../messages/reply.ts'
import { bibtex } from '../../papers/bibtex.ts'
import {
  arxivUrl,
  type FoundPaper,
  LINKED_KINDS,
  type LinkedKind,
  pageUrl,
  paperUrl,
  pdfUrl,
} from '../../papers/paper.ts'
import { plural } from '../../text/format.ts'
import { shorten } from '../../text/graphemes.ts'
import { dayText } from '../../time/time-text.ts'
import type { Command, CommandDeps } from '../command.ts'
import { askerOf } from '../limits.ts'
import { readPaperArg } from './paper-argument.ts'

const SHOWN_AUTHORS = 10
/** The longest abstract of a year of lists has 1,923 characters; a longer one would leave no room for the rest. */
const ABSTRACT_LENGTH = 2_000

export const createShow =
  ({ lookUp }: CommandDeps): Command =>
  async request => {
    const { args, mayChange } = request
    const find = (id: string) => lookUp.findDetails(id, askerOf(request))
    const arg = await readPaperArg(args, 'show', find)
    return arg.ok ? detailsOf(arg.found, { isStored: arg.isStored, mayChange }) : arg.reply
  }

/** Other formats and styles, which would be left out of the answer. */
const OTHER_FORMAT =
  /(?:^| )(ris|apa|mla|chicago|harvard|ieee|vancouver|endnote|enw|zotero|mendeley|csl|word)(?=[ .,;]|$)/i

/** One paper as BibTeX, to copy. */
export const createCite =
  ({ lookUp }: CommandDeps): Command =>
  async request => {
    // The category is a field of the entry.
    const find = (id: string) => lookUp.findWithCategories(id, askerOf(request))
    const arg = await readPaperArg(request.args, 'cite', find)
    if (!arg.ok) return arg.reply
    const { paper } = arg.found
    const [, format] = OTHER_FORMAT.exec(request.args) ?? []
    if (format) {
      return ephemeralReply([
        command('cite'),
        ' gives BibTeX, not ',
        bold(format),
        '. As a file with RIS: ',
        command(`export ${paper.id} ris`),
      ])
    }
    return {
      ...ephemeralReply([{ ...bold(paper.title), url: pageUrl(paper) }]),
      verbatim: bibtex(paper),
    }
  }

/** `Ada Example, Bo Sample and 654 more`. */
export function authorsText(authors: readonly string[]): string {
  const shown = authors.slice(0, SHOWN_AUTHORS).join(', ')
  const more = authors.length - SHOWN_AUTHORS
  return more > 0 ? `${shown} and ${more} more` : shown
}

const joinSpans = (spans: readonly ReplySpan[]): ReplySpan[] =>
  spans.flatMap((span, index) => (index === 0 ? [span] : [{ text: ' · ' }, span]))

function linksOf({ id, sources, codeUrl, projectUrl }: FoundPaper['paper']): ReplySpan[] {
  const isOnHuggingFace = pageUrl({ id, sources }) === paperUrl(id)
  const links = [
    { text: 'Hugging Face', url: isOnHuggingFace ? paperUrl(id) : undefined },
    { text: 'arXiv', url: arxivUrl(id) },
    { text: 'PDF', url: pdfUrl(id) },
    { text: 'Code', url: codeUrl },
    { text: 'Project page', url: projectUrl },
  ]
  return links.flatMap(({ text, url }) => (url ? [{ text, url }] : []))
}

const NOUNS: Readonly<Record<LinkedKind, string>> = { models: 'model', datasets: 'dataset', spaces: 'Space' }

/** `12 models`, `3 datasets`, `5 Spaces` that cite it, without those of which there are none. */
const linkedSpans = ({ linked }: FoundPaper): ReplySpan[] =>
  LINKED_KINDS.flatMap(kind => {
    const items = linked?.[kind]
    return items ? [{ text: plural(items.count, NOUNS[kind]), url: items.url }] : []
  })

/** When it was listed and published. A paper that isn't stored is on no list that we have. */
function datesText({ day, publishedAt }: FoundPaper['paper'], isStored: boolean): string {
  const published = `On arXiv since ${dayText(new Date(publishedAt).toISOString().slice(0, 10), 'year')}`
  return isStored ? `${published}, listed on ${dayText(day, 'year')}` : published
}

/** All that is known about a paper. */
export function detailsOf(
  found: FoundPaper,
  { isStored, mayChange }: { isStored: boolean; mayChange: boolean },
): Reply {
  const { paper, counts } = found
  const facts: ReplySpan[] = countSpans(found)
  if (counts && counts.comments > 0) facts.push({ text: plural(counts.comments, 'comment') })
  facts.push({ text: datesText(paper, isStored) })
  const linked = linkedSpans(found)
  const labelled: [string, string | undefined][] = [
    ['Authors', authorsText(paper.authors)],
    ['Organisation', paper.organization],
    ['Categories', paper.categories?.join(', ')],
  ]
  const lines: Line[] = [
    [{ ...bold(paper.title), url: pageUrl(paper) }],
    ...(paper.withdrawn ? [[bold('This paper was withdrawn.')]] : []),
    shorten(paper.abstract, ABSTRACT_LENGTH),
    joinSpans(facts).map(span => ({ ...span, style: 'muted' as const })),
    ...labelled.flatMap(([name, text]) => (text ? [[bold(`${name}: `), text]] : [])),
    ...(linked.length > 0 ? [[bold('On Hugging Face: '), ...joinSpans(linked)]] : []),
    joinSpans(linksOf(paper)),
    // Last, because a platform with little room cuts off the end.
    ...(paper.keywords.length > 0 ? [[bold('Keywords: '), paper.keywords.join(', ')]] : []),
  ]
  // A withdrawn paper isn't posted, and no digest has it, so there is nothing to rank lower.
  const changes = [
    { label: 'Post here', command: `post-paper ${paper.id}` },
    { label: 'Less like this', command: `downrank ${paper.id}` },
  ]
  return {
    ...ephemeralReply(...lines),
    actions: [
      { label: 'Similar', command: `similar ${paper.id}` },
      { label: 'BibTeX', command: `cite ${paper.id}` },
      ...(mayChange && !paper.withdrawn ? changes : []),
    ],
  }
}
