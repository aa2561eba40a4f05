import { z } from 'zod'
import type {
  ChatHarness,
  ChatOptions,
  ConnectedHarness,
  Interaction,
  OpenForm,
  Seen,
} from '../../contracts/chat/harness.ts'
import { optionsIn } from '../../fakes/discord/contents.ts'
import type { FakeDiscord, Sent } from '../../fakes/discord/discord.ts'
import type { Act } from '../../fakes/discord/interactions.ts'
import { CHANNEL, GUILD, PERSON } from '../../fakes/discord/world.ts'
import { type Bot, createBot, createHttpBot } from './bot.ts'

const WRONG = 'wrong.token.altogether'
const choicesSchema = z.array(z.looseObject({ name: z.string(), value: z.string() }))

/** How many characters of a title a menu certainly shows. */
const LABEL = 20

/** How a response appears to a person; undefined for "is thinking …". */
function howOf({ kind }: Act, wasClicked: boolean): Seen['how'] | undefined {
  if (kind === 'delete') return 'removed'
  if (kind === 'update' || (kind === 'edit' && wasClicked)) return 'replaced'
  return ['reply', 'follow-up', 'edit'].includes(kind) ? 'new' : undefined
}

/** The actions of a person on this Discord. */
function createPerson(discord: FakeDiscord) {
  const seenOf = (
    message: { components: unknown[]; text: string },
    seen: Pick<Seen, 'how' | 'visibility'>,
  ): Seen => {
    const shown = { components: message.components, visibility: seen.visibility }
    return {
      ...seen,
      text: message.text,
      click: async (label, options) => asked(await discord.clickButton(shown, label, options), true),
      async pick(label) {
        const option = optionsIn(shown.components).find(each => each.label.includes(label.slice(0, LABEL)))
        const picked = { menu: option?.menu ?? '', values: [option?.value ?? ''] }
        return asked(await discord.pick(shown, picked))
      },
    }
  }

  const asked = (sent: Sent, wasClicked = false): Interaction => ({
    id: sent.interactionId,
    acknowledged: async () => void (await sent.act()),
    async seen() {
      for (;;) {
        const act = await sent.act()
        const how = howOf(act, wasClicked)
        if (how) return seenOf(act, { how, visibility: act.visibility })
      }
    },
    form: async () => openForm(await sent.answer()),
  })

  const openForm = (modal: Act): OpenForm => ({
    title: String(modal.body.title),
    async send(filled, options) {
      const sent = asked(await discord.submitModal(modal, filled, options))
      return {
        ...sent,
        /** Discord has closed the modal by then, so a private message reports the problem. */
        async problem() {
          const { visibility, text } = await sent.seen()
          return visibility === 'ephemeral' ? text : 'it was said in the channel'
        },
      }
    },
  })

  return { asked, seenOf }
}

/** A channel of a Discord server with the bot and a person in it. */
async function createHarness(
  create: typeof createBot,
  options: ChatOptions,
): Promise<ChatHarness & { bot: Bot }> {
  const { reply, suggest, requests: follow, wrongToken, started = true, slow } = options
  const bot = await create({
    ...(reply && { reply }),
    ...(suggest && { suggest }),
    ...(follow && { requests: follow }),
    ...(wrongToken && { token: WRONG }),
    ...(slow && { deferAfterMs: 0 }),
  })
  const { chat, discord, requests, lines } = bot
  if (started) await chat.start()
  const { asked, seenOf } = createPerson(discord)
  return {
    bot,
    chat,
    channel: `discord:${GUILD}/${CHANNEL}`,
    person: PERSON,
    requests,
    lines,
    secrets: [discord.token, WRONG, 'made-up-interaction-token'],
    type: async (text, more) => asked(await discord.sendCommand(text, more)),
    lookUp: async text => asked(await discord.useMessageCommand('Look up papers', text)),
    posted: async () => seenOf(await discord.nextPost(), { how: 'new', visibility: 'public' }),
    received() {
      const shown = discord.acts.filter(({ components }) =>
        JSON.stringify(components).includes('attachment://'),
      )
      if (shown.some(({ visibility }) => visibility !== 'ephemeral')) throw new Error('others see the file')
      return discord.calls.flatMap(({ files }) => files)
    },
    async suggestZone(_, typed) {
      const { body } = await (await discord.typeOption('schedule', 'zone', typed)).answer()
      return choicesSchema.parse(body.choices).map(({ name, value }) => `${name}: ${value}`)
    },
    async clickForeign() {
      const components = [{ type: 2, style: 2, label: 'Other', custom_id: 'other:today' }]
      await discord.clickButton({ components }, 'Other')
    },
    failAtFirst() {
      discord.fail('me', 'reset', 6)
      discord.fail('me', { status: 503 }, 4)
      discord.fail('application', { status: 403, body: '<html>Cloudflare</html>' })
      return 1
    },
    beDown() {
      discord.fail('me', 'reset', 1_000)
      return { tried: async () => void (await discord.nextCall()) }
    },
    assertClean: discord.assertClean,
  }
}

export const createHttpHarness = (options: ChatOptions = {}): Promise<ChatHarness> =>
  createHarness(createHttpBot, options)

export async function createGatewayHarness(options: ChatOptions = {}): Promise<ConnectedHarness> {
  const { bot, ...harness } = await createHarness(createBot, options)
  const { discord, reconnections } = bot
  const { gateway } = discord
  return {
    ...harness,
    failAtFirst() {
      discord.fail('gateway', 'reset', 6)
      discord.fail('gateway', { status: 503 }, 4)
      discord.fail('gateway', { status: 403, body: '<html>Cloudflare</html>' })
      gateway.failsNext = 2
      return 1
    },
    beDown() {
      discord.fail('gateway', 'reset', 1_000)
      return { tried: async () => void (await discord.nextCall()) }
    },
    reconnections,
    connection: {
      cut: gateway.cut,
      askToReconnect: gateway.reconnect,
      renewed: async () => void (await gateway.resumes.next()),
      keepWaiting() {
        gateway.sendsHello = false
        return { waits: async () => void (await gateway.connections.next()) }
      },
      left: gateway.allClosed,
    },
  }
}
