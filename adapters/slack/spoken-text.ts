import { type Digest, type Entry, numberOf, type Span } from '../../src/messages/digest.ts'
import { plain } from '../../src/messages/untrusted-text.ts'
import { asSentence, plural } from '../../src/text/format.ts'
import { MESSAGE } from './limits.ts'
import { cut } from './text.ts'

/** Screen readers read a message's `text` rather than its blocks, and notifications show how it begins. */

/** A span as it is read out: in words where it has a symbol. */
export const spoken = ({ text, spoken: words }: Span): string => plain(words ?? text)

export const nameOf = ({ title, paperId }: Entry): string => plain(title).trim() || paperId

/** How much of an entry is read out, in characters; the facts go first where a digest is long, then the sentences. */
interface SpokenLevel {
  title: number
  summary: number
  facts: number
}

const LEVELS: readonly SpokenLevel[] = [
  { title: 300, summary: 1_000, facts: 800 },
  { title: 300, summary: 600, facts: 100 },
  { title: 300, summary: 250, facts: 60 },
  { title: 200, summary: 200, facts: 0 },
  { title: 150, summary: 100, facts: 0 },
  { title: 100, summary: 0, facts: 0 },
]

const sentence = (text: string, limit: number): string => {
  const shown = limit > 0 ? cut(plain(text).trim(), limit) : ''
  return shown ? asSentence(shown) : ''
}

function entryText(entry: Entry, level: SpokenLevel, number: number | undefined): string {
  const facts = entry.facts.map(spoken).filter(fact => fact.trim())
  return [
    number === undefined ? '' : `${number}.`,
    sentence(nameOf(entry), level.title),
    sentence(entry.summary, level.summary),
    sentence(facts.join(', '), level.facts),
  ]
    .filter(Boolean)
    .join(' ')
}

/** The text at the first level that Slack recommends, else at the last one. */
function fitting(render: (level: SpokenLevel) => string): string {
  let text = ''
  for (const level of LEVELS) {
    text = render(level)
    if (text.length <= MESSAGE.fallback) break
  }
  return text
}

/** One paper: its number in its list, its title, its sentence and its facts. */
export const spokenEntry = (entry: Entry, number?: number): string =>
  fitting(level => entryText(entry, level, number))

/** All papers of a digest and its notes, after its title and subtitle. @param before what the message says above the digest */
export const spokenDigest = (digest: Digest, before = ''): string =>
  fitting(level =>
    [
      before,
      sentence(digest.title, level.title),
      sentence(digest.subtitle ?? '', level.title),
      ...digest.entries.map((entry, index) => entryText(entry, level, numberOf(digest, index))),
      ...digest.notes.map(note => sentence(note.map(spoken).join(''), level.title)),
    ]
      .filter(Boolean)
      .join(' '),
  )

/** The first message of a thread: its title, and the papers in the thread. */
export const spokenHead = ({ title, entries }: Digest): string =>
  `${sentence(title, MESSAGE.fallback)} ${plural(entries.length, 'paper')} in the thread: ${entries.map(nameOf).join('; ')}`
