import { collectedSinceText } from '../../collecting/background-backfill.ts'
import { composeList } from '../../digests/compose-list.ts'
import { bold, command, ephemeralReply } from '../../messages/reply.ts'
import { EVERYTHING, parseTopic, topicName, withoutRequest } from '../../search/topics.ts'
import { NUMBER, numberOf } from '../../text/whole-number.ts'
import { addDays, dayAt } from '../../time/days.ts'
import type { Command, CommandDeps } from '../command.ts'
import { searchAll } from './search-all.ts'

/** How far back each period goes. */
export const PERIODS = {
  day: { days: 1, text: 'Trending today', longer: 'week' },
  week: { days: 7, text: 'Trending this week', longer: 'month' },
  month: { days: 30, text: 'Trending this month', longer: undefined },
} as const

export type Period = keyof typeof PERIODS

const isPeriod = (word: string): word is Period => Object.hasOwn(PERIODS, word)

export const MAX_TRENDING = 50

/** Other words for a period. */
const PERIOD_WORDS = new Map<string, Period>([
  ['daily', 'day'],
  ['today', 'day'],
  ['weekly', 'week'],
  ['monthly', 'month'],
])
/** Periods that don't exist. */
const NO_PERIOD =
  /^(?:years?|yearly|annual(?:ly)?|decades?|quarter(?:ly)?|fortnight(?:ly)?|hours?|hourly|minutes?|days|weeks|months|weekends?|yesterday|tomorrow|ever|all-time|all time|\d{4}-(?:\d{1,2}(?:-\d{1,2})?|w\d{1,2}))$/
/** `this week`, `last 7 days`. */
const BEFORE_PERIOD = /^(?:(?:of|in|for|during) )?(?:(?:this|the|last|past|over|previous) )*/i
const COUNTED = new RegExp(`^(${NUMBER})[ -]?(day|week|month|year|hour)s?(?= |$)`, 'i')
/** `7d`, unless there is no such period: `3d` is a topic. */
const SHORT = /^(\d{1,3})(d|w|h)(?= |$)/i
/** 2D to 5D are words of topics. */
const SHORT_TOPIC = /^[2-5]d$/i
const UNITS: Readonly<Record<string, string>> = { d: 'day', w: 'week', h: 'hour' }
/** What people write behind a period: `week, agents`. */
const MARK = /^([a-z]+)[,:;.!?]+(?= |$)/i
/** `1 week ago` is another period than the last week. */
const AGO = /^(?:\d{1,4}|an?|one) (?:day|week|month|year|hour)s? ago(?= |$)/i
/** Other lengths aren't known; `3d` is a topic. */
const COUNTED_PERIODS = new Map<string, Period>([
  ['1 day', 'day'],
  ['24 hour', 'day'],
  ['7 day', 'week'],
  ['1 week', 'week'],
  ['4 week', 'month'],
  ['30 day', 'month'],
  ['31 day', 'month'],
  ['1 month', 'month'],
])

/** The period that the arguments begin with, and the rest, which is the topic; `undefined` for a period that doesn't exist. */
export function readPeriod(args: string): { period: Period; topic: string } | undefined {
  const text = args
    .replace(BEFORE_PERIOD, '')
    .replace(MARK, (all, word: string) => (periodOf(word) ? word : all))
  if (AGO.test(text)) return undefined
  const [short, number, letter = ''] = SHORT.exec(text) ?? []
  const shortPeriod = COUNTED_PERIODS.get(`${number} ${UNITS[letter.toLowerCase()]}`)
  if (short && shortPeriod) return { period: shortPeriod, topic: text.slice(short.length) }
  if (short && !SHORT_TOPIC.test(short)) return undefined
  const [counted, count = '', unit = ''] = COUNTED.exec(text) ?? []
  if (counted) {
    const period = COUNTED_PERIODS.get(`${numberOf(count)} ${unit.toLowerCase()}`)
    return period && { period, topic: text.slice(counted.length) }
  }
  const [, first = '', second, rest = ''] = /^(\S*)(?: (time))?(.*)$/i.exec(text) ?? []
  const word = first.toLowerCase()
  if (NO_PERIOD.test(second ? `${word} time` : word)) return undefined
  const period = periodOf(word)
  const isTopic = !period || second !== undefined
  // Two periods: nobody can say which one is meant.
  if (!isTopic && periodOf(rest.trim())) return undefined
  return isTopic ? { period: 'day', topic: args } : { period, topic: rest }
}

function periodOf(typed: string): Period | undefined {
  const word = typed.toLowerCase()
  return isPeriod(word) ? word : PERIOD_WORDS.get(word)
}

/** `agents this week`, `agents month`; a day is a word of many topics. */
const PERIOD_AT_END =
  /^(.+?)(?: (?:of|in|for))?(?: (?:this|the|last|past|previous))*(?: |, ?)(week|month|weekly|monthly|today)$/i

/** The same for a period that the arguments begin or end with. */
function readPeriodAnywhere(args: string): ReturnType<typeof readPeriod> {
  const read = readPeriod(args)
  const [, topic = '', word = ''] = PERIOD_AT_END.exec(read?.topic.trim() ?? '') ?? []
  const period = periodOf(word)
  if (!period) return read
  return read?.topic === args ? { period, topic } : undefined
}

const whichPeriod = () => ({
  ...ephemeralReply(['Choose a day, a week or a month, such as ', command('trending month')]),
  actions: Object.keys(PERIODS).map(period => ({
    label: period === 'day' ? 'Today' : `This ${period}`,
    command: `trending ${period}`,
  })),
})

export const createTrending =
  ({ rankings, feed, coverage, clock, pageSize }: CommandDeps): Command =>
  async ({ args, typed, page }) => {
    const asked = readPeriodAnywhere(args)
    if (!asked) return whichPeriod()
    const { period } = asked
    const parsed = parseTopic(withoutRequest(asked.topic === args ? typed : asked.topic))
    if (!parsed.ok) return ephemeralReply(parsed.problem)
    const { topic } = parsed
    const about = topic === EVERYTHING ? '' : ` ${topic}`
    const { days, text, longer } = PERIODS[period]
    const today = dayAt(clock.now(), 'UTC')
    const filling = collectedSinceText(await coverage(), { from: addDays(today, 1 - days), to: today }, today)
    const rankedPapers = await rankings.recent({ daysBack: days, topic })
    const found = rankedPapers.matching(topic).slice(0, MAX_TRENDING)
    if (found.length === 0) {
      const reply = ephemeralReply([
        `No papers of the last ${days === 1 ? 'two days' : `${days} days`}`,
        ...(topic === EVERYTHING ? [' are known yet'] : [' match ', bold(topicName(topic))]),
        `. ${[filling, (await feed()).text].filter(Boolean).join(' ')}`,
      ])
      const wider = longer ? [{ label: `This ${longer}`, command: `trending ${longer}${about}` }] : []
      return { ...reply, actions: [...wider, ...searchAll(topic)] }
    }
    const digest = composeList({
      title: about ? `${text} ·${about}` : text,
      papers: found.map(found => ({ found, reasons: [] })),
      day: today,
      now: rankedPapers.at,
      notes: filling ? [[{ text: filling }]] : [],
      command: `trending ${period}${about}`,
      page,
      pageSize,
    })
    return { visibility: 'ephemeral', lines: [], digest }
  }
