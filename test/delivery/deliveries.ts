import type { PostGate } from '../../src/delivery/post-gate.ts'
import type { Delivery } from '../../src/ports/outbox.ts'
import type { Found, Post, Publisher, UncertainPost, Verdict } from '../../src/ports/publisher.ts'
import { digestOf, edition, MINUTE, NOW } from '../contracts/store/samples.ts'

/** A claimed delivery in the thread layout, with three messages. */
export const threadOf = (changes: Partial<Delivery> = {}): Delivery => ({
  ...edition('2026-11-23T09:00Z'),
  digest: { ...digestOf('2611.00001', '2611.00002'), layout: 'thread' },
  id: 7,
  state: 'due',
  attempts: 0,
  dueAt: NOW,
  lease: 'lease-1',
  leaseUntil: NOW + MINUTE,
  messageIds: [],
  plain: false,
  ...changes,
})

/** A publisher that returns these verdicts one after the other, and then `sent`. */
export function createAnswering({
  verdicts = [],
  found = { kind: 'absent' },
}: {
  verdicts?: readonly Verdict[]
  found?: Found
}) {
  const rest = [...verdicts]
  const posts: { post: Post; signal: AbortSignal }[] = []
  const lookedUp: { post: UncertainPost; signal: AbortSignal }[] = []
  const publisher: Publisher = {
    platform: 'slack',
    async publish(post, signal) {
      posts.push({ post, signal })
      return rest.shift() ?? { kind: 'sent', messageId: `m${post.step}` }
    },
    async reconcile(post, signal) {
      lookedUp.push({ post, signal })
      return found
    },
  }
  return { publisher, posts, lookedUp }
}

/** A gate that is always open. */
export const OPEN_GATE: PostGate = { pass: async () => undefined, async answered() {} }
