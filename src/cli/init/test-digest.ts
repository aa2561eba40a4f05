import { randomUUID } from 'node:crypto'
import type { ChannelId } from '../../channels/channel-id.ts'
import { type Digest, messageCount } from '../../messages/digest.ts'
import type { Publisher } from '../../ports/publisher.ts'

const WITHIN_MS = 30_000

/** Posts a digest by hand: nothing is recorded, so the channel gets its papers again. @throws Error where it wasn't posted */
export async function postTestDigest(
  publish: Publisher['publish'],
  channel: ChannelId,
  digest: Digest,
): Promise<void> {
  const key = randomUUID()
  let threadId: string | undefined
  for (let step = 0; step < messageCount(digest); step++) {
    const post = { channel, digest, step, key: `${channel} test-${key} ${step}`, threadId }
    const verdict = await publish(post, AbortSignal.timeout(WITHIN_MS))
    if (verdict.kind !== 'sent') throw new Error(verdict.reason)
    threadId ??= verdict.messageId
  }
}
