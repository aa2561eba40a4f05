import { FEED_KINDS, type FeedKind } from '../../digests/feed-kind.ts'
import { bold, code, command, ephemeralReply } from '../../messages/reply.ts'
import { EVERYTHING, parseTopic, topicName } from '../../search/topics.ts'
import { tidyTyped } from '../../text/typed.ts'
import type { Command, CommandDeps } from '../command.ts'

const NAMES: Readonly<Record<FeedKind, string>> = { paper: 'feed', day: 'daily feed', week: 'weekly feed' }

/** `by week`, `by=week`; quoted, it is a topic. */
const BY = /(?:^|[ ?&])by ?[=: ] ?(paper|day|week)$/i
/** The same in one word. */
const ADVERB = /(?:^| )(daily|weekly)$/i
const ADVERBS = new Map<string, FeedKind>([
  ['daily', 'day'],
  ['weekly', 'week'],
])

/** Takes what the items are from the end of what was typed. */
function readBy(typed: string): { by: FeedKind | undefined; topic: string } {
  const text = tidyTyped(typed)
  const [ending, word = ''] = BY.exec(text) ?? ADVERB.exec(text) ?? []
  const name = word.toLowerCase()
  const by = FEED_KINDS.find(kind => kind === name) ?? ADVERBS.get(name)
  return by && ending !== undefined
    ? { by, topic: text.slice(0, -ending.length) }
    : { by: undefined, topic: typed }
}

type FeedFormat = 'atom.xml' | 'feed.json'

const FORMAT = /(?:^| )(?:(?:as|in) )?(?:(rss|atom|xml)|json)(?: ?feed)?$/i
/** Feeds that don't exist. */
const OTHER_SPAN = /(?:^| )(hourly|monthly|yearly)$/i

/** Takes the format from the end of what was typed: a feed reader takes Atom for RSS. */
function readFormat(typed: string): { format: FeedFormat; topic: string } {
  const text = tidyTyped(typed)
  const [ending, xml] = FORMAT.exec(text) ?? []
  if (ending === undefined) return { format: 'atom.xml', topic: typed }
  return { format: xml ? 'atom.xml' : 'feed.json', topic: text.slice(0, -ending.length) }
}

/** The address of a topic's feed; without a topic, that of the general digest. @param publicUrl without a slash at its end */
function feedUrl(
  publicUrl: string,
  { topic, by, format }: { topic: string; by: FeedKind | undefined; format: FeedFormat },
): string {
  const query = new URLSearchParams({ ...(topic !== EVERYTHING && { q: topic }), ...(by && { by }) })
  return `${publicUrl}/feeds/${format}${query.size > 0 ? `?${query}` : ''}`
}

/** The link to the feed of a topic, for a feed reader. */
export const createFeed =
  ({ publicUrl }: CommandDeps): Command =>
  async ({ typed }) => {
    const { format, topic: withBy } = readFormat(typed)
    const [, span] = OTHER_SPAN.exec(tidyTyped(withBy)) ?? []
    if (span !== undefined)
      return ephemeralReply([
        'There is no ',
        bold(span),
        ' feed. Items can be papers, days or weeks: ',
        command('feed weekly'),
      ])
    const { by, topic: asked } = readBy(withBy)
    const parsed = parseTopic(asked)
    if (!parsed.ok) return ephemeralReply(parsed.problem)
    if (publicUrl === undefined) {
      return ephemeralReply([
        'There are no links to feeds here: whoever runs Paper Round has to set ',
        code('PUBLIC_URL'),
        ', the address of its web pages. In a channel, ',
        command('subscribe'),
        ' does the same.',
      ])
    }
    const { topic } = parsed
    const url = feedUrl(publicUrl, { topic, by, format })
    return {
      ...ephemeralReply(`The ${NAMES[by ?? 'paper']} of ${topicName(topic)}, for a feed reader:`, [
        { text: url, url },
      ]),
      actions: topic === EVERYTHING ? [] : [{ label: 'Search', command: `search ${topic}` }],
    }
  }
