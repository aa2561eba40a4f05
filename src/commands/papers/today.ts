import { newestList, wholeList } from '../../digests/compose-day.ts'
import { composeList } from '../../digests/compose-list.ts'
import { bold, tellAsker } from '../../messages/reply.ts'
import { parseTopic, topicName } from '../../search/topics.ts'
import type { Command, CommandDeps } from '../command.ts'

export const createToday =
  ({ editor, feed, pageSize }: CommandDeps): Command =>
  async ({ args, page }) => {
    const parsed = parseTopic(args)
    if (!parsed.ok) return tellAsker(parsed.problem)
    const { topic } = parsed
    const list = newestList(await editor.sheet(), topic)
    if (!list) {
      return tellAsker(['No paper of these days for ', bold(topicName(topic)), '. ', (await feed()).text])
    }
    const { title, day, papers } = list
    const digest = composeList({
      papers: papers.map(found => ({ found, because: [] })),
      command: args ? `today ${topic}` : 'today',
      notes: [[{ text: 'On Hugging Face: ' }, wholeList(day)]],
      ...{ title, page, pageSize, day },
    })
    return { audience: 'asker', lines: [], digest }
  }
