import { platformOf } from '../channel.ts'
import { messageCount } from '../digest/digest.ts'
import { messageOf } from '../errors.ts'
import type { Channels, Clock, Ledger, Log, Publisher } from '../ports.ts'
import { backOff } from './back-off.ts'
import type { Delivery, Outcome, Verdict } from './delivery.ts'

export interface DeliverySettings {
  leaseMs: number
  concurrency: number
  backOffMs: number
  maxBackOffMs: number
}

export interface Worker {
  /** Delivers what is due on these publishers' platforms until nothing is left. */
  deliver(publishers: readonly Publisher[]): Promise<void>
  /**
   * Starts nothing new and waits for what is being sent. What isn't done after `graceMs` is broken off, and may then
   * have arrived.
   */
  stop(graceMs: number): Promise<void>
}

export function createWorker(deps: {
  ledger: Ledger
  channels: Channels
  clock: Clock
  log: Log
  random: () => number
  settings: DeliverySettings
}): Worker {
  const { ledger, channels, clock, log, settings } = deps
  const breakOff = new AbortController()
  const underWay = new Set<Promise<void>>()
  let stopping = false

  /** Posts the messages that are still to be posted, in order, until one isn't sent. */
  async function postSteps(delivery: Delivery, lease: string, publisher: Publisher): Promise<Verdict> {
    const { channel, digest } = delivery
    const messageIds = [...delivery.messageIds]
    let verdict: Verdict = { kind: 'sent', messageId: messageIds.at(-1) ?? '' }
    for (let step = messageIds.length; step < messageCount(digest); step++) {
      const key = `${channel} ${delivery.edition} ${step}`
      verdict = await publisher.publish(
        { channel, digest, step, key, threadId: messageIds[0] },
        breakOff.signal,
      )
      if (verdict.kind !== 'sent') return verdict
      messageIds.push(verdict.messageId)
      await ledger.posted(delivery.id, lease, verdict.messageId)
    }
    return verdict
  }

  function outcomeOf(verdict: Verdict, attempt: number): Outcome {
    switch (verdict.kind) {
      case 'sent':
        return { kind: 'sent' }
      case 'unknown':
        return { kind: 'unknown', error: verdict.reason }
      case 'retry': {
        const wait = backOff(attempt, settings, deps.random(), verdict.afterMs)
        return { kind: 'due', at: clock.now() + wait, error: verdict.reason }
      }
      case 'dead': {
        const error = `${verdict.reason} (${verdict.code})`
        // A token that a person replaces in time still delivers the edition.
        if (verdict.scope !== 'workspace') return { kind: 'failed', error }
        return { kind: 'due', at: clock.now() + settings.maxBackOffMs, error }
      }
    }
  }

  async function deliverOne(delivery: Delivery, publisher: Publisher): Promise<void> {
    const { id, lease, channel, edition } = delivery
    if (!lease || !(await ledger.begin(id, lease, clock.now()))) return
    const verdict = await postSteps(delivery, lease, publisher)
    const outcome = outcomeOf(verdict, delivery.attempts + 1)
    await ledger.settle(id, lease, outcome, clock.now())
    if (verdict.kind === 'dead' && verdict.scope === 'channel') await channels.pause(channel, verdict.reason)
    const fields = { channel, edition, attempt: delivery.attempts + 1 }
    if (outcome.kind === 'sent') log.info({ ...fields, papers: delivery.digest.entries.length }, 'posted')
    else
      log[verdict.kind === 'dead' ? 'error' : 'warn'](
        { ...fields, outcome: outcome.kind, reason: outcome.error },
        'not posted',
      )
  }

  /** What is thrown is a fault of ours or of the store. The row stays as it is: due again, or `sending`, to be reconciled. */
  const guarded = (delivery: Delivery, publisher: Publisher): Promise<void> =>
    deliverOne(delivery, publisher).catch(error =>
      log.error(
        { channel: delivery.channel, edition: delivery.edition, error: messageOf(error) },
        'could not deliver',
      ),
    )

  return {
    async deliver(publishers) {
      const platforms = publishers.map(({ platform }) => platform)
      const { leaseMs, concurrency } = settings
      while (!stopping && platforms.length > 0) {
        const claimed = await ledger.claim({ platforms, now: clock.now(), leaseMs, limit: concurrency })
        if (claimed.length === 0) return
        const batch = claimed.map(delivery => {
          const publisher = publishers.find(({ platform }) => platform === platformOf(delivery.channel))
          if (!publisher || stopping) return undefined
          const delivering: Promise<void> = guarded(delivery, publisher).finally(() =>
            underWay.delete(delivering),
          )
          underWay.add(delivering)
          return delivering
        })
        await Promise.all(batch)
      }
    },
    async stop(graceMs) {
      stopping = true
      const timer = setTimeout(() => breakOff.abort(new Error('Paper Round is stopping')), graceMs)
      await Promise.all(underWay)
      clearTimeout(timer)
    },
  }
}
