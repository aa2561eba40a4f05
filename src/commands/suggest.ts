import type { ChannelId } from '../channels/channel-id.ts'
import type { EditionBuilder } from '../digests/edition-builder.ts'
import { messageOf } from '../lib/errors.ts'
import type { FieldOption } from '../messages/form.ts'
import type { Channels } from '../ports/channels.ts'
import type { Suggest } from '../ports/chat.ts'
import type { Log } from '../ports/log.ts'
import { MAX_TOPIC_LENGTH, topicName } from '../search/topics.ts'
import { shorten } from '../text/graphemes.ts'
import { tidyTyped } from '../text/typed.ts'
import { suggestTimezones } from '../time/zones.ts'

/** The platforms' limit for suggestions. */
const MAX_SUGGESTIONS = 25
const LABEL_LENGTH = 75

const optionOf = (label: string, value: string): FieldOption => ({
  label: shorten(label, LABEL_LENGTH, text => text.length),
  value,
})

/** Items that start with what was typed, then those in which a later word starts with it. */
function matching<Item>(items: readonly Item[], typed: string, textOf: (item: Item) => string): Item[] {
  const prefix = typed.toLowerCase()
  const startsWithTyped = (item: Item): boolean => textOf(item).toLowerCase().startsWith(prefix)
  const hasWordWithTyped = (item: Item): boolean => textOf(item).toLowerCase().includes(` ${prefix}`)
  return [
    ...items.filter(startsWithTyped),
    ...items.filter(item => !startsWithTyped(item) && hasWordWithTyped(item)),
  ]
}

export function createSuggest(deps: {
  channels: Channels
  editionBuilder: EditionBuilder
  log: Log
}): Suggest {
  const { channels, editionBuilder, log } = deps

  /** What was typed itself, then keywords of recent papers, the most frequent first. */
  async function topics(typed: string): Promise<FieldOption[]> {
    const counts = new Map<string, number>()
    for (const { paper } of (await editionBuilder.rankedPapers()).papers) {
      for (const keyword of paper.keywords) {
        const topic = keyword.toLowerCase()
        if (topic.length <= MAX_TOPIC_LENGTH) counts.set(topic, (counts.get(topic) ?? 0) + 1)
      }
    }
    const frequent = [...counts].sort(([, a], [, b]) => b - a).map(([topic]) => topic)
    const own = typed.slice(0, MAX_TOPIC_LENGTH)
    const all = new Set([...(own ? [own] : []), ...matching(frequent, typed, topic => topic)])
    return [...all].map(topic => optionOf(topic, topic))
  }

  async function followed(channel: ChannelId, typed: string): Promise<FieldOption[]> {
    const options = (await channels.topics(channel)).map(topic => optionOf(topicName(topic), topic))
    return matching([...options, optionOf('all of them', 'all')], typed, ({ label }) => label)
  }

  async function papers(typed: string): Promise<FieldOption[]> {
    const { papers } = await editionBuilder.rankedPapers()
    const byTitle = matching(papers, typed, ({ paper }) => paper.title)
    const byId = papers.filter(({ paper }) => typed !== '' && paper.id.startsWith(typed))
    return [...new Set([...byId, ...byTitle])].map(({ paper }) => optionOf(paper.title, paper.id))
  }

  return async ({ channel, kind, typed: raw }) => {
    const typed = tidyTyped(raw)
    try {
      switch (kind) {
        case 'zone':
          return suggestTimezones(typed, MAX_SUGGESTIONS).map(zone => optionOf(zone, zone))
        case 'followed':
          return (await followed(channel, typed)).slice(0, MAX_SUGGESTIONS)
        case 'topic':
          return (await topics(typed)).slice(0, MAX_SUGGESTIONS)
        case 'paper':
          return (await papers(typed)).slice(0, MAX_SUGGESTIONS)
      }
    } catch (error) {
      log.warn({ channel, kind, error: messageOf(error) }, 'could not suggest anything')
      return []
    }
  }
}
