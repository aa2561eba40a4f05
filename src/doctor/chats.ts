import { messageOf } from '../lib/errors.ts'
import type { Chat } from '../ports/chat.ts'
import { type Finding, fault, ok, warning } from './check.ts'

const WITHIN_MS = 10_000
const NAMES = { slack: 'Slack', discord: 'Discord', preview: 'the preview' } as const
const TOKENS = { slack: 'SLACK_BOT_TOKEN', discord: 'DISCORD_TOKEN', preview: '' } as const

/** Whether each platform takes our token. */
export async function checkChats(chats: readonly Chat[]): Promise<Finding[]> {
  if (chats.length === 0) {
    return [
      warning('chat', 'No token of Slack or Discord is set, so there is only the preview. See the README.'),
    ]
  }
  return Promise.all(
    chats.map(async ({ platform, checkToken }) => {
      const name = NAMES[platform]
      const taken = await checkToken?.(AbortSignal.timeout(WITHIN_MS)).catch(messageOf)
      return taken === true
        ? ok(name, 'takes our token.')
        : fault(
            name,
            `does not answer, or not to our token${typeof taken === 'string' ? ` (${taken})` : ''}. Check the network; else set ${TOKENS[platform]} anew, with all that the README names, and start again.`,
          )
    }),
  )
}
