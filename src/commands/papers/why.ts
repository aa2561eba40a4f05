import type { Channel } from '../../channels/channel.ts'
import type { ChannelId } from '../../channels/channel-id.ts'
import type { BuiltEdition } from '../../digests/edition-builder.ts'
import type { EvaluatedPaper } from '../../digests/evaluate.ts'
import type { Line, ReplySpan } from '../../messages/reply.ts'
import { bold, code, ephemeralReply } from '../../messages/reply.ts'
import type { FoundPaper } from '../../papers/paper.ts'
import { PARTS, type Part } from '../../papers/rank.ts'
import type { Delivery } from '../../ports/outbox.ts'
import { explain } from '../../search/explain.ts'
import type { Field } from '../../search/query/document.ts'
import { EVERYTHING, queryOfTopic, topicName } from '../../search/topics.ts'
import { dayAt } from '../../time/days.ts'
import { dayText, momentText } from '../../time/time-text.ts'
import { nextDigestText, pauseText } from '../channel/next-digest.ts'
import type { Command, CommandDeps } from '../command.ts'
import { askerOf } from '../limits.ts'
import { readPaperArg } from './paper-argument.ts'

const checkLine = (passed: boolean, name: string, ...rest: (string | ReplySpan)[]): Line => [
  passed ? '✓ ' : '✗ ',
  bold(`${name}: `),
  ...rest,
]

const percent = (share: number): string => String(Math.round(share * 100))

const FIELD_NAMES: Record<Field, string> = {
  title: 'title',
  keywords: 'keywords',
  authors: 'authors',
  abstract: 'abstract',
  organization: 'organisation',
}

/** Which parts of a topic the paper matches, and where; or which are missing. */
function topicLine(topic: string, found: FoundPaper, today: string): Line {
  const reasons = explain(queryOfTopic(topic), found, today)
  const missing = reasons.filter(({ met }) => !met).map(({ text }) => text)
  if (missing.length > 0) return checkLine(false, topicName(topic), `lacks ${missing.join(', ')}`)
  const matches = reasons.map(({ text, field }) => (field ? `${text} in the ${FIELD_NAMES[field]}` : text))
  return checkLine(true, topicName(topic), topic === EVERYTHING ? 'takes every paper' : matches.join(', '))
}

const PART_NAMES: Record<Part, string> = {
  velocity: 'upvotes an hour',
  upvotes: 'upvotes',
  stars: 'new stars',
  comments: 'comments',
}

function scoreLine({ ranked, score, downrankedBy }: EvaluatedPaper, { minScore }: Channel): Line {
  const parts = PARTS.flatMap(part => {
    const share = ranked.parts[part]
    return share === undefined ? [] : [`${PART_NAMES[part]} ahead of ${percent(share)} %`]
  })
  const lowered = downrankedBy
    ? `; lowered from ${percent(ranked.score)}, for it is like “${downrankedBy.title}”`
    : ''
  const threshold = minScore > 0 ? `; this channel takes ${minScore} and more` : ''
  return checkLine(
    Math.round(score * 100) >= minScore,
    'Score',
    `${percent(score)} of 100 (${parts.join(', ')}; halved by age)${lowered}${threshold}`,
  )
}

/** Its rank among the papers that the channel can still get, against the size of a digest. */
function rankLine(evaluated: EvaluatedPaper, { evaluated: all }: BuiltEdition, { size }: Channel): Line {
  const eligible = all.filter(({ exclusion }) => !exclusion)
  const place = eligible.indexOf(evaluated) + 1
  const cut = `a digest takes ${size}`
  return place > 0
    ? checkLine(place <= size, 'Rank', `${place} of ${eligible.length} for this channel; ${cut}`)
    : checkLine(false, 'Rank', `out of the running; ${cut}`)
}

function filterLines({ exclusion }: EvaluatedPaper, channel: Channel): Line[] {
  const lines: Line[] = []
  if (channel.onlyCode)
    lines.push(checkLine(exclusion?.kind !== 'no code', 'Code', 'this channel takes only papers with code'))
  if (channel.muted.length > 0) {
    lines.push(
      exclusion?.kind === 'muted'
        ? checkLine(false, 'Muted', `by the topic ${exclusion.topic}`)
        : checkLine(true, 'Muted', 'by no topic'),
    )
  }
  return lines
}

function postedLine(
  delivery: Delivery,
  paperId: string,
  channel: ChannelId,
  now: number,
  timezone: string,
): Line {
  const index = delivery.digest.entries.findIndex(entry => entry.paperId === paperId)
  const messageId = delivery.messageIds[delivery.digest.layout === 'thread' ? index + 1 : 0]
  if (delivery.state !== 'sent' && !messageId) return checkLine(true, 'Had', 'it is about to be posted')
  const when = momentText(delivery.settledAt ?? delivery.createdAt, now, timezone)
  const link = messageId ? [' ', { text: 'The message', place: { channel, messageId } }] : []
  return checkLine(true, 'Had', `this channel got it ${when}, and gets no paper twice.`, ...link)
}

/** The conclusion: whether it will come. */
function conclusion(
  evaluated: EvaluatedPaper | undefined,
  built: BuiltEdition,
  channel: Channel,
  now: number,
): Line {
  if (channel.pausedReason) return ['It will not come while this channel is paused: ', channel.pausedReason]
  if (channel.pausedBy) return [`It will not come before someone resumes: ${pauseText(channel.pausedBy)}`]
  if (!evaluated) return ['No topic of this channel brings it.']
  if (evaluated.exclusion) return ['It is left out here.']
  const isNext =
    built.edition.kind === 'digest' &&
    built.edition.digest.entries.some(({ paperId }) => paperId === evaluated.ranked.paper.id)
  return isNext
    ? [`As things stand it will be in the next digest, ${nextDigestText(channel, now)}.`]
    : ['As things stand others come before it; it may be in a later digest.']
}

export function createWhy({ channels, outbox, editionBuilder, lookUp, feed, clock }: CommandDeps): Command {
  return async request => {
    const { args, channel: id } = request
    const arg = await readPaperArg(args, 'why', paper => lookUp.find(paper, askerOf(request)))
    if (!arg.ok) return arg.reply
    const { found } = arg
    const { paper } = found
    const title: Line = [bold(paper.title)]
    if (!arg.isStored) {
      return ephemeralReply(
        title,
        checkLine(
          false,
          'Known',
          'it stood on none of the daily lists that were collected here, and only their papers are posted',
        ),
      )
    }
    const known = checkLine(true, 'Known', `listed on ${dayText(paper.day)}`)
    const channel = await channels.find(id)
    const topics = await channels.topics(id)
    if (!channel || topics.length === 0) {
      return ephemeralReply(
        title,
        known,
        checkLine(false, 'Topics', 'this channel follows nothing. Begin with ', code('/papers subscribe')),
      )
    }
    const now = clock.now()
    const delivery = await outbox.findDeliveryOf(id, paper.id)
    const topicLines = topics.map(topic => topicLine(topic, found, dayAt(now, 'UTC')))
    if (delivery) {
      return ephemeralReply(
        title,
        known,
        ...topicLines,
        postedLine(delivery, paper.id, id, now, channel.timezone),
      )
    }
    const slotAt = Math.max(channel.nextSlotAt, now)
    const built = await editionBuilder.build(channel, {
      rankedPapersFor: editionBuilder.rankedPapersFor(),
      feed: await feed(),
      slotAt,
    })
    const evaluated = built.evaluated.find(({ ranked }) => ranked.paper.id === paper.id)
    const isOld = !built.rankedPapers.papers.some(ranked => ranked.paper.id === paper.id)
    if (isOld) {
      return ephemeralReply(
        title,
        known,
        ...topicLines,
        checkLine(false, 'Recent', 'its day is too long ago for a digest now'),
      )
    }
    const evaluationLines = evaluated
      ? [
          scoreLine(evaluated, channel),
          ...filterLines(evaluated, channel),
          rankLine(evaluated, built, channel),
        ]
      : []
    return ephemeralReply(
      title,
      known,
      ...topicLines,
      ...evaluationLines,
      conclusion(evaluated, built, channel, now),
    )
  }
}
