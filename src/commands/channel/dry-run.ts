import type { Line, Reply } from '../../messages/reply.ts'
import { bold, ephemeralReply, muted } from '../../messages/reply.ts'
import { paperUrl } from '../../papers/paper.ts'
import type { RankedPaper } from '../../papers/rank.ts'
import { EVERYTHING, topicName } from '../../search/topics.ts'
import { plural } from '../../text/format.ts'
import { addDays, dayAt } from '../../time/days.ts'
import { shortDayText } from '../../time/time-text.ts'
import type { CommandDeps } from '../command.ts'

const DAYS = 7
const EXAMPLES = 3
/** A topic that matches a larger share of all papers hardly narrows them. */
const NEARLY_EVERYTHING = 0.6

const CATEGORIES_UNKNOWN =
  'The categories of these papers are not known yet. Without cat: it would find some already.'

/** `Mon 16: 3 · Tue 17: 5`: papers of each day. */
function perDay(papers: readonly RankedPaper[], days: readonly string[]): string {
  return days
    .map(day => `${shortDayText(day)}: ${papers.filter(({ paper }) => paper.day === day).length}`)
    .join(' · ')
}

function warningLines(topic: string, found: number, all: number): Line[] {
  if (topic === EVERYTHING) return []
  if (found === 0) {
    return [
      'No paper of these days has all of these words, so digests would be rare. Fewer or more usual words bring more.',
    ]
  }
  if (found > all * NEARLY_EVERYTHING && all > EXAMPLES) {
    return [
      'That is nearly every paper there was: the general digest brings the same, and one word more would narrow it.',
    ]
  }
  return []
}

/** What a topic would have found in the last week, and a request for confirmation. */
export async function dryRun({ editionBuilder, search, clock }: CommandDeps, topic: string): Promise<Reply> {
  const rankedPapers = await editionBuilder.rankedPapers({ daysBack: DAYS - 1 })
  const papers = rankedPapers.matching(topic)
  const today = dayAt(clock.now(), 'UTC')
  const days = Array.from({ length: DAYS }, (_, back) => addDays(today, back + 1 - DAYS)).filter(day =>
    rankedPapers.papers.some(({ paper }) => paper.day === day),
  )
  const categoriesUnknown = papers.length === 0 && (await search.lacksCategories(topic))
  const examples = papers
    .slice(0, EXAMPLES)
    .map(({ paper }): Line => ['• ', { text: paper.title, url: paperUrl(paper.id) }])
  const countLine: Line =
    days.length === 0
      ? 'No list of the last 7 days is known here yet, so what it would bring can’t be told.'
      : `In the last 7 days it would have found ${plural(papers.length, 'paper')} of ${rankedPapers.papers.length}.`
  return {
    ...ephemeralReply(
      ['Follow ', bold(topicName(topic)), ' in this channel?'],
      countLine,
      ...(papers.length > 0 ? [[muted(perDay(papers, days))]] : []),
      ...examples,
      ...(days.length > 0 && !categoriesUnknown
        ? warningLines(topic, papers.length, rankedPapers.papers.length)
        : []),
      ...(days.length > 0 && categoriesUnknown ? [CATEGORIES_UNKNOWN] : []),
    ),
    actions: [
      { label: 'Subscribe', command: `confirm subscribe ${topic}`, inPlace: true },
      { label: 'Cancel', command: 'cancel', inPlace: true },
    ],
  }
}
