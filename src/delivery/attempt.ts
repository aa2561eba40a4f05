import type { Backoff } from '../lib/backoff.ts'
import { inOneMessage } from '../messages/digest.ts'
import type { Log } from '../ports/log.ts'
import { type AttemptVerdict, type Metrics, unmeasured } from '../ports/metrics.ts'
import type { Delivery, Outbox, Outcome } from '../ports/outbox.ts'
import type { Publisher } from '../ports/publisher.ts'
import type { Clock } from '../time/clock.ts'
import { createMessageSender, type LeasedDelivery } from './message-sender.ts'
import { outcomeOf, refusalOf } from './outcome.ts'
import type { PostGate } from './post-gate.ts'
import { createReconcile, type Reconciled } from './reconcile.ts'
import type { Rejections } from './suspensions.ts'

/**
 * Makes one attempt at a leased delivery and settles it: sends it if it is `due`, reconciles it if it was left in `sending`.
 * Throws only on a bug or a store that fails.
 * @returns how it was settled; undefined if the lease was no longer ours
 */
export type Attempt = (delivery: Delivery, publisher: Publisher) => Promise<Outcome | undefined>

const VERDICTS: Record<Outcome['kind'], AttemptVerdict> = {
  sent: 'sent',
  due: 'retry',
  unknown: 'unknown',
  failed: 'failed',
}

/** @param deps.signal aborts what is being sent, which may then have arrived */
export function createAttempt(deps: {
  outbox: Pick<Outbox, 'begin' | 'posted' | 'settle'>
  rejections: Pick<Rejections, 'rejected' | 'lost'>
  gate: PostGate
  clock: Clock
  log: Log
  metrics?: Metrics | undefined
  random: () => number
  settings: Backoff & { leaseMs: number }
  signal: AbortSignal
}): Attempt {
  const { outbox, rejections, clock, log, metrics = unmeasured, settings } = deps
  const sender = createMessageSender({ ...deps, leaseMs: settings.leaseMs })
  const reconcile = createReconcile({ ...deps, sender })

  async function send(leased: LeasedDelivery): Promise<Reconciled | undefined> {
    const { delivery, lease } = leased
    const triedAt = clock.now()
    if (!(await outbox.begin(delivery.id, lease, triedAt))) return undefined
    const verdict = await sender.sendRemaining(leased)
    if (!verdict) return undefined
    const context = { now: clock.now(), settings, random: deps.random() }
    return {
      outcome: outcomeOf(verdict, { ...delivery, triedAt }, context),
      dead: verdict.kind === 'dead' ? verdict : undefined,
      refusal: refusalOf(verdict),
    }
  }

  return async (stored, publisher) => {
    const { id, lease, channel, edition } = stored
    if (!lease) return undefined
    const { hasThreads = true } = publisher
    const delivery = hasThreads ? stored : { ...stored, digest: inOneMessage(stored.digest) }
    const leased = { delivery, lease, publisher }
    const done = delivery.state === 'sending' ? await reconcile(leased) : await send(leased)
    if (!done) return undefined
    const { outcome, dead, refusal } = done
    // Before the row is released: nobody may claim it until its channel is paused or its workspace suspended.
    if (dead) await rejections.rejected(delivery, dead, publisher)
    if (refusal && outcome.kind === 'failed') await rejections.lost(delivery, refusal, publisher)
    if (!(await outbox.settle(id, lease, outcome, clock.now()))) return undefined
    metrics.attempted(channel, dead ? 'dead' : VERDICTS[outcome.kind])
    if (outcome.kind === 'sent' && delivery.origin === 'schedule') {
      metrics.sentAfterSlot(channel, clock.now() - delivery.slotAt)
    }
    const attempt = delivery.attempts + (delivery.state === 'due' ? 1 : 0)
    const fields = { channel, edition, attempt, outcome: outcome.kind }
    if (outcome.kind === 'sent') log.info({ ...fields, papers: delivery.digest.entries.length }, 'posted')
    else if (outcome.error) log.warn({ ...fields, reason: outcome.error }, 'not posted')
    return outcome
  }
}
