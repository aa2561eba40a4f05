import type { ChannelId } from '../../src/channels/channel-id.ts'
import { type Entry, entriesOfMessage, messageCount, numberOf, type Span } from '../../src/messages/digest.ts'
import { plain, webUrl } from '../../src/messages/untrusted-text.ts'
import { arxivUrl } from '../../src/papers/paper.ts'
import type { Post } from '../../src/ports/publisher.ts'
import { shorten } from '../../src/text/graphemes.ts'

/**
 * The body of a webhook, which docs/webhook.schema.json describes. What others build on doesn't change within a version: fields may only
 * be added. All texts are plain text, without markup; whoever shows them has to escape them.
 */
export interface WebhookBody {
  type: 'digest'
  version: 1
  channel: ChannelId
  /** The slot of the edition, as ISO 8601 in UTC. */
  slot?: string | undefined
  title: string
  subtitle?: string | undefined
  papers: readonly WebhookPaper[]
  notes: readonly string[]
  topics: readonly string[]
  /** The same as plain text, for receivers that take a title and a text. */
  text: string
  /** Which message of the digest this is, where there are several: the first has no papers. `first` is the first one's `webhook-id`. */
  part?: { number: number; of: number; first?: string | undefined } | undefined
  /** Whether somebody only tried the webhook out. */
  test?: true | undefined
}

interface WebhookPaper {
  id: string
  title: string
  url: string
  summary: string
  facts: readonly string[]
  links: readonly { text: string; url: string }[]
  upvotes?: number | undefined
  stars?: number | undefined
  thumbnail?: string | undefined
}

/** Longest texts, in graphemes: far above what there is, so that a body stays small whatever a source sends. */
const LONGEST = { title: 500, summary: 2_000, fact: 300, note: 1_000 } as const

const cut = (text: string, longest: number): string => shorten(plain(text).trim(), longest)

function paperOf(entry: Entry): WebhookPaper {
  const links = entry.facts.flatMap(({ text, url: address }) => {
    const url = webUrl(address)
    return url ? [{ text: cut(text, LONGEST.fact), url }] : []
  })
  return {
    id: entry.paperId,
    title: cut(entry.title, LONGEST.title) || entry.paperId,
    url: webUrl(entry.url) ?? arxivUrl(entry.paperId),
    summary: cut(entry.summary, LONGEST.summary),
    facts: entry.facts.map(({ text }) => cut(text, LONGEST.fact)),
    links,
    upvotes: entry.upvotes,
    stars: entry.stars,
    thumbnail: webUrl(entry.thumbnailUrl),
  }
}

const noteOf = (spans: readonly Span[]): string => cut(spans.map(({ text }) => text).join(''), LONGEST.note)

const paragraph = (lines: readonly (string | undefined)[]): string => lines.filter(Boolean).join('\n')

/** @param post.step which of its messages (see `messageCount`), from 0 */
export function renderBody(
  { channel, digest, step, slotAt, threadId }: Omit<Post, 'key'>,
  { isTest = false } = {},
): WebhookBody {
  const count = messageCount(digest)
  const title = cut(digest.title, LONGEST.title) || 'Papers'
  const subtitle = cut(digest.subtitle ?? '', LONGEST.note) || undefined
  const entries = entriesOfMessage(digest, step)
  const papers = entries.map(paperOf)
  const notes = step === 0 ? digest.notes.map(noteOf) : []
  const texts = papers.map(({ title, summary, facts, url }, index) => {
    const number = numberOf(digest, Math.max(step - 1, 0) + index)
    const head = number === undefined ? title : `${number}. ${title}`
    return paragraph([head, summary, facts.join(' · '), url])
  })
  return {
    type: 'digest',
    version: 1,
    channel,
    slot: slotAt === undefined ? undefined : new Date(slotAt).toISOString(),
    title,
    subtitle,
    papers,
    notes,
    topics: (digest.topics ?? []).map(topic => cut(topic, LONGEST.fact)),
    text: [...(step === 0 ? [paragraph([title, subtitle])] : []), ...texts, ...notes].join('\n\n'),
    part: count > 1 ? { number: step + 1, of: count, first: threadId } : undefined,
    test: isTest || undefined,
  }
}
