import { code, command, ephemeralReply } from '../../messages/reply.ts'
import { EVERYTHING, parseTopic, topicName } from '../../search/topics.ts'
import type { Command, CommandDeps } from '../command.ts'

/** The address of a topic's feed; without a topic, that of the general digest. @param publicUrl without a slash at its end */
function feedUrl(publicUrl: string, topic: string): string {
  const query = topic === EVERYTHING ? '' : `?${new URLSearchParams({ q: topic })}`
  return `${publicUrl}/feeds/atom.xml${query}`
}

/** The link to the feed of a topic, for a feed reader. */
export const createFeed =
  ({ publicUrl }: CommandDeps): Command =>
  async ({ typed }) => {
    const parsed = parseTopic(typed)
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
    const url = feedUrl(publicUrl, topic)
    return {
      ...ephemeralReply(`The feed of ${topicName(topic)}, for a feed reader:`, [{ text: url, url }]),
      actions: topic === EVERYTHING ? [] : [{ label: 'Search', command: `search ${topic}` }],
    }
  }
