import { z } from 'zod'
import type { ChannelId } from '../channels/channel-id.ts'
import { partsOf, platformOf } from '../channels/channel-id.ts'
import { messageOf } from '../lib/errors.ts'
import type { KeyedMutex } from '../lib/keyed-mutex.ts'
import type { Reply } from '../messages/reply.ts'
import type { Channels } from '../ports/channels.ts'
import type { KeyValueStore } from '../ports/key-value-store.ts'
import type { Log } from '../ports/log.ts'
import type { Delivery, Outbox } from '../ports/outbox.ts'
import type { Dead, Publisher } from '../ports/publisher.ts'
import type { Suspensions } from '../ports/suspensions.ts'
import type { Clock } from '../time/clock.ts'
import { latestSlot, nextSlot } from '../time/slots.ts'
import type { Refusal } from './outcome.ts'

/** When a platform rejects a message, its channel is paused or its workspace suspended until access is restored. */
export interface Rejections {
  /** Handles a rejection: pauses the channel and notifies its subscriber, or suspends the workspace or the platform. */
  rejected(delivery: Delivery, dead: Dead, publisher: Publisher): Promise<void>
  /**
   * Handles an edition that was lost to an unknown refusal. Because nobody knows whether it lasts, the channel is paused, and its
   * subscriber notified, after the second edition in a row that is lost to the same one.
   */
  lost(delivery: Delivery, refusal: Refusal, publisher: Publisher): Promise<void>
  /**
   * Resumes the paused channels whose ids begin with `under`, such as when the bot is invited again, and ends the suspension of
   * exactly that.
   * @param mayPost whether the bot may post in a channel, where that is known
   */
  accessRestored(under: string, mayPost?: (channel: ChannelId) => boolean | Promise<boolean>): Promise<void>
  /** Suspends the channels whose ids begin with `scope`, because a workspace uninstalled the bot. */
  accessLost(scope: string, reason: string): Promise<void>
}

/** How long a direct message may take, ms. */
const TELL_WITHIN_MS = 10_000

/** The first of several editions in a row that a channel lost to the same refusal, its code, and when, ms UTC. */
const lostSchema = z.object({ edition: z.string(), code: z.string().optional(), at: z.number() })

const lostKey = (channel: ChannelId): string => `lost ${channel}`

/** How long a lost edition is remembered, ms: longer than between two editions of any schedule. */
const REMEMBER_LOST_MS = 30 * 86_400_000

/** Paused channels that are read at once. */
const PAUSED_AT_ONCE = 500

/** How many of the latest deliveries are searched for a later one that was sent. */
const LATEST = 10

/** @param resumesByItself whether the platform reports that the bot may post again */
const noticeOf = (channel: ChannelId, reason: string, resumesByItself: boolean): Reply => ({
  visibility: 'ephemeral',
  lines: [
    [
      { text: 'Digests have stopped in a channel that you subscribed: ' },
      { text: 'the channel', place: { channel } },
    ],
    [{ text: `Why: ${reason}.` }],
    resumesByItself
      ? [
          { text: 'They resume when that is fixed. To try now: ' },
          { text: '/papers resume', style: 'code' },
          { text: ' there.' },
        ]
      : [
          { text: 'When that is fixed, use ' },
          { text: '/papers resume', style: 'code' },
          { text: ' there to resume them.' },
        ],
  ],
})

export function createRejections(deps: {
  channels: Channels
  outbox: Pick<Outbox, 'latest'>
  keyValues: KeyValueStore
  suspensions: Suspensions
  mutex: KeyedMutex
  clock: Clock
  log: Log
  /** Age from which an edition is no longer delivered, ms. */
  staleAfterMs: number
}): Rejections {
  const { channels, outbox, keyValues, suspensions, mutex, clock, log, staleAfterMs } = deps

  /** Tells who subscribed the channel last, in private, because nothing can be posted in the channel itself. */
  async function tell(channel: ChannelId, notice: Reply, publisher: Publisher): Promise<void> {
    try {
      const subscriber = await channels.lastSubscriber(channel)
      if (!subscriber || !publisher.sendDirectMessage) return
      const { personId } = subscriber
      await publisher.sendDirectMessage(channel, personId, notice, AbortSignal.timeout(TELL_WITHIN_MS))
    } catch (error) {
      log.info(
        { channel, reason: messageOf(error) },
        'could not tell who subscribed a channel that it is paused',
      )
    }
  }

  /** Whether the edition before this one was lost to the same refusal. Editions that were waiting at the same time count as one. */
  async function isSecondInARow(
    { channel, edition, createdAt }: Delivery,
    { code }: Refusal,
  ): Promise<boolean> {
    const stored = await keyValues.get(lostKey(channel))
    const earlier = stored ? lostSchema.parse(JSON.parse(stored)) : undefined
    const wasSent = async (since: number): Promise<boolean> =>
      (await outbox.latest(channel, LATEST)).some(
        ({ state, settledAt = 0 }) => state === 'sent' && settledAt > since,
      )
    const now = clock.now()
    if (earlier?.code === code && earlier.at <= now && !(await wasSent(earlier.at))) {
      return earlier.edition !== edition && earlier.at <= createdAt
    }
    await keyValues.set(lostKey(channel), JSON.stringify({ edition, code, at: now }), now + REMEMBER_LOST_MS)
    return false
  }

  async function suspend(scope: string, reason: string, uninstalled = false): Promise<void> {
    const isNew = await suspensions.add({ scope, reason, at: clock.now(), uninstalled })
    if (isNew) log.error({ scope, reason }, 'stopped posting to all of these channels')
  }

  async function resume(id: ChannelId): Promise<void> {
    const channel = await channels.find(id)
    if (!channel?.pausedReason) return
    const now = clock.now()
    // A slot that passed meanwhile is made up for while an edition of it would not be stale.
    const slotAt = Math.max(channel.nextSlotAt, latestSlot(channel, now))
    const nextSlotAt = now - slotAt < staleAfterMs ? slotAt : nextSlot(channel, now)
    await channels.save({ ...channel, pausedReason: undefined, nextSlotAt })
    log.info({ channel: id }, 'resumed a channel that had been refused')
  }

  return {
    async rejected({ channel, edition }, { scope, code, reason, payloadShape, uninstalled }, publisher) {
      const platform = platformOf(channel)
      switch (scope) {
        case 'message':
          return log.error({ channel, edition, code, reason, payloadShape }, 'a message of ours was refused')
        case 'workspace':
          return suspend(`${platform}:${partsOf(channel).workspace}/`, reason, uninstalled)
        case 'platform':
          return suspend(`${platform}:`, reason)
        case 'channel': {
          if (!(await channels.pause(channel, reason))) return
          log.error({ channel, code, reason }, 'paused a channel')
          await tell(channel, noticeOf(channel, reason, true), publisher)
        }
      }
    },
    async lost(delivery, refusal, publisher) {
      const { channel } = delivery
      const { code } = refusal
      if (!(await isSecondInARow(delivery, refusal))) return
      const reason = `two digests in a row were refused: ${refusal.reason}`
      if (!(await channels.pause(channel, reason))) return
      await keyValues.set(lostKey(channel), '', clock.now())
      log.error({ channel, code, reason }, 'paused a channel')
      await tell(channel, noticeOf(channel, reason, false), publisher)
    },
    accessLost: (scope, reason) => suspend(scope, reason, true),
    async accessRestored(under, mayPost = () => true) {
      await suspensions.lift(under)
      for (let after: ChannelId | undefined; ; ) {
        const page = await channels.paused(under, { after, limit: PAUSED_AT_ONCE })
        for (const { id } of page) if (await mayPost(id)) await mutex.runExclusive(id, () => resume(id))
        after = page.at(-1)?.id
        if (page.length < PAUSED_AT_ONCE) return
      }
    },
  }
}
