import type { ChannelId } from '../channels/channel-id.ts'
import type { Rankings } from '../digests/rankings.ts'
import { messageOf } from '../lib/errors.ts'
import type { FieldOption } from '../messages/form.ts'
import type { Channels } from '../ports/channels.ts'
import type { Suggest } from '../ports/chat.ts'
import type { Log } from '../ports/log.ts'
import { MAX_TOPIC_LENGTH, topicKey, topicName } from '../search/topics.ts'
import { shorten } from '../text/graphemes.ts'
import { tidyTyped } from '../text/typed.ts'
import { suggestTimezones } from '../time/zones.ts'
import { countedLabel, type TopicWeek } from './topic-week.ts'

/** The platforms' limit for suggestions. */
const MAX_SUGGESTIONS = 25
const LABEL_LENGTH = 75

const cut = (text: string, limit: number): string => shorten(text, limit, part => part.length)

const optionOf = (label: string, value: string): FieldOption => ({ label: cut(label, LABEL_LENGTH), value })

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
  rankings: Pick<Rankings, 'recent'>
  topicWeek: TopicWeek
  log: Log
}): Suggest {
  const { channels, rankings, topicWeek, log } = deps

  /** What was typed itself, then topics that begin so, those with most papers first. */
  async function topics(typed: string): Promise<FieldOption[]> {
    const found = await topicWeek.beginningWith(typed, MAX_SUGGESTIONS)
    const counted = found.map(each => ({ label: countedLabel(each, cut, LABEL_LENGTH), value: each.topic }))
    if (!typed) return counted
    const own = typed.slice(0, MAX_TOPIC_LENGTH)
    const papers = await topicWeek.count(own)
    const label = papers === undefined ? own : countedLabel({ topic: own, papers }, cut, LABEL_LENGTH)
    return [optionOf(label, own), ...counted.filter(({ value }) => topicKey(value) !== topicKey(own))]
  }

  async function followed(channel: ChannelId, typed: string): Promise<FieldOption[]> {
    const options = (await channels.topics(channel)).map(topic => optionOf(topicName(topic), topic))
    return matching([...options, optionOf('all of them', 'all')], typed, ({ label }) => label)
  }

  async function papers(typed: string): Promise<FieldOption[]> {
    const { papers } = await rankings.recent()
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
