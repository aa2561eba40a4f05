import { type Passing, startFakeServer } from '../server.ts'
import { createCommands, fillIn, type Registration } from './commands.ts'
import { buttonsIn, optionsIn } from './contents.ts'
import { createFaults, type Faults } from './faults.ts'
import { type Filled, formState } from './form-state.ts'
import { createGateway, type Gateway } from './gateway.ts'
import { createInspector, type Inspector } from './inspect.ts'
import { type Act, createInteractions } from './interactions.ts'
import { createMessages, messageJson, type Posted, type Thread } from './messages.ts'
import {
  autocompleteJson,
  clickJson,
  commandJson,
  guildJson,
  messageCommandJson,
  modalJson,
  type SenderOptions,
} from './payloads.ts'
import { type Call, createRest } from './rest.ts'
import { createKeys, type Keys, postSigned } from './signed-request.ts'
import { CHANNEL, type FakeChannel, newId, WORLD, type World } from './world.ts'

export interface SendOptions extends SenderOptions {
  /** How many times the same interaction is sent (1). */
  copies?: number
}

/** A message as a person sees it: an ephemeral answer, or one in the channel. */
export interface Shown {
  components: unknown[]
  visibility?: Act['visibility']
}

/** A command or a click that was sent to the bot. */
export interface Sent {
  interactionId: string
  /** The HTTP status of the bot's answer to each copy, where interactions go over HTTP. */
  statuses: readonly number[]
  /** The bot's next response to it. */
  act(): Promise<Act>
  /** The next response with content, whether it was deferred or not. */
  answer(): Promise<Act>
}

export interface FakeDiscord extends Pick<Faults, 'fail'>, Pick<Inspector, 'findings'> {
  /** The bot's DISCORD_API_URL. */
  apiUrl: string
  /** The bot's DISCORD_TOKEN. */
  token: string
  world: World
  /** With the bot's DISCORD_PUBLIC_KEY. */
  keys: Keys
  /** Sends interactions to this address from now on, signed, instead of by the gateway. */
  sendTo(url: string): void
  gateway: Gateway
  calls: readonly Call[]
  posts: readonly Posted[]
  threads: readonly Thread[]
  /** Messages of announcement channels that were published, by id. */
  crossposts: readonly string[]
  nextCrosspost(): Promise<string>
  registrations: readonly Registration[]
  acts: readonly Act[]
  /** Each `next…` returns the first item that fits and wasn't returned before, and waits for one if needed. */
  nextCall(fits?: (call: Call) => boolean): Promise<Call>
  nextPost(fits?: (post: Posted) => boolean): Promise<Posted>
  nextRegistration(): Promise<Registration>
  /** Someone types `/papers <text>`. Waits until the command is registered; throws if it doesn't allow the text. */
  sendCommand(text: string, options?: SendOptions): Promise<Sent>
  /** Someone sends `/papers <subcommand>` with these options, whatever their values. */
  sendOptions(
    subcommand: string,
    given: Readonly<Record<string, string>>,
    options?: SendOptions,
  ): Promise<Sent>
  /** Someone clicks the button with this label or custom id. */
  clickButton(message: Shown, button: string, options?: SendOptions): Promise<Sent>
  /** Someone picks from a menu: one option by its label, or values from the menu with this custom id. */
  pick(
    message: Shown,
    picked: string | { menu: string; values: string[] },
    options?: SendOptions,
  ): Promise<Sent>
  /** Someone fills in some fields of a modal and submits it; `from` is the message whose button opened it. */
  submitModal(modal: Act, filled: Filled, options?: SendOptions & { from?: Shown }): Promise<Sent>
  /** Someone types in an option of `/papers <subcommand>`. */
  typeOption(subcommand: string, option: string, typed: string, options?: SendOptions): Promise<Sent>
  /** Someone chooses a command from the context menu of a message. */
  useMessageCommand(name: string, content: string, options?: SendOptions): Promise<Sent>
  /** An interaction that the test makes by hand, with its id and token. */
  sendRaw(make: (request: { id: string; token: string }) => object): Promise<Sent>
  /** The bot joins another server, in which it may post in these channels. */
  join(guildId: string, channelIds: readonly string[]): Promise<void>
  /** Throws if the bot sent anything that Discord would have rejected. */
  assertClean(): void
  close(): Promise<void>
}

const EPHEMERAL = 1 << 6

/**
 * A fake Discord on this machine: REST API, gateway, and interactions over HTTP. It runs in the test's process; the bot may run there or in a child:
 *
 *     const discord = await startDiscord()
 *     // bot: DISCORD_API_URL = discord.apiUrl, DISCORD_TOKEN = discord.token
 *     const command = await discord.sendCommand('subscribe agents')
 *     (await command.answer()).text          // what the bot answered, its visibility and its components
 *     const post = await discord.nextPost()  // the first message posted to a channel; discord.posts has them all
 *     await discord.clickButton(post, 'Subscriptions')
 *     discord.fail('postMessage', { status: 429, retryAfter: 1 })
 *     discord.gateway.cut()
 *     discord.assertClean()
 *     await discord.close()
 *
 * Unless an option says otherwise, commands come from `discord:GUILD/CHANNEL` of world.ts.
 */
export async function startDiscord(options: Partial<World> = {}, passing?: Passing): Promise<FakeDiscord> {
  const world: World = { ...WORLD, ...options }
  const faults = createFaults()
  const inspector = await createInspector()
  const commands = createCommands()
  const messages = createMessages(world)
  const interactions = createInteractions(world)
  const keys = createKeys()
  const parts = { world, faults, inspector, commands, messages, interactions }
  const rest = createRest({ ...parts, publicKey: keys.publicKey, gatewayUrl: () => gateway.url() })
  const fake = await startFakeServer(request => rest.answer(request), passing)
  const gateway = createGateway(fake.server, world, () => fake.url)

  function channelOf({ channel = CHANNEL, parent }: SenderOptions): FakeChannel {
    const isThread = parent !== undefined || messages.threads.all.some(({ id }) => id === channel)
    return world.channels.find(({ id }) => id === channel) ?? { id: channel, type: isThread ? 11 : 0 }
  }

  const messageOf = ({ components, visibility }: Shown, channel: FakeChannel) => {
    const message = messageJson(world, { id: newId(), channelId: channel.id, components })
    return { ...message, flags: message.flags | (visibility === 'ephemeral' ? EPHEMERAL : 0) }
  }

  async function send(
    sendOptions: SendOptions,
    payload: (channel: FakeChannel, request: { id: string; token: string }) => object,
    on?: Shown,
  ): Promise<Sent> {
    const channel = channelOf(sendOptions)
    const id = newId()
    const data = payload(channel, { id, token: interactions.open(id, channel.id, on?.visibility) })
    const deliver = async (): Promise<number> => {
      if (world.endpointUrl) return (await postSigned(world.endpointUrl, JSON.stringify(data), keys)).status
      await gateway.dispatch('INTERACTION_CREATE', data)
      return 0
    }
    const statuses: number[] = []
    for (let copy = 0; copy < (sendOptions.copies ?? 1); copy++) statuses.push(await deliver())
    const hasContent = ({ kind }: Act): boolean => !['defer', 'defer-update', 'delete'].includes(kind)
    return {
      interactionId: id,
      statuses,
      act: () => interactions.acts.next(act => act.interactionId === id),
      answer: () => interactions.acts.next(act => act.interactionId === id && hasContent(act)),
    }
  }

  return {
    apiUrl: `${fake.url}/api`,
    token: world.token,
    world,
    keys,
    sendTo(url) {
      world.endpointUrl = url
    },
    gateway,
    fail: faults.fail,
    findings: inspector.findings,
    calls: rest.calls.all,
    posts: messages.posts.all,
    threads: messages.threads.all,
    crossposts: messages.crossposts.all,
    nextCrosspost: () => messages.crossposts.next(),
    registrations: commands.registrations.all,
    acts: interactions.acts.all,
    nextCall: rest.calls.next,
    nextPost: messages.posts.next,
    nextRegistration: () => commands.registrations.next(),
    async sendCommand(text, sendOptions = {}) {
      const registered = await commands.find('papers')
      const command = { name: 'papers', options: fillIn(registered, text) }
      return send(sendOptions, (channel, request) =>
        commandJson(world, channel, request, command, sendOptions),
      )
    },
    async sendOptions(subcommand, given, sendOptions = {}) {
      await commands.find('papers')
      const options = Object.entries(given).map(([name, value]) => ({ name, type: 3, value }))
      const command = { name: 'papers', options: [{ name: subcommand, type: 1, options }] }
      return send(sendOptions, (channel, request) =>
        commandJson(world, channel, request, command, sendOptions),
      )
    },
    async clickButton(shown, wanted, sendOptions = {}) {
      const button = buttonsIn(shown.components).find(
        ({ label, custom_id }) => label === wanted || custom_id === wanted,
      )
      if (!button) throw new Error(`the message has no button "${wanted}"`)
      return send(
        sendOptions,
        (channel, request) => {
          const click = { customId: button.custom_id, message: messageOf(shown, channel) }
          return clickJson(world, channel, request, click, sendOptions)
        },
        shown,
      )
    },
    async pick(shown, wanted, sendOptions = {}) {
      const option = optionsIn(shown.components).find(({ label }) => label === wanted)
      const picked =
        typeof wanted === 'string' ? option && { menu: option.menu, values: [option.value] } : wanted
      if (!picked) throw new Error(`the message has no option "${wanted}"`)
      return send(
        sendOptions,
        (channel, request) => {
          const pick = { customId: picked.menu, values: picked.values, message: messageOf(shown, channel) }
          return clickJson(world, channel, request, pick, sendOptions)
        },
        shown,
      )
    },
    async submitModal({ body, components }, filled, { from, ...sendOptions } = {}) {
      return send(
        sendOptions,
        (channel, request) => {
          const message = from && messageOf(from, channel)
          const form = {
            customId: String(body.custom_id),
            components: formState(components, filled),
          }
          return modalJson(world, channel, request, { ...form, message }, sendOptions)
        },
        from,
      )
    },
    typeOption: (subcommand, option, typed, sendOptions = {}) =>
      send(sendOptions, (channel, request) =>
        autocompleteJson(world, channel, request, { subcommand, option, typed }, sendOptions),
      ),
    useMessageCommand: async (name, content, sendOptions = {}) => {
      await commands.find(name)
      return send(sendOptions, (channel, request) => {
        const message = {
          ...messageJson(world, { id: newId(), channelId: channel.id, components: [] }),
          content,
        }
        return messageCommandJson(world, channel, request, { name, message }, sendOptions)
      })
    },
    sendRaw: make => send({}, (_, request) => make(request)),
    join: (guildId, channelIds) =>
      gateway.dispatch('GUILD_CREATE', {
        ...guildJson({
          ...world,
          guildId,
          channels: channelIds.map(id => ({ id, type: 0 })),
        }),
        unavailable: undefined,
      }),
    assertClean() {
      if (inspector.findings.length === 0) return
      throw new Error(
        `Discord would reject what was sent: ${JSON.stringify(inspector.findings, undefined, 2)}`,
      )
    },
    async close() {
      gateway.cut()
      await fake.close()
    },
  }
}
