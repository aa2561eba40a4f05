import { z } from 'zod'
import { absentAs, optionalText } from './fields.ts'
import { type SlackRequest, toSlackRequest, unescaped } from './requests.ts'

/** Slack's own account (USLACKBOT), which nobody talks to. */
const SLACKBOT = 'USLACKBOT'

const mark = z.unknown().optional()

/** The subtypes of what people say. All others are notices of Slack's, or messages of bots. */
const SAID_BY_PEOPLE: readonly unknown[] = ['file_share', 'thread_broadcast', 'me_message']

const messageSchema = z.looseObject({
  event: z.looseObject({
    type: z.string(),
    channel_type: optionalText,
    channel: z.string(),
    user: optionalText,
    text: absentAs(z.string(), ''),
    ts: z.string(),
    thread_ts: optionalText,
    subtype: mark,
    bot_id: mark,
    bot_profile: mark,
    edited: mark,
    hidden: mark,
  }),
})

/** A mention of someone, or of everyone: `<@U1>`, `<@U1|ada>`, `<!here>`, `<!subteam^S1>`. */
const MENTION = /<[@!][^>]*>/g

/** What follows the bot's first mention, else what comes before it, without other mentions. */
function textFor(text: string, botUserId: string): string {
  const mention = new RegExp(`<@${botUserId}(?:\\|[^>]*)?>`)
  const [before = '', ...after] = text.split(mention)
  const clean = (part: string): string =>
    part
      .replace(MENTION, ' ')
      .replace(/^[\s,:;–-]+/, '')
      .trim()
  return clean(after.join(' ')) || clean(before)
}

/**
 * What a person said to the bot in a mention or a direct message. Undefined for what needs no answer: messages of bots (and so our own),
 * edited ones, and notices of Slack's, such as that somebody joined.
 * @throws ZodError if it isn't a message
 */
export function parseMessage(payload: unknown, teamId: string, botUserId: string): SlackRequest | undefined {
  const { event } = messageSchema.parse(payload)
  const { channel, user, ts, thread_ts: threadTs } = event
  // An app may be sent all messages of a channel; only those of direct messages are for the bot without naming it.
  if (event.type === 'message' && event.channel_type !== 'im') return undefined
  const isFromBot = event.bot_id || event.bot_profile || user === botUserId || user === SLACKBOT
  const isNotice = event.subtype && !SAID_BY_PEOPLE.includes(event.subtype)
  if (!user || isFromBot || isNotice || event.edited || event.hidden) return undefined
  const { request, ...rest } = toSlackRequest({
    // The same for the mention event and the message event of one message, and each time Slack delivers them.
    id: `said ${channel} ${ts}`,
    teamId,
    channelId: channel,
    userId: user,
    person: user,
    text: unescaped(textFor(event.text, botUserId)),
    origin: 'typed',
  })
  return { ...rest, request: { ...request, isMessage: true }, threadTs }
}
