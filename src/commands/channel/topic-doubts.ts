import type { Action } from '../../messages/digest.ts'
import { bold, command, ephemeralReply, type Reply } from '../../messages/reply.ts'
import { meantCategories } from '../../search/meant-categories.ts'
import { meantOperator } from '../../search/meant-operator.ts'
import { parseTopic, queryOfTopic, topicName } from '../../search/topics.ts'
import { withNumber } from '../../search/written-forms.ts'
import { shorten } from '../../text/graphemes.ts'
import { tidyTyped } from '../../text/typed.ts'
import { EVERY_DAY } from '../../time/slots.ts'
import type { CommandRequest } from '../command.ts'
import { parseSchedule } from './schedule-text.ts'

/** A button's text is cut by the platforms beyond about twice that. */
const LABEL_LENGTH = 40

/** Another channel or person by name: `#news to robots`, `robots in #news`. By itself, `#robots` is a topic. */
const ELSEWHERE = /^([#@]\S+)(?: to)? (.+)$|^(.+) (?:in|to|for|into|on) (#\S+)$/i
/** A channel, as Slack and Discord write it where one is chosen. */
const CHANNEL_MARKUP = /<#[A-Z\d]+(?:\|[^<>]*)?>/
const ADDRESS = /(?:^| )([^\s@<>"]+@[^\s@<>"]+\.[a-z]{2,})(?=[ ,;]|$)/i

/** When digests come: `robots daily`, `robots, every monday at 9am`. */
const WHEN =
  /^(.+?),? ((?:at |every |each |on )*(?:daily|weekly|weekdays|weekends|(?:every|each|on) [a-z]+day|(?:mon|tues|wednes|thurs|fri|satur|sun)days|(?:every|each) week|\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\.?|\d{1,2}:\d\d)(?: .+)?)$/i

/** Only whether words are a schedule is of interest here. */
const ANY_SCHEDULE = { time: '09:00', days: EVERY_DAY, timezone: 'UTC' }

/** Asks what someone means by a topic that would be read as something else, or says where it belongs; undefined where it is clear. */
export function doubtAbout({ text, typed }: Pick<CommandRequest, 'text' | 'typed'>): Reply | undefined {
  const words = tidyTyped(typed)
  // What is in quotation marks is meant as it is typed.
  if (words.includes('"')) return inSmallLetters(words)
  return (
    elsewhere(text, words) ??
    byMail(words) ??
    inSmallLetters(words) ??
    byCategory(words) ??
    nameAndNumber(words) ??
    withTime(words)
  )
}

function elsewhere(text: string, words: string): Reply | undefined {
  const [, first, after, before, last] = ELSEWHERE.exec(words) ?? []
  const place = first ?? last
  const isPlace = place !== undefined && (last !== undefined || / to /i.test(words))
  if (!isPlace && !CHANNEL_MARKUP.test(text)) return undefined
  const topic = isPlace ? (after ?? before ?? '').replace(/^to /i, '') : ''
  return ephemeralReply([
    'A command is about the channel that it is typed in. In ',
    isPlace ? bold(place) : 'the other channel',
    ', type ',
    command(`subscribe ${topic}`.trim()),
    '.',
  ])
}

function byMail(words: string): Reply | undefined {
  const [found, address] = ADDRESS.exec(words) ?? []
  if (found === undefined || address === undefined) return undefined
  const topic = words
    .replace(found, ' ')
    .replace(/^e?-?mail\b/i, '')
    .replace(/[ ,;]+/g, ' ')
    .trim()
  return ephemeralReply([
    'This subscribes a channel. For digests by e-mail: ',
    command(`email ${address} ${topic}`.trim()),
  ])
}

function inSmallLetters(words: string): Reply | undefined {
  const operator = meantOperator(words)
  if (operator === undefined) return undefined
  const meant = parseTopic(operator.query)
  const literal = parseTopic(words)
  if (!meant.ok || !literal.ok || meant.topic === literal.topic) return undefined
  return {
    ...ephemeralReply([
      'In small letters, ',
      bold(operator.word),
      ' is no more than a word. Which topic is meant: ',
      bold(topicName(meant.topic)),
      ' or ',
      bold(topicName(literal.topic)),
      '?',
    ]),
    actions: [option(meant.topic), option(literal.topic)],
  }
}

function byCategory(words: string): Reply | undefined {
  const meant = meantCategories(words)
  if (meant === undefined || !parseTopic(meant).ok) return undefined
  return {
    ...ephemeralReply([
      'Papers by arXiv’s categories are ',
      command(`subscribe ${meant}`),
      '. Without ',
      bold('cat:'),
      ', their texts have to contain the name.',
    ]),
    actions: [option(meant), option(words)],
  }
}

/** A search for `Qwen 3` also finds Qwen3, but a topic is followed as it is written. */
function nameAndNumber(words: string): Reply | undefined {
  const literal = parseTopic(words)
  if (!literal.ok) return undefined
  const query = queryOfTopic(literal.topic)
  if (query.kind !== 'and' || query.parts.length > 2) return undefined
  const name = withNumber(query.parts[0], query.parts[1])
  if (name === undefined) return undefined
  return {
    ...ephemeralReply([
      'Many papers write a name and its number as one word. ',
      bold(name),
      ` follows ${name.replace('-', '')}, ${name} and ${literal.topic}; `,
      bold(literal.topic),
      ' only papers with both words apart.',
    ]),
    actions: [option(name), option(literal.topic)],
  }
}

const option = (topic: string): Action => ({
  label: shorten(topic, LABEL_LENGTH),
  command: `subscribe ${topic}`,
})

function withTime(words: string): Reply | undefined {
  const [, about = '', when = ''] = WHEN.exec(words) ?? []
  if (when === '' || !parseSchedule(when, ANY_SCHEDULE).ok) return undefined
  const parsed = parseTopic(about)
  if (!parsed.ok) return undefined
  return {
    ...ephemeralReply([
      'When digests come is set for the whole channel, not for a topic: ',
      command(`schedule ${when}`),
    ]),
    actions: [
      { label: shorten(`Subscribe to ${parsed.topic}`, LABEL_LENGTH), command: `subscribe ${parsed.topic}` },
    ],
  }
}
