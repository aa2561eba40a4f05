import type { Choice, Line, Reply } from '../../messages/reply.ts'
import { bold, command, ephemeralReply, publicReply } from '../../messages/reply.ts'
import { asksForUnvoted, EVERYTHING, parseTopic, topicKey, topicName } from '../../search/topics.ts'
import { plural } from '../../text/format.ts'
import { shorten } from '../../text/graphemes.ts'
import type { Command, CommandDeps } from '../command.ts'
import { countedLabel } from '../topic-week.ts'
import { changedChannel } from './changed-channel.ts'
import { askFirst, lastWeekOf, type Unvoted } from './dry-run.ts'
import { nextDigestSpans } from './next-digest.ts'
import { subscriptionLimitProblem } from './subscription-limit.ts'
import { doubtAbout } from './topic-doubts.ts'
import { isChannelItself, isEverything, topicsListedIn } from './topic-lines.ts'

/** More than anyone reads; limits the work of building a digest. */
export const MAX_TOPICS = 50

/** A menu option's limit on Slack. */
const LABEL_LENGTH = 75

const cut = (text: string, limit: number): string => shorten(text, limit, part => part.length)

const MAX_PARTS = 5

/** Asks whether what looks like a list of topics is one topic; undefined where it doesn't. Lines and commas only separate words. */
function askWhetherOne(topic: string, typed: string): Reply | undefined {
  const parts = topicsListedIn(typed)
  const [, second] = parts
  if (second === undefined) return undefined
  return {
    ...ephemeralReply([
      'One topic or several? A comma doesn’t separate topics, and ',
      bold(topicName(topic)),
      ' has only the papers with all of these words.',
    ]),
    actions: [
      { label: 'One topic', command: `confirm subscribe ${topic}` },
      ...parts
        .slice(0, MAX_PARTS)
        .map(part => ({ label: shorten(`Only ${part}`, LABEL_LENGTH), command: `subscribe ${part}` })),
    ],
  }
}

/** Subscribes a channel to a topic at once, and shows what it matched in the last week. Asks first where that says little. */
export function createSubscribe(deps: CommandDeps): Command {
  const { channels, clock, search, topicWeek, otherSources } = deps

  /** A menu of topics to begin with, if there are papers. */
  async function starterMenu(topics: readonly string[]): Promise<Choice | undefined> {
    const starters = await topicWeek.starters(topics)
    if (starters.length === 0) return undefined
    return {
      label: 'Add a topic…',
      options: starters.map(starter => ({
        label: countedLabel(starter, cut, LABEL_LENGTH),
        command: `subscribe ${starter.topic}`,
      })),
    }
  }

  /** The papers that match but aren't counted, because nobody could vote on them; and the topic that includes them. */
  async function unvotedOf(topic: string): Promise<Unvoted | undefined> {
    if (otherSources.length === 0 || asksForUnvoted(topic)) return undefined
    const asked = parseTopic(`${/ OR /.test(topic) ? `(${topic})` : topic} source:arxiv`)
    if (!asked.ok) return undefined
    const { papers } = await topicWeek.match(asked.topic)
    return papers.length > 0 ? { topic: asked.topic, papers: papers.length } : undefined
  }

  async function alreadyReply(topic: string, topics: readonly string[]): Promise<Reply> {
    const choice = topic === EVERYTHING ? await starterMenu(topics) : undefined
    return {
      ...ephemeralReply(['This channel is already subscribed to ', bold(topicName(topic)), '.']),
      ...(choice && { choice }),
    }
  }

  return async request => {
    const doubt = request.origin === 'typed' ? doubtAbout(request) : undefined
    if (doubt) return doubt
    const named = isChannelItself(request.args) ? '' : request.typed
    const parsed = parseTopic(isEverything(request.args) ? EVERYTHING : named)
    if (!parsed.ok) return ephemeralReply(parsed.problem)
    const { topic } = parsed
    const asked = request.origin === 'typed' ? askWhetherOne(topic, request.typed) : undefined
    if (asked) return asked
    const topics = await channels.topics(request.channel)
    const same = topics.find(each => topicKey(each) === topicKey(topic))
    if (same !== undefined) return alreadyReply(same, topics)
    if (topics.length >= MAX_TOPICS) {
      return ephemeralReply([
        `This channel has ${MAX_TOPICS} topics, the most it can. Unsubscribe from one first: `,
        command('unsubscribe'),
      ])
    }
    const problem = await subscriptionLimitProblem(deps, request, 1)
    if (problem) return ephemeralReply([`${problem} Unsubscribe from one first: `, command('unsubscribe')])
    const match = await topicWeek.match(topic)
    if (match.doubt && !request.confirmed) {
      if (match.doubt === 'nearly all') return askFirst(topic, match, match.doubt)
      const doubt = (await search.lacksCategories(topic)) ? 'unknown categories' : match.doubt
      return askFirst(topic, match, doubt, await unvotedOf(topic))
    }
    const stored = await channels.find(request.channel)
    const isActive = stored && topics.length > 0 && !stored.pausedReason
    const channel = isActive ? stored : await changedChannel(deps, request)
    if (!isActive) await channels.save(channel)
    await channels.subscribe(request.channel, topic, request, clock.now())
    const change: Line = [
      bold(request.person),
      ' subscribed this channel to ',
      bold(topicName(topic)),
      '. Next digest: ',
      ...nextDigestSpans(channel, clock.now()),
      '.',
    ]
    const actions = [
      { label: 'Preview', command: 'preview' },
      { label: 'Settings', command: 'settings' },
    ]
    if (topic === EVERYTHING) {
      const choice = await starterMenu([...topics, topic])
      const listed = match.all > 0 ? `${plural(match.all, 'paper')} in the last week. ` : ''
      return {
        ...publicReply(change, [`${listed}To add a topic: `, command('subscribe agents')]),
        ...(choice && { choice }),
        actions,
      }
    }
    const { line, digest } = lastWeekOf(match)
    const more: Line[] = topics.includes(EVERYTHING)
      ? [['The general digest comes too. To stop it: ', command('unsubscribe the general digest')]]
      : []
    return { ...publicReply(change, ...(line ? [line] : []), ...more), ...(digest && { digest }), actions }
  }
}
