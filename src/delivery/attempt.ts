import { messageCount } from '../digest/digest.ts'
import type { Channels, Clock, Ledger, Log, Publisher } from '../ports.ts'
import { type BackOff, backOff } from './back-off.ts'
import type { Delivery, Outcome, Verdict } from './delivery.ts'

/** One attempt at a leased delivery, from `sending` until it is settled. What it throws is a fault of ours or of the store. */
export type Attempt = (delivery: Delivery, publisher: Publisher) => Promise<void>

/** @param deps.signal breaks off what is being sent, which may then have arrived */
export function createAttempt(deps: {
  ledger: Ledger
  channels: Channels
  clock: Clock
  log: Log
  random: () => number
  settings: BackOff
  signal: AbortSignal
}): Attempt {
  const { ledger, channels, clock, log, settings, signal } = deps

  /** Posts the messages that are still to be posted, in order, until one isn't sent. */
  async function postSteps(delivery: Delivery, lease: string, publisher: Publisher): Promise<Verdict> {
    const { channel, digest } = delivery
    const messageIds = [...delivery.messageIds]
    let verdict: Verdict = { kind: 'sent', messageId: messageIds.at(-1) ?? '' }
    for (let step = messageIds.length; step < messageCount(digest); step++) {
      const key = `${channel} ${delivery.edition} ${step}`
      verdict = await publisher.publish({ channel, digest, step, key, threadId: messageIds[0] }, signal)
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

  return async (delivery, publisher) => {
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
}
