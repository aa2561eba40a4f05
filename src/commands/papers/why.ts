import type { Channel } from '../../channels/channel.ts'
import { type Decision, decide } from '../../digests/decide.ts'
import type { EvaluatedPaper, Exclusion } from '../../digests/evaluate.ts'
import type { Hold } from '../../digests/hold.ts'
import { momentSpan } from '../../messages/moment.ts'
import type { Line, ReplySpan } from '../../messages/reply.ts'
import { bold, command, ephemeralReply } from '../../messages/reply.ts'
import { type FoundPaper, isUnvoted } from '../../papers/paper.ts'
import { SOURCE_TITLES } from '../../papers/sources.ts'
import { explain } from '../../search/explain.ts'
import { EVERYTHING, queryOfTopic, topicName } from '../../search/topics.ts'
import { listText, plural } from '../../text/format.ts'
import { dayAt } from '../../time/days.ts'
import { dayTextSeenFrom, relativeText, spanText } from '../../time/time-text.ts'
import { holdSpans, nextDigestSpans } from '../channel/next-digest.ts'
import type { Command, CommandDeps } from '../command.ts'
import { askerOf } from '../limits.ts'
import { messageLink } from '../message-link.ts'
import { readPaperArg } from './paper-argument.ts'
import { matchText, missText } from './reason-text.ts'

const checkLine = (passed: boolean, name: string, ...rest: (string | ReplySpan)[]): Line => [
  passed ? '✓ ' : '✗ ',
  bold(`${name}: `),
  ...rest,
]

const percent = (share: number): string => String(Math.round(share * 100))

/** How many of the recent papers it is ahead of. */
function aheadText(share: number): string {
  const of100 = percent(share)
  if (of100 === '0') return 'behind all recent papers'
  return of100 === '100' ? 'ahead of all recent papers' : `ahead of ${of100}% of recent papers`
}

/** Which parts of a topic the paper matches, and where; or which it doesn't. */
function topicLine(topic: string, found: FoundPaper, today: string): Line {
  if (topic === EVERYTHING) return checkLine(true, topicName(topic), 'every paper matches')
  const reasons = explain(queryOfTopic(topic), found, today)
  return reasons.every(({ met }) => met)
    ? checkLine(true, topicName(topic), reasons.map(matchText).join(', '))
    : checkLine(false, topicName(topic), missText(reasons))
}

/** Its score, what it is made of, and what lowers it: papers that someone downranked. */
function scoreLine(
  { ranked, score, downrankedBy }: EvaluatedPaper,
  { minScore }: Channel,
  now: number,
): Line {
  if (!ranked.counts) {
    const lowered = downrankedBy ? `; lower because it is like “${downrankedBy.title}”` : ''
    return checkLine(true, 'Score', `none, so it comes after papers with votes${lowered}`)
  }
  const upvotes = `${plural(ranked.counts.upvotes, 'upvote')}, listed ${relativeText(ranked.paper.listedAt, now)}`
  const lowered = downrankedBy
    ? `; lowered from ${percent(ranked.score)} because it is like “${downrankedBy.title}”`
    : ''
  const threshold = minScore > 0 ? `; this channel’s lowest score is ${minScore}` : ''
  return checkLine(
    Math.round(score * 100) >= minScore,
    'Score',
    `${percent(score)} of 100 (${upvotes}: ${aheadText(ranked.score)})${lowered}${threshold}`,
  )
}

/** How the topics of the channel share a digest, where that changed its place. */
function sharedText({ placedFor, behindTopics }: EvaluatedPaper): string {
  if (placedFor !== undefined)
    return `, and this is the best of ${topicName(placedFor)}: each topic gets a place`
  return behindTopics
    ? `, and each topic gets a place: the best of ${listText(behindTopics.map(topicName))} comes first`
    : ''
}

/** Its rank among the papers that the channel can still get, against the size of a digest. */
function rankLine(decision: Decision, { size }: Channel): Line {
  const cut = `a digest takes ${size}${'place' in decision ? sharedText(decision.evaluated) : ''}`
  return 'place' in decision
    ? checkLine(
        decision.place <= size,
        'Rank',
        `${decision.place} of ${decision.of} for this channel; ${cut}`,
      )
    : checkLine(false, 'Rank', `not ranked, because it is left out; ${cut}`)
}

function filterLines(exclusion: Exclusion | undefined, channel: Channel): Line[] {
  const lines: Line[] = []
  if (channel.onlyCode)
    lines.push(checkLine(exclusion?.kind !== 'no code', 'Code', 'this channel gets only papers with code'))
  if (channel.muted.length > 0) {
    lines.push(
      exclusion?.kind === 'muted'
        ? checkLine(false, 'Muted topics', `it matches ${exclusion.topic}`)
        : checkLine(true, 'Muted topics', 'it matches none'),
    )
  }
  return lines
}

/** Which of the channel's rules the paper passes. */
function evaluationLines(decision: Decision, channel: Channel, now: number): Line[] {
  if (!('evaluated' in decision)) return []
  const exclusion = decision.kind === 'excluded' ? decision.exclusion : undefined
  return [
    scoreLine(decision.evaluated, channel, now),
    ...filterLines(exclusion, channel),
    rankLine(decision, channel),
  ]
}

/** The conclusion: what becomes of it. */
function conclusion(decision: Decision, hold: Hold | undefined, channel: Channel, now: number): Line {
  switch (decision.kind) {
    case 'posted': {
      const { delivery, messageId } = decision
      const when = momentSpan(delivery.settledAt ?? delivery.createdAt, now, channel.timezone)
      const link = messageLink(channel.id, messageId)
      return checkLine(true, 'Posted', when, '. Digests don’t repeat papers.', ...link)
    }
    case 'may have been posted':
      return checkLine(true, 'Posted', 'maybe. It isn’t sent again, to avoid posting it twice.')
    case 'about to be posted':
      return hold
        ? checkLine(true, 'Posting', 'on hold. ', ...holdSpans(hold))
        : checkLine(true, 'Posting', 'in progress')
    case 'withdrawn':
      return checkLine(false, 'Withdrawn', 'withdrawn papers aren’t posted')
    case 'delisted':
      return checkLine(false, 'Still listed', 'the source no longer lists it, so it won’t be posted')
    case 'too old':
      return checkLine(false, 'Recent', 'listed too long ago for a digest')
    case 'after the week':
      return checkLine(
        true,
        'Recent',
        `it is newer than the week of the next digest, ${spanText(decision.week)}, and can be in the one after that`,
      )
    case 'no votes':
      return checkLine(
        false,
        'Votes',
        'nobody could vote on it yet, and this channel gets such papers only by a topic with source:arxiv, or if its settings say so',
      )
    case 'no topic':
      return ['It matches none of this channel’s topics.']
    case 'excluded':
      return ['This channel’s settings leave it out.']
  }
  if (hold) return ['Digests are on hold. ', ...holdSpans(hold)]
  switch (decision.kind) {
    case 'next':
      return ['It will be in the next digest: ', ...nextDigestSpans(channel, now), '.']
    case 'nothing new':
      return [
        'Nothing is new since the last digest. ',
        command('post'),
        ' sends the next best papers, including this one.',
      ]
    case 'behind':
      return ['Other papers rank higher, so it may be in a later digest.']
  }
}

export function createWhy({ channels, outbox, editionBuilder, lookUp, clock }: CommandDeps): Command {
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
        checkLine(false, 'Listed', 'it wasn’t on a daily list, and only listed papers are posted'),
      )
    }
    const by = isUnvoted(found)
      ? ` by ${(paper.sources ?? []).map(name => SOURCE_TITLES[name]).join(' and ')}`
      : ''
    const known = checkLine(
      true,
      'Listed',
      `on ${dayTextSeenFrom(dayAt(clock.now(), 'UTC'), paper.day)}${by}`,
    )
    const channel = await channels.find(id)
    const topics = await channels.topics(id)
    if (!channel || topics.length === 0) {
      return ephemeralReply(
        title,
        known,
        checkLine(false, 'Topics', 'this channel has no subscriptions. To start: ', command('subscribe')),
      )
    }
    const now = clock.now()
    const built = await editionBuilder.buildNext(channel)
    const delivery = await outbox.findDeliveryOf(id, paper.id)
    const decision = decide(built, found, { size: channel.size, unvoted: channel.unvoted, delivery })
    return ephemeralReply(
      title,
      known,
      ...topics.map(topic => topicLine(topic, found, dayAt(now, 'UTC'))),
      ...evaluationLines(decision, channel, now),
      conclusion(decision, built.hold, channel, now),
    )
  }
}
