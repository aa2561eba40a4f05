import type { App } from '@slack/bolt'
import type { Suggest } from '../../src/ports/chat.ts'
import { ACTION_ID } from './controls.ts'
import {
  parseClick,
  parseCommand,
  parseMessageShortcut,
  parseSearchBox,
  parseShortcut,
  parseSubmission,
  type SlackRequest,
} from './requests.ts'
import { suggestOptions } from './suggestions.ts'
import { FORM_VIEW, SEARCH_BOX, SUGGESTION_FIELD } from './views.ts'
import type { WorkspaceBot } from './workspace-bot.ts'

/** What we listen to, as in the manifest. */
export const COMMAND = '/papers'
export const SEARCH_SHORTCUT = 'search_papers'
export const LOOK_UP_SHORTCUT = 'look_up_papers'
export const HOME_EVENT = 'app_home_opened'
/** Events after which the bot may be able to post in a channel again. */
export const ACCESS_EVENTS = ['member_joined_channel', 'channel_unarchive', 'group_unarchive'] as const

/** Events of messages to the bot. */
export const MESSAGE_EVENTS = ['app_mention', 'message'] as const

/** Each gets the bot of the workspace that the request is for. */
export interface Handlers {
  /** Handles a request that was acknowledged. */
  handle: (bot: WorkspaceBot, incoming: SlackRequest) => Promise<void>
  /** Handles a submitted form, and acknowledges it. */
  submit: (bot: WorkspaceBot, incoming: SlackRequest, ack: Ack) => Promise<void>
  /** Publishes a home page that someone opened. */
  openHome: (bot: WorkspaceBot, payload: unknown) => Promise<void>
  /** Handles one of ACCESS_EVENTS. */
  restoreAccess: (bot: WorkspaceBot, payload: unknown) => Promise<void>
  /** Answers one of MESSAGE_EVENTS. */
  receiveMessage: (bot: WorkspaceBot, payload: unknown) => Promise<void>
  suggest: Suggest
  /** The bot for the body of a request. */
  botFor: (body: object) => WorkspaceBot
}

/** Bolt's function to acknowledge a form. */
export type Ack = Parameters<Parameters<App['view']>[1]>[0]['ack']

/** Registers the listeners. Slack waits 3 s for an acknowledgement, so that comes first. */
export function register(app: App, handlers: Handlers): void {
  const { handle, submit, openHome, restoreAccess, receiveMessage, suggest, botFor } = handlers
  const run = (body: object, parse: (teamId: string) => SlackRequest): Promise<void> => {
    const bot = botFor(body)
    return handle(bot, parse(bot.identity.teamId))
  }
  app.command(COMMAND, async ({ ack, body }) => {
    await ack()
    await run(body, teamId => parseCommand(body, teamId))
  })
  app.action(ACTION_ID, async ({ ack, body }) => {
    await ack()
    await run(body, teamId => parseClick(body, teamId))
  })
  app.action(SEARCH_BOX, async ({ ack, body }) => {
    await ack()
    await run(body, teamId => parseSearchBox(body, teamId))
  })
  app.shortcut({ callback_id: SEARCH_SHORTCUT, type: 'shortcut' }, async ({ ack, body }) => {
    await ack()
    await run(body, teamId => parseShortcut(body, teamId, 'search'))
  })
  app.shortcut({ callback_id: LOOK_UP_SHORTCUT, type: 'message_action' }, async ({ ack, body }) => {
    await ack()
    await run(body, teamId => parseMessageShortcut(body, teamId, 'lookup'))
  })
  app.view(FORM_VIEW, async ({ ack, body }) => {
    const bot = botFor(body)
    await submit(bot, parseSubmission(body, bot.identity.teamId), ack)
  })
  app.options(SUGGESTION_FIELD, async ({ ack, body }) =>
    ack({ options: await suggestOptions(body, botFor(body).identity.teamId, suggest) }),
  )
  app.event(HOME_EVENT, async ({ body }) => openHome(botFor(body), body))
  for (const event of MESSAGE_EVENTS) app.event(event, async ({ body }) => receiveMessage(botFor(body), body))
  for (const event of ACCESS_EVENTS) app.event(event, async ({ body }) => restoreAccess(botFor(body), body))
}
