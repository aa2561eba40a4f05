import { newestDayList, sourceListLink } from '../../digests/compose-day-list.ts'
import { composeList } from '../../digests/compose-list.ts'
import { bold, ephemeralReply } from '../../messages/reply.ts'
import { parseTopic, topicName } from '../../search/topics.ts'
import type { Command, CommandDeps } from '../command.ts'

export const createToday =
  ({ editionBuilder, feed, pageSize }: CommandDeps): Command =>
  async ({ args, typed, page }) => {
    const parsed = parseTopic(typed)
    if (!parsed.ok) return ephemeralReply(parsed.problem)
    const { topic } = parsed
    const list = newestDayList(await editionBuilder.rankedPapers(), topic)
    if (!list) {
      return ephemeralReply([
        'No paper of these days for ',
        bold(topicName(topic)),
        '. ',
        (await feed()).text,
      ])
    }
    const { title, day, papers } = list
    const digest = composeList({
      title,
      day,
      page,
      pageSize,
      papers: papers.map(found => ({ found, reasons: [] })),
      command: args ? `today ${topic}` : 'today',
      notes: [[{ text: 'On Hugging Face: ' }, sourceListLink(day)]],
    })
    return { visibility: 'ephemeral', lines: [], digest }
  }
