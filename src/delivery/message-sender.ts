import { messageCount } from '../messages/digest.ts'
import type { Delivery, Outbox } from '../ports/outbox.ts'
import type { Found, Publisher, UncertainPost, Verdict } from '../ports/publisher.ts'
import type { Clock } from '../time/clock.ts'

/** A delivery in `sending` that this worker holds, and the platform that it goes to. */
export interface LeasedDelivery {
  delivery: Delivery
  lease: string
  publisher: Publisher
}

/** The messages of a delivery, one after the other. */
export interface MessageSender {
  /**
   * Posts the messages that are still to be posted, in order, until one isn't sent.
   * @returns undefined where the lease is no longer ours, so that nothing more is ours to do
   */
  sendRemaining(held: LeasedDelivery): Promise<Verdict | undefined>
  /** Posts one message, whose time of trying stays what it was. */
  resend(held: LeasedDelivery, signal: AbortSignal): Promise<Verdict>
  /** Asks for the one message that may have arrived. */
  findPosted(held: LeasedDelivery, signal: AbortSignal): Promise<Found>
  /** KeyValueStore that the next message was posted. @returns as `Outbox.posted` */
  recordPosted(held: LeasedDelivery, messageId: string): Promise<boolean>
  /** Breaks off what is asked of a platform from now on while a lease of now is still ours. */
  withinLease(): AbortSignal
}

/** How much of a lease one message may take. */
const SHARE_OF_LEASE = 0.75

/**
 * @param deps.signal breaks off what is being sent, which may then have arrived
 * @param deps.timeoutSignal a signal that aborts after so many ms
 */
export function createMessageSender(deps: {
  outbox: Pick<Outbox, 'posted'>
  clock: Clock
  leaseMs: number
  signal: AbortSignal
  timeoutSignal?: (ms: number) => AbortSignal
}): MessageSender {
  const { outbox, clock, leaseMs, signal, timeoutSignal = AbortSignal.timeout } = deps

  const inTime = (): AbortSignal =>
    AbortSignal.any([signal, timeoutSignal(Math.round(leaseMs * SHARE_OF_LEASE))])

  const messageOf = ({ delivery }: LeasedDelivery, messageIds: readonly string[]): UncertainPost => ({
    channel: delivery.channel,
    digest: delivery.digest,
    step: messageIds.length,
    key: `${delivery.channel} ${delivery.edition} ${messageIds.length}`,
    threadId: messageIds[0],
    plain: delivery.plain,
    triedAt: delivery.triedAt ?? delivery.dueAt,
  })

  const note: MessageSender['recordPosted'] = ({ delivery, lease }, messageId) => {
    const at = clock.now()
    return outbox.posted(delivery.id, lease, messageId, { at, leaseUntil: at + leaseMs })
  }

  return {
    recordPosted: note,
    async sendRemaining(held) {
      const messageIds = [...held.delivery.messageIds]
      let verdict: Verdict = { kind: 'sent', messageId: messageIds.at(-1) ?? '' }
      while (messageIds.length < messageCount(held.delivery.digest)) {
        verdict = await held.publisher.publish(messageOf(held, messageIds), inTime())
        if (verdict.kind !== 'sent') return verdict
        messageIds.push(verdict.messageId)
        if (!(await note(held, verdict.messageId))) return undefined
      }
      return verdict
    },
    withinLease: inTime,
    resend: (held, signal) => held.publisher.publish(messageOf(held, held.delivery.messageIds), signal),
    findPosted: (held, signal) => held.publisher.reconcile(messageOf(held, held.delivery.messageIds), signal),
  }
}
