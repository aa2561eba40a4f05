import { messageOf } from '../lib/errors.ts'
import { unlessAborted } from '../lib/time-limit.ts'
import type { Chat } from '../ports/chat.ts'
import type { Platform } from '../ports/platform.ts'
import { RefusedError } from '../ports/refused-error.ts'
import { type Finding, fault, ok, warning } from './check.ts'

const WITHIN_MS = 10_000

/** @returns a sentence for each thing that is still to be set up on the platform */
async function checkConnecting(
  { check, checkToken, advise }: Chat,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (check) {
    const missing = await unlessAborted(check(signal), signal)
    return [...missing, ...((await (advise && unlessAborted(advise(signal), signal))) ?? [])]
  }
  const isAccepted = await checkToken?.(signal)
  if (!isAccepted) throw new Error('no reason given')
  return []
}

/** Whether the bot could connect to each platform; if not, says why in the words of `start`. */
export async function checkChats(
  platforms: readonly Pick<Platform, 'name' | 'title' | 'tokenAdvice'>[],
  chats: readonly Chat[],
): Promise<Finding[]> {
  if (chats.length === 0) {
    return [warning('chat', 'No Slack or Discord token is set, so only the preview runs. See README.md.')]
  }
  const findings = await Promise.all(
    chats.map(async chat => {
      const { platform } = chat
      const { title = platform, tokenAdvice = '' } = platforms.find(({ name }) => name === platform) ?? {}
      const signal = AbortSignal.timeout(WITHIN_MS)
      try {
        const missing = await checkConnecting(chat, signal)
        return [ok(title, 'accepts the token.'), ...missing.map(text => warning(title, text))]
      } catch (error) {
        if (error instanceof RefusedError) return [fault(title, error.message)]
        if (signal.aborted) {
          return [fault(title, `didn’t answer in ${WITHIN_MS / 1000} s. Check the network of this machine.`)]
        }
        const text = `doesn’t answer or doesn’t accept the token (${messageOf(error)}). ${tokenAdvice}`
        return [fault(title, text)]
      }
    }),
  )
  return findings.flat()
}
