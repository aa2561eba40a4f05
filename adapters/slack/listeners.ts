import type { App } from '@slack/bolt'
import type { Suggest } from '../../src/ports/chat.ts'
import { ACTION_ID } from './controls.ts'
import {
  type Asked,
  parseBox,
  parseClick,
  parseCommand,
  parseMessageShortcut,
  parseShortcut,
  parseSubmission,
} from './requests.ts'
import { suggestOptions } from './suggestions.ts'
import { BOX, FORM_VIEW, SUGGESTED } from './views.ts'

/** What we listen to; the manifest names it too. */
export const COMMAND = '/papers'
export const SEARCH_SHORTCUT = 'search_papers'
export const LOOK_UP_SHORTCUT = 'look_up_papers'
export const HOME_EVENT = 'app_home_opened'
/** They tell that a channel may be open to the bot again. */
export const REOPENING_EVENTS = ['member_joined_channel', 'channel_unarchive', 'group_unarchive'] as const

export interface Handlers {
  /** Sees to one request, once it is acknowledged. */
  handle: (asked: Asked) => Promise<void>
  /** Sees to a form, and acknowledges it. */
  submit: (asked: Asked, ack: Ack) => Promise<void>
  /** Draws a home page that someone opened. */
  openHome: (payload: unknown) => Promise<void>
  /** Sees to a channel that may be open to the bot again. */
  reopen: (payload: unknown) => Promise<void>
  suggest: Suggest
}

/** What Bolt gives to acknowledge a form. */
export type Ack = Parameters<Parameters<App['view']>[1]>[0]['ack']

/** Lets the app hear the command, controls, forms and shortcuts. Slack waits 3 s for an acknowledgement, so it comes first. */
export function register(app: App, { handle, submit, openHome, reopen, suggest }: Handlers): void {
  app.command(COMMAND, async ({ ack, body }) => {
    await ack()
    await handle(parseCommand(body))
  })
  app.action(ACTION_ID, async ({ ack, body }) => {
    await ack()
    await handle(parseClick(body))
  })
  app.action(BOX, async ({ ack, body }) => {
    await ack()
    await handle(parseBox(body))
  })
  app.shortcut({ callback_id: SEARCH_SHORTCUT, type: 'shortcut' }, async ({ ack, body }) => {
    await ack()
    await handle(parseShortcut(body, 'search'))
  })
  app.shortcut({ callback_id: LOOK_UP_SHORTCUT, type: 'message_action' }, async ({ ack, body }) => {
    await ack()
    await handle(parseMessageShortcut(body, 'lookup'))
  })
  app.view(FORM_VIEW, async ({ ack, body }) => submit(parseSubmission(body), ack))
  app.options(SUGGESTED, async ({ ack, body }) => ack({ options: await suggestOptions(body, suggest) }))
  app.event(HOME_EVENT, async ({ body }) => openHome(body))
  for (const event of REOPENING_EVENTS) app.event(event, async ({ body }) => reopen(body))
}
