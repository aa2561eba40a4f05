import type { ChannelId } from '../../src/channels/channel-id.ts'
import { type Digest, type Entry, numberOf, type Span } from '../../src/messages/digest.ts'
import { plain, webUrl } from '../../src/messages/untrusted-text.ts'
import { arxivUrl } from '../../src/papers/paper.ts'
import type { EmailLinks } from '../../src/ports/email-addresses.ts'
import { listText } from '../../src/text/format.ts'
import { shorten } from '../../src/text/graphemes.ts'

/** Whose mail it is, and where its links go. */
export interface Recipient {
  channel: ChannelId
  links: EmailLinks
}

/** A piece of plain text, linked or not, and the same in words where it has a symbol. */
export interface Piece {
  text: string
  spoken: string
  url: string | undefined
}

/** One paper of a mail, as both of its parts show it. */
export interface PaperView {
  number: number | undefined
  title: string
  url: string
  summary: string
  facts: readonly Piece[]
  /** Why it is in this mail: its topics, or its votes in a digest of everything. */
  why: string | undefined
  thumbnail: string | undefined
  details: string
  similar: string
  lessLike: string
}

/** What a mail says, without markup. */
export interface MailContent {
  subject: string
  /** What mailboxes show after the subject. */
  preheader: string
  title: string
  subtitle: string
  papers: readonly PaperView[]
  notes: readonly (readonly Piece[])[]
  settings: string
  unsubscribe: string
}

/** Longest texts, in graphemes, so that a mail stays below the 102 kB at which Gmail cuts it, whatever a source sends. */
const LONGEST = { subject: 110, preheader: 140, title: 300, summary: 650, fact: 120, note: 400 } as const
/** Longest address, in characters. */
const LONGEST_URL = 500
/** The most facts of a paper, and notes below the papers. */
const MOST = { facts: 10, notes: 20 } as const

const cut = (text: string, longest: number): string => shorten(plain(text).trim(), longest)

const pieceOf = ({ text, spoken = text, url }: Span): Piece => ({
  text: cut(text, LONGEST.fact),
  spoken: cut(spoken, LONGEST.fact),
  url: webUrl(url, LONGEST_URL),
})

/** The spaces around a link belong to the text. */
function notePieces(note: readonly Span[]): Piece[] {
  return note.map(({ text, spoken = text, url }) => ({
    text: shorten(plain(text), LONGEST.note),
    spoken: shorten(plain(spoken), LONGEST.note),
    url: webUrl(url, LONGEST_URL),
  }))
}

const titleOf = ({ title, paperId }: Entry): string => cut(title, LONGEST.title) || paperId

/** The best paper's title, and how many more there are. */
function subjectOf({ title, entries }: Digest): string {
  const [best] = entries
  if (!best) return cut(title, LONGEST.subject) || 'Papers'
  const rest = entries.length > 1 ? `, and ${entries.length - 1} more` : ''
  return `${shorten(titleOf(best), LONGEST.subject - rest.length)}${rest}`
}

/** The topics that a paper matches; in a digest of everything, that it is trending, which its counts show. */
function whyOf({ topics = [], upvotes }: Entry): string | undefined {
  const named = topics.map(topic => cut(topic, LONGEST.fact)).filter(Boolean)
  if (named.length > 0) return `it matches ${listText(named)}`
  return upvotes === undefined ? undefined : 'it is trending'
}

function paperView(digest: Digest, index: number, entry: Entry, { channel, links }: Recipient): PaperView {
  const { topics = [], facts } = entry
  const shown = facts.filter(({ text, url }) => url !== undefined || !topics.includes(text))
  return {
    number: numberOf(digest, index),
    title: titleOf(entry),
    url: webUrl(entry.url, LONGEST_URL) ?? arxivUrl(entry.paperId),
    summary: cut(entry.summary, LONGEST.summary),
    facts: shown
      .map(pieceOf)
      .filter(({ text }) => text !== '')
      .slice(0, MOST.facts),
    why: whyOf(entry),
    thumbnail: digest.layout === 'standard' ? webUrl(entry.thumbnailUrl, LONGEST_URL) : undefined,
    details: links.paper(entry.paperId),
    similar: links.similar(entry.paperId),
    lessLike: links.lessLike(channel, entry.paperId),
  }
}

/** What a digest says as a mail. */
export function contentOf(digest: Digest, recipient: Recipient): MailContent {
  const { channel, links } = recipient
  const title = cut(digest.title, LONGEST.title) || 'Papers'
  const others = digest.entries.slice(1).map(titleOf)
  return {
    subject: subjectOf(digest),
    preheader: shorten(others.length > 0 ? `Also: ${others.join(' · ')}` : title, LONGEST.preheader),
    title,
    subtitle: cut(digest.subtitle ?? '', LONGEST.note),
    papers: digest.entries.map((entry, index) => paperView(digest, index, entry, recipient)),
    notes: digest.notes.slice(0, MOST.notes).map(notePieces),
    settings: links.settings(channel),
    unsubscribe: links.unsubscribe(channel),
  }
}
