import { z } from 'zod'
import type {
  ChatHarness,
  ChatOptions,
  ConnectedHarness,
  Connection,
  Interaction,
  OpenForm,
  Seen,
} from '../../contracts/chat/harness.ts'
import type { CommandResponse } from '../../fakes/slack/response-urls.ts'
import type { FakeSlack, SendOptions, SentRequest } from '../../fakes/slack/slack.ts'
import type { OpenedView } from '../../fakes/slack/views.ts'
import { CHANNEL, PERSON, WORKSPACE } from '../../fakes/slack/workspace.ts'
import { type Bot, createBot, createHttpBot } from './bot.ts'
import { createInstalledBot } from './many.ts'

/** The direct messages between the person and the bot. */
const DIRECT = PERSON.id.replace(/^U/, 'D')
const SCOPES = [...WORKSPACE.scopes, 'files:write']

const errorsSchema = z.looseObject({
  response_action: z.literal('errors'),
  errors: z.record(z.string(), z.string()),
})
const optionsSchema = z.looseObject({
  options: z.array(z.looseObject({ text: z.looseObject({ text: z.string() }), value: z.string() })),
})

function howOf({ body }: CommandResponse): Seen['how'] {
  if (body.delete_original === true) return 'removed'
  return body.replace_original === true ? 'replaced' : 'new'
}

/** What a person does in this workspace. @param to the bot's URL, in HTTP mode */
function createActions(slack: FakeSlack, to: string | undefined) {
  const sendOptions: SendOptions = to ? { to } : {}

  const seenOf = (
    message: { blocks: unknown[]; text: string },
    seen: Pick<Seen, 'how' | 'visibility'>,
  ): Seen => ({
    ...seen,
    text: message.text,
    click: async (label, options) =>
      interaction(await slack.clickButton(message, label, { ...sendOptions, ...options })),
    pick: async label => interaction(await slack.clickButton(message, label, sendOptions)),
  })

  /** @param answeredBy whose response_url gets the answer: for a form, the one that opened it */
  const interaction = (sent: SentRequest, answeredBy: SentRequest = sent): Interaction => ({
    id: sent.triggerId,
    acknowledged: async () => void (await sent.acked()),
    async seen() {
      const answer = await answeredBy.answer()
      return seenOf(answer, { how: howOf(answer), visibility: answer.visibility })
    },
    form: async () => openForm(await slack.nextView(), sent),
  })

  const openForm = (view: OpenedView, opener: SentRequest): OpenForm => ({
    title: view.title,
    async send(filled, options) {
      const sent = await slack.submitView(view, filled, { ...sendOptions, ...options })
      return {
        ...interaction(sent, opener),
        problem: async name => errorsSchema.parse((await sent.acked()).payload).errors[name] ?? '',
      }
    },
  })

  return { sendOptions, interaction, seenOf }
}

function createHarness(
  { chat, slack, requests, lines }: Pick<Bot, 'chat' | 'slack' | 'requests' | 'lines'>,
  to?: string,
): ChatHarness {
  const { sendOptions, interaction, seenOf } = createActions(slack, to)
  const { botToken, appToken, signingSecret } = slack.workspace
  const type: ChatHarness['type'] = async (text, options) =>
    interaction(await slack.sendCommand(text, { ...sendOptions, ...options }))
  return {
    chat,
    channel: `slack:${slack.workspace.teamId}/${CHANNEL}`,
    person: PERSON,
    role: 'unknown',
    requests,
    lines,
    secrets: [botToken, appToken, signingSecret, 'xoxb-wrong', 'ticket=', '/commands/'],
    type,
    lookUp: async text => interaction(await slack.useMessageShortcut('look_up_papers', text, sendOptions)),
    posted: async () => seenOf(await slack.nextPost(), { how: 'new', visibility: 'public' }),
    received: () =>
      slack.files.map(({ channel, name, text }) => {
        if (channel !== DIRECT) throw new Error(`the file is in ${channel}`)
        return { name, text }
      }),
    async suggestZone(form, typed) {
      await type(form)
      const sent = await slack.suggest(await slack.nextView(), 'papers-found:zone', typed, sendOptions)
      const { options } = optionsSchema.parse((await sent.acked()).payload)
      return options.map(({ text, value }) => `${text.text}: ${value}`)
    },
    async clickForeign() {
      await slack.clickButton(
        { blocks: [] },
        { action_id: 'other:1', value: 'today', text: 'Other' },
        sendOptions,
      )
    },
    failAtFirst() {
      slack.fail('auth.test', 'reset', 3)
      slack.fail('auth.test', { status: 503 })
      slack.fail('auth.test', { error: 'internal_error' })
      slack.fail('apps.connections.open', 'reset', 2)
      slack.fail('apps.connections.open', { status: 429, retryAfter: 0 })
      return to ? 1 : 2
    },
    beDown() {
      slack.fail('auth.test', 'reset', 1_000)
      return { tried: async () => void (await slack.nextCall()) }
    },
    assertClean: slack.assertClean,
  }
}

async function connectionOf({ sockets, nextCall }: FakeSlack, started: boolean): Promise<Connection> {
  // Skips the first connection, so that `renewed` waits for a new one.
  if (started) await sockets.connections.next()
  return {
    cut: sockets.cut,
    askToReconnect: () => sockets.disconnect('refresh_requested'),
    renewed: async () => void (await sockets.connections.next()),
    keepWaiting() {
      sockets.sendsHello = false
      return {
        waits: async () => void (await nextCall(({ method }) => method === 'apps.connections.open')),
      }
    },
    left: sockets.allClosed,
  }
}

const botOptions = ({ reply, suggest, requests, wrongToken }: ChatOptions) => ({
  workspace: { scopes: SCOPES },
  ...(reply && { reply }),
  ...(suggest && { suggest }),
  ...(requests && { requests }),
  ...(wrongToken && { botToken: 'xoxb-wrong' }),
})

export async function createSocketHarness(options: ChatOptions = {}): Promise<ConnectedHarness> {
  const { started = true } = options
  const bot = await createBot(botOptions(options))
  if (started) await bot.chat.start()
  return {
    ...createHarness(bot),
    reconnections: bot.reconnections,
    connection: await connectionOf(bot.slack, started),
  }
}

/** One workspace of many. */
export async function createManyHarness(options: ChatOptions = {}): Promise<ChatHarness> {
  const bot = await createInstalledBot({ ...botOptions(options), started: options.started })
  return createHarness(bot, bot.to)
}

export async function createHttpHarness(options: ChatOptions = {}): Promise<ChatHarness> {
  const bot = await createHttpBot(botOptions(options))
  if (options.started ?? true) await bot.chat.start()
  return createHarness(bot, bot.url)
}
