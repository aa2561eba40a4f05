import { messageOf } from '../lib/errors.ts'
import type { Chat } from '../ports/chat.ts'
import type { Platform } from '../ports/platform.ts'
import { type Finding, fault, ok, warning } from './check.ts'

const WITHIN_MS = 10_000

/** Whether each platform accepts the bot's token. */
export async function checkChats(
  platforms: readonly Pick<Platform, 'name' | 'title' | 'tokenAdvice'>[],
  chats: readonly Chat[],
): Promise<Finding[]> {
  if (chats.length === 0) {
    return [
      warning('chat', 'No token of Slack or Discord is set, so there is only the preview. See the README.'),
    ]
  }
  return Promise.all(
    chats.map(async ({ platform, checkToken }) => {
      const { title = platform, tokenAdvice = '' } = platforms.find(({ name }) => name === platform) ?? {}
      const accepted = await checkToken?.(AbortSignal.timeout(WITHIN_MS)).catch(messageOf)
      if (accepted === true) return ok(title, 'takes our token.')
      const reason = typeof accepted === 'string' ? ` (${accepted})` : ''
      return fault(title, `does not answer, or not to our token${reason}. ${tokenAdvice}`)
    }),
  )
}
