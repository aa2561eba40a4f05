import { messageCount } from '../messages/digest.ts'
import { type Metrics, unmeasured } from '../ports/metrics.ts'
import type { Delivery, Outbox } from '../ports/outbox.ts'
import type { Found, Publisher, UncertainPost, Verdict } from '../ports/publisher.ts'
import type { Clock } from '../time/clock.ts'
import type { Failure, Sent } from './outcome.ts'
import type { PostGate } from './post-gate.ts'

/** A delivery that this worker holds, and the platform that it goes to. */
export interface LeasedDelivery {
  delivery: Delivery
  lease: string
  publisher: Publisher
}

/** Sends the messages of one delivery, in order, within its lease. */
export interface MessageSender {
  /**
   * Posts the messages that are left, in order, until one isn't sent. Each is recorded before the next is posted; the last is left to
   * `Outbox.settle`, which saves a commit.
   * @returns undefined when the lease is no longer ours, so that nothing more may be done
   */
  sendRemaining(leased: LeasedDelivery): Promise<Sent | Failure | undefined>
  /** Posts the next message once more; the time when it was first tried stays as it is. */
  resend(leased: LeasedDelivery, signal: AbortSignal): Promise<Verdict>
  /** Asks the platform for the one message that may have arrived. */
  findPosted(leased: LeasedDelivery, signal: AbortSignal): Promise<Found>
  /** Records that the next message was posted. @returns as `Outbox.posted` */
  recordPosted(leased: LeasedDelivery, messageId: string): Promise<boolean>
  /** A signal that aborts what is asked of the platform well before a lease that begins now ends. */
  withinLease(): AbortSignal
}

/** When a lease ends, ms UTC. */
const endOfLease = ({ delivery }: LeasedDelivery): number => delivery.leaseUntil ?? Number.POSITIVE_INFINITY

/** The share of a lease that one message may take. */
const SHARE_OF_LEASE = 0.75

/**
 * @param deps.signal aborts what is being sent, which may then have arrived
 * @param deps.timeoutSignal makes a signal that aborts after a time in ms
 */
export function createMessageSender(deps: {
  outbox: Pick<Outbox, 'posted'>
  gate: PostGate
  clock: Clock
  leaseMs: number
  metrics?: Metrics | undefined
  signal: AbortSignal
  timeoutSignal?: (ms: number) => AbortSignal
}): MessageSender {
  const { outbox, gate, clock, leaseMs, metrics = unmeasured, signal } = deps
  const { timeoutSignal = AbortSignal.timeout } = deps

  const withinLease = (): AbortSignal =>
    AbortSignal.any([signal, timeoutSignal(Math.round(leaseMs * SHARE_OF_LEASE))])

  const messageOf = ({ delivery }: LeasedDelivery, messageIds: readonly string[]): UncertainPost => ({
    channel: delivery.channel,
    digest: delivery.digest,
    step: messageIds.length,
    slotAt: delivery.slotAt,
    key: `${delivery.channel} ${delivery.edition} ${messageIds.length}`,
    threadId: messageIds[0],
    plain: delivery.plain,
    triedAt: delivery.triedAt ?? delivery.dueAt,
  })

  async function post(
    { publisher }: LeasedDelivery,
    message: UncertainPost,
    { isFirst, leaseUntil, signal }: { isFirst: boolean; leaseUntil: number; signal: AbortSignal },
  ): Promise<Verdict> {
    const refusal = await gate.pass(message.channel, publisher.rateLimits ?? {}, isFirst)
    if (refusal) return refusal
    // A process that was suspended continues here before any of its timers has fired.
    if (clock.now() >= leaseUntil) {
      return { kind: 'retry', reason: 'was held up for longer than its lease' }
    }
    const verdict = await publisher.publish(message, signal)
    if (verdict.kind === 'retry' && verdict.throttled) metrics.throttled(message.channel, verdict.throttled)
    await gate.answered(message.channel, verdict)
    return verdict
  }

  const recordPosted: MessageSender['recordPosted'] = ({ delivery, lease }, messageId) => {
    const at = clock.now()
    return outbox.posted(delivery.id, lease, messageId, { at, leaseUntil: at + leaseMs })
  }

  return {
    recordPosted,
    withinLease,
    async sendRemaining(leased) {
      const before = leased.delivery.messageIds
      const messageIds = [...before]
      const count = messageCount(leased.delivery.digest)
      let leaseUntil = endOfLease(leased)
      while (messageIds.length < count) {
        const isFirst = messageIds.length === before.length
        const message = messageOf(leased, messageIds)
        const verdict = await post(leased, message, { isFirst, leaseUntil, signal: withinLease() })
        if (verdict.kind !== 'sent') return verdict
        messageIds.push(verdict.messageId)
        if (messageIds.length === count) break
        leaseUntil = clock.now() + leaseMs
        if (!(await recordPosted(leased, verdict.messageId))) return undefined
      }
      return { kind: 'sent', messageIds }
    },
    resend: (leased, signal) =>
      post(leased, messageOf(leased, leased.delivery.messageIds), {
        isFirst: true,
        leaseUntil: endOfLease(leased),
        signal,
      }),
    findPosted: (leased, signal) =>
      leased.publisher.reconcile(messageOf(leased, leased.delivery.messageIds), signal),
  }
}
