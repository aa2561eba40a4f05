import type { App, RespondFn } from '@slack/bolt'
import { ACTION_ID } from './blocks.ts'
import { type Asked, parseClick, parseCommand } from './requests.ts'

/** The one slash command; the manifest names it too. */
export const COMMAND = '/papers'

/** Sees to one request, once it is acknowledged. */
export type Handle = (asked: Asked, respond: RespondFn) => Promise<void>

/** Lets the app hear the command and clicks on our buttons. Each is acknowledged at once, for Slack waits 3 s. */
export function register(app: App, handle: Handle): void {
  app.command(COMMAND, async ({ ack, body, respond }) => {
    await ack()
    await handle(parseCommand(body), respond)
  })
  app.action(ACTION_ID, async ({ ack, body, respond }) => {
    await ack()
    await handle(parseClick(body), respond)
  })
}
