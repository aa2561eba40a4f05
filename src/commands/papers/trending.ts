import { UNSETTLED_DAYS } from '../../collecting/backfill.ts'
import { newestMissing } from '../../collecting/coverage.ts'
import { composeList } from '../../digests/compose-list.ts'
import { bold, ephemeralReply } from '../../messages/reply.ts'
import { EVERYTHING, parseTopic, topicName } from '../../search/topics.ts'
import { addDays, dayAt } from '../../time/days.ts'
import { dayText } from '../../time/time-text.ts'
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
  ({ editionBuilder, feed, coverage, clock, pageSize }: CommandDeps): Command =>
  async ({ args, page }) => {
    const [first = '', ...rest] = args.split(' ')
    const word = first.toLowerCase()
    const period = isPeriod(word) ? word : 'day'
    const parsed = parseTopic(isPeriod(word) ? rest.join(' ') : args)
    if (!parsed.ok) return ephemeralReply(parsed.problem)
    const { topic } = parsed
    const about = topic === EVERYTHING ? '' : ` ${topic}`
    const { days, halfLifeMs, text, longer } = PERIODS[period]
    const today = dayAt(clock.now(), 'UTC')
    const span = { from: addDays(today, 1 - days), to: addDays(today, -UNSETTLED_DAYS) }
    const missing = newestMissing(await coverage(), span)
    const filling =
      missing &&
      `The lists go back to ${dayText(addDays(missing, 1))} so far; earlier ones are still being collected.`
    const found = (await editionBuilder.rankedPapers({ daysBack: days, halfLifeMs }))
      .matching(topic)
      .slice(0, MAX_TRENDING)
    if (found.length === 0) {
      const reply = ephemeralReply([
        `Nothing was listed in the last ${days === 1 ? 'two days' : `${days} days`} for `,
        bold(topicName(topic)),
        `. ${[filling, (await feed()).text].filter(Boolean).join(' ')}`,
      ])
      if (!longer) return reply
      return { ...reply, actions: [{ label: `The ${longer}`, command: `trending ${longer}${about}` }] }
    }
    const digest = composeList({
      title: about ? `${text}:${about}` : text,
      papers: found.map(found => ({ found, reasons: [] })),
      day: today,
      notes: filling ? [[{ text: filling }]] : [],
      command: `trending ${period}${about}`,
      page,
      pageSize,
    })
    return { visibility: 'ephemeral', lines: [], digest }
  }
