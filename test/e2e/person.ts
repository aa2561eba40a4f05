import { FOREIGN_CHANNEL, FOREIGN_GUILD } from '../fakes/discord/world.ts'
import { CHANNEL } from '../fakes/slack/workspace.ts'
import type { Environment } from './environment.ts'

/** An answer as a person on either platform sees it. */
export interface Seen {
  visibility: 'ephemeral' | 'public'
  text: string
  /** Everything that was sent, including what the text leaves out. */
  all: string
  message: { blocks: unknown[]; components: unknown[]; visibility: 'ephemeral' | 'public' }
}

/** The form of the settings, or the first part of it. */
export interface SettingsForm {
  /** Fills in fields, and submits the form. */
  send(filled: Readonly<Record<string, string | string[]>>): Promise<Seen>
  /** The same with something wrong. @returns all that the platform shows about it */
  sendWrong(filled: Readonly<Record<string, string | string[]>>): Promise<string>
}

/** What a person can do on either platform. */
export interface Person {
  /** Adds the bot to a channel, and sees what it says there. */
  addsBot(): Promise<Seen>
  types(text: string, options?: { copies?: number; mayManage?: boolean }): Promise<Seen>
  /** Clicks a button or picks an option of an answer, and waits for the next one. */
  clicks(seen: Seen, label: string, options?: { copies?: number }): Promise<Seen>
  /** Opens the settings. */
  opensSettings(): Promise<SettingsForm>
  /** Submits the search form. */
  searches(words: string): Promise<Seen>
  /** Makes the platform reject the next answer. */
  failsNextAnswer(): void
}

const discordSeen = (act: {
  visibility: 'ephemeral' | 'public'
  text: string
  components: unknown[]
}): Seen => ({
  visibility: act.visibility,
  text: act.text.replaceAll(/\\|\*\*/g, ''),
  all: JSON.stringify(act.components).replaceAll('\\', ''),
  message: { blocks: [], components: act.components, visibility: act.visibility },
})

const slackSeen = (answer: {
  visibility: 'ephemeral' | 'public'
  text: string
  blocks: unknown[]
}): Seen => ({
  visibility: answer.visibility,
  text: answer.text,
  all: JSON.stringify(answer.blocks),
  message: { blocks: answer.blocks, components: [], visibility: answer.visibility },
})

function onDiscord({ discord }: Environment): Person {
  return {
    async addsBot() {
      await discord.join(FOREIGN_GUILD, [FOREIGN_CHANNEL])
      return discordSeen({ visibility: 'public', ...(await discord.nextPost()) })
    },
    types: async (text, options) => discordSeen(await (await discord.sendCommand(text, options)).answer()),
    async clicks({ message }, label, options) {
      const isOption =
        !JSON.stringify(message.components).includes(`"label":"${label}","style"`) &&
        !new RegExp(`"style":2[^}]*"label":"${label}"`).test(JSON.stringify(message.components))
      const click = isOption
        ? await discord.pick(message, label, options)
        : await discord.clickButton(message, label, options)
      return discordSeen(await click.answer())
    },
    async opensSettings() {
      const modal = await (await discord.sendCommand('settings')).answer()
      const send: SettingsForm['send'] = async filled =>
        discordSeen(await (await discord.submitModal(modal, filled)).answer())
      return { send, sendWrong: async filled => (await send(filled)).text }
    },
    async searches(words) {
      const modal = await (await discord.sendCommand('search')).answer()
      return discordSeen(await (await discord.submitModal(modal, { query: words })).answer())
    },
    failsNextAnswer: () => discord.fail('callback', { status: 400, code: 50035 }),
  }
}

function onSlack({ slack }: Environment): Person {
  const answerTo = (triggerId: string) =>
    slack.nextResponse(response => response.triggerId === triggerId && !response.body.delete_original)
  return {
    async addsBot() {
      const { channel, botUserId: user } = { channel: CHANNEL, ...slack.workspace }
      await slack.sendEvent({ type: 'member_joined_channel', channel, user, channel_type: 'C' })
      return slackSeen({ visibility: 'public', ...(await slack.nextPost()) })
    },
    async types(text, { copies = 1 } = {}) {
      return slackSeen(await answerTo((await slack.sendCommand(text, { copies })).triggerId))
    },
    async clicks({ message }, label, options = {}) {
      return slackSeen(await answerTo((await slack.clickButton(message, label, options)).triggerId))
    },
    async opensSettings() {
      const { triggerId } = await slack.sendCommand('settings')
      const view = await slack.nextView()
      return {
        async send(filled) {
          await slack.submitView(view, filled)
          return slackSeen(await answerTo(triggerId))
        },
        sendWrong: async filled =>
          JSON.stringify((await (await slack.submitView(view, filled)).acked()).payload),
      }
    },
    async searches(words) {
      const { triggerId } = await slack.sendCommand('search')
      await slack.submitView(await slack.nextView(), { query: words })
      return slackSeen(await answerTo(triggerId))
    },
    failsNextAnswer: () => slack.fail('response_url', { status: 404 }),
  }
}

export const personOn = (environment: Environment, platform: 'slack' | 'discord'): Person =>
  platform === 'slack' ? onSlack(environment) : onDiscord(environment)
