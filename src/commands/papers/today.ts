import { newestDayList, sourceListLink } from '../../digests/compose-day-list.ts'
import { composeList } from '../../digests/compose-list.ts'
import { dayButtons } from '../../digests/neighbouring-days.ts'
import { bold, command, ephemeralReply } from '../../messages/reply.ts'
import { listUrl } from '../../papers/paper.ts'
import { asksForUnvoted, EVERYTHING, parseTopic, topicName, withoutRequest } from '../../search/topics.ts'
import { dayAt } from '../../time/days.ts'
import { dayTextSeenFrom } from '../../time/time-text.ts'
import { readDayAtEnd, readDayAtStart } from '../../time/typed-day.ts'
import type { Command, CommandDeps } from '../command.ts'
import { searchAll } from './search-all.ts'

export const createToday =
  ({ rankings, feed, clock, pageSize }: CommandDeps): Command =>
  async ({ args, typed, page }) => {
    const today = dayAt(clock.now(), 'UTC')
    const read = readDayAtStart(args.replace(/^(?:of|for|on|from) /i, ''), today) ?? readDayAtEnd(args, today)
    const asked = read?.asked
    if (asked && !asked.ok) {
      return ephemeralReply([`${asked.problem} See the newest list: `, command('today')])
    }
    const parsed = parseTopic(withoutRequest(read ? read.rest : typed))
    if (!parsed.ok) return ephemeralReply(parsed.problem)
    const { topic } = parsed
    const rankedPapers = await rankings.recent({ ...(asked && { day: asked.day }), topic })
    const list = newestDayList(rankedPapers, topic)
    if (!list && asked) {
      return {
        ...ephemeralReply([
          ...(topic === EVERYTHING
            ? [`No papers were listed on ${dayTextSeenFrom(today, asked.day)}`]
            : [`No papers of ${dayTextSeenFrom(today, asked.day)} match `, bold(topicName(topic))]),
          '. ',
          { text: 'See that day on Hugging Face', url: listUrl(asked.day) },
        ]),
        actions: [
          ...(await dayButtons(rankings, { day: asked.day, topic, today })),
          { label: 'Newest list', command: 'today' },
        ],
      }
    }
    if (!list) {
      return {
        ...ephemeralReply([
          ...(topic === EVERYTHING
            ? ['No papers were listed in the last few days.']
            : ['No papers of the last few days match ', bold(topicName(topic)), '.']),
          ' ',
          (await feed()).text,
        ]),
        actions: searchAll(topic),
      }
    }
    const { title, day, papers } = list
    const digest = composeList({
      title,
      day,
      now: rankedPapers.at,
      page,
      pageSize,
      papers: papers.map(found => ({ found, reasons: [] })),
      command: ['today', asked?.day, topic === EVERYTHING ? '' : topic].filter(Boolean).join(' '),
      notes: asksForUnvoted(topic) ? [] : [[{ text: 'On Hugging Face: ' }, sourceListLink(day)]],
    })
    const days = await dayButtons(rankings, { day, topic, today })
    return {
      visibility: 'ephemeral',
      lines: [],
      digest: { ...digest, actions: [...digest.actions, ...days] },
    }
  }
