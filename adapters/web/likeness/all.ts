import type { Html } from '../html.ts'
import { drawDiscord } from './discord.ts'
import { drawEmail } from './email.ts'
import { drawSlack } from './slack.ts'

/** How to draw the messages of a platform, by its name; of others there is no likeness. */
export const LIKENESSES: Readonly<Record<string, (payload: object) => Html>> = {
  slack: drawSlack,
  discord: drawDiscord,
  email: drawEmail,
}
