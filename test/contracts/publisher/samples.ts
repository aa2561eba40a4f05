import { type Digest, inOneMessage, messageCount } from '../../../src/messages/digest.ts'
import type { Post, Verdict } from '../../../src/ports/publisher.ts'
import { everydayDigest } from '../../fixtures/digests.ts'
import type { PublisherHarness } from './harness.ts'

export const never = new AbortController().signal

export const postTo = ({ channel }: PublisherHarness, changes: Partial<Post> = {}): Post => ({
  channel,
  digest: everydayDigest,
  step: 0,
  key: `${channel} 2026-11-23T09:00Z 0`,
  ...changes,
})

export const publish = (harness: PublisherHarness, changes: Partial<Post> = {}): Promise<Verdict> =>
  harness.publisher.publish(postTo(harness, changes), never)

/** The id of the posted message. @throws if it wasn't sent */
export function idOf(verdict: Verdict): string {
  if (verdict.kind !== 'sent') throw new Error(`not sent: ${JSON.stringify(verdict)}`)
  return verdict.messageId
}

/** Posts all messages of a digest. @returns their ids */
export async function publishAll(
  harness: PublisherHarness,
  composed: Digest,
  key = 'all',
): Promise<string[]> {
  const { hasThreads = true } = harness.publisher
  const digest = hasThreads ? composed : inOneMessage(composed)
  const ids: string[] = []
  for (let step = 0; step < messageCount(digest); step++) {
    const verdict = await publish(harness, { digest, step, key: `${key} ${step}`, threadId: ids[0] })
    ids.push(idOf(verdict))
  }
  return ids
}
