import type { Html } from '../html.ts'
import { drawDiscord } from './discord.ts'
import { drawEmail } from './email.ts'
import { drawSlack } from './slack.ts'

/** How to draw the messages of a platform, by its name. Other platforms have no preview. */
export const MESSAGE_PREVIEWS: Readonly<Record<string, (payload: object) => Html>> = {
  slack: drawSlack,
  discord: drawDiscord,
  email: drawEmail,
}
