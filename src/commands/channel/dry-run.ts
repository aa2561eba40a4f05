import type { Digest } from '../../messages/digest.ts'
import { bold, command, ephemeralReply, type Line, type Reply } from '../../messages/reply.ts'
import { pageUrl } from '../../papers/paper.ts'
import type { RankedPaper } from '../../papers/rank.ts'
import { topicName } from '../../search/topics.ts'
import { plural, wholeText } from '../../text/format.ts'
import type { TopicMatch } from '../topic-week.ts'

/** A paper as one line: its title. */
const entryOf = ({ paper }: RankedPaper): Digest['entries'][number] => ({
  paperId: paper.id,
  title: paper.title,
  url: pageUrl(paper),
  summary: '',
  facts: [],
})

/** What a topic matched in the last week, with the best papers as examples; for a topic without papers, a line. */
export function lastWeekOf({ papers, all, examples }: TopicMatch): { line?: Line; digest?: Digest } {
  if (all === 0)
    return { line: 'No papers have been collected in the last week, so there are no examples yet.' }
  if (papers.length === 0) return { line: 'No papers matched it in the last week.' }
  return {
    digest: {
      layout: 'compact',
      title: `Last week: ${plural(papers.length, 'paper')}`,
      entries: examples.map(entryOf),
      notes: [],
      actions: [],
    },
  }
}

/** Papers of a topic that only a source without votes lists. */
export interface Unvoted {
  /** The topic that asks for them. */
  topic: string
  papers: number
}

/** Asks before a channel subscribes to a topic that matched nothing, or nearly everything, in the last week. */
export function askFirst(
  topic: string,
  { papers, all }: TopicMatch,
  doubt: 'few' | 'unknown categories' | 'nearly all',
  unvoted?: Unvoted,
): Reply {
  const few: Line =
    papers.length === 0
      ? ['No papers matched ', bold(topicName(topic)), ' in the last week. Subscribe anyway?']
      : [
          bold(topicName(topic)),
          ` matched ${plural(papers.length, 'paper')} in the last week. Subscribe anyway?`,
        ]
  const lines: Record<typeof doubt, Line[]> = {
    few: [
      few,
      unvoted
        ? [
            `${plural(unvoted.papers, 'paper')} new on arXiv ${unvoted.papers === 1 ? 'matches' : 'match'}. To subscribe to those on arXiv: `,
            command(`subscribe ${unvoted.topic}`),
          ]
        : 'Fewer or more common words match more papers.',
    ],
    'unknown categories': [
      few,
      'The categories of these papers aren’t known yet. Without cat: it would match some.',
    ],
    'nearly all': [
      [
        bold(topicName(topic)),
        ` matched ${wholeText(papers.length)} of the ${plural(all, 'paper')} of the last week. Subscribe anyway?`,
      ],
      'That is nearly everything. Add a word to get fewer.',
    ],
  }
  return {
    ...ephemeralReply(...lines[doubt]),
    actions: [
      { label: 'Subscribe', command: `confirm subscribe ${topic}`, inPlace: true },
      { label: 'Cancel', command: 'cancel', inPlace: true },
    ],
  }
}
