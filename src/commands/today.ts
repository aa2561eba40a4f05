import { composeDay } from '../digest/compose.ts'
import { parseTopic } from '../papers/topic.ts'
import { bold, type Command, type CommandDeps, tellAsker } from './command.ts'
import { topicName } from './topic-name.ts'

export function createToday({ planner, feed, listSize }: CommandDeps): Command {
  return {
    name: 'today',
    usage: '[topic]',
    help: "today's list, or the newest there is, best first; for you alone",
    changes: false,
    async run(_request, args) {
      const parsed = parseTopic(args)
      if (!parsed.ok) return tellAsker(parsed.problem)
      const digest = composeDay(await planner.sheet(), parsed.topic, { size: listSize, layout: 'compact' })
      if (!digest) {
        return tellAsker([
          'No paper of these days for ',
          bold(topicName(parsed.topic)),
          '. ',
          (await feed()).text,
        ])
      }
      return { audience: 'asker', lines: [], digest }
    },
  }
}
