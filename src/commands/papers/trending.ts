import { composeList } from '../../digests/compose-list.ts'
import { bold, ephemeralReply } from '../../messages/reply.ts'
import { EVERYTHING, parseTopic, topicName } from '../../search/topics.ts'
import { dayAt } from '../../time/days.ts'
import type { Command, CommandDeps } from '../command.ts'

const HOUR_MS = 3_600_000

/** How far back each period goes, and how fast scores decay in it: a month's best paper may be weeks old. */
const PERIODS = {
  day: { days: 1, halfLifeMs: 24 * HOUR_MS, text: 'Trending today', longer: 'week' },
  week: { days: 7, halfLifeMs: 5 * 24 * HOUR_MS, text: 'Trending this week', longer: 'month' },
  month: { days: 30, halfLifeMs: 20 * 24 * HOUR_MS, text: 'Trending this month', longer: undefined },
} as const

const isPeriod = (word: string): word is keyof typeof PERIODS => Object.hasOwn(PERIODS, word)

const MAX_TRENDING = 50

export const createTrending =
  ({ editionBuilder, feed, clock, pageSize }: CommandDeps): Command =>
  async ({ args, typed, page }) => {
    const [first = ''] = args.split(' ')
    const word = first.toLowerCase()
    const period = isPeriod(word) ? word : 'day'
    const parsed = parseTopic(isPeriod(word) ? typed.replace(/^\S+/u, '') : typed)
    if (!parsed.ok) return ephemeralReply(parsed.problem)
    const { topic } = parsed
    const about = topic === EVERYTHING ? '' : ` ${topic}`
    const { days, halfLifeMs, text, longer } = PERIODS[period]
    const found = (await editionBuilder.rankedPapers({ daysBack: days, halfLifeMs }))
      .matching(topic)
      .slice(0, MAX_TRENDING)
    if (found.length === 0) {
      const reply = ephemeralReply([
        `Nothing was listed in the last ${days === 1 ? 'two days' : `${days} days`} for `,
        bold(topicName(topic)),
        `. ${(await feed()).text}`,
      ])
      if (!longer) return reply
      return { ...reply, actions: [{ label: `The ${longer}`, command: `trending ${longer}${about}` }] }
    }
    const digest = composeList({
      title: about ? `${text}:${about}` : text,
      papers: found.map(found => ({ found, reasons: [] })),
      day: dayAt(clock.now(), 'UTC'),
      command: `trending ${period}${about}`,
      page,
      pageSize,
    })
    return { visibility: 'ephemeral', lines: [], digest }
  }
