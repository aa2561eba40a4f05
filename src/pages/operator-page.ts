import type { Channel } from '../channels/channel.ts'
import type { FeedStatus } from '../collecting/feed-status.ts'
import { deliveryText } from '../delivery/status-text.ts'
import { type Finding, warning } from '../doctor/check.ts'
import { checkDelivery, type HowToResume } from '../doctor/delivery.ts'
import { checkJobs } from '../doctor/jobs.ts'
import type { Delivery } from '../ports/outbox.ts'
import type { Store } from '../ports/store.ts'
import { topicName } from '../search/topics.ts'
import type { Clock } from '../time/clock.ts'
import { momentText } from '../time/time-text.ts'

/** What the operator wants to know. All times are in words, in one time zone. */
export interface OperatorPage {
  timezone: string
  /** What is wrong and what to do, the worst first; what is well comes last. */
  findings: readonly Finding[]
  sources: readonly { name: string; text: string }[]
  channels: readonly OperatorChannel[]
  /** Newest first. */
  deliveries: readonly OperatorDelivery[]
}

export interface OperatorChannel {
  id: string
  /** Where a webhook goes; undefined for other channels. */
  host: string | undefined
  topics: readonly string[]
  schedule: string
  /** When the next digest is, or why there is none. */
  next: string
}

export interface OperatorDelivery {
  id: number
  channel: string
  edition: string
  state: Delivery['state']
  text: string
}

/** Shown at once; `npx paper-round deliveries` has more. */
const DELIVERIES = 30
const CHANNELS = 200

const SEVERITY: readonly Finding['state'][] = ['fault', 'warning', 'ok']

export function createOperatorPage(deps: {
  store: Store
  feed: () => Promise<FeedStatus>
  otherSources: readonly { name: string; feed: () => Promise<FeedStatus> }[]
  obstacles: () => Promise<readonly string[]>
  clock: Clock
  timezone: string
  howToResume: HowToResume
}) {
  const { store, clock, timezone } = deps
  const { channels, outbox, keyValues, webhooks } = store

  async function toChannel(channel: Channel, now: number): Promise<OperatorChannel> {
    const topics = await channels.topics(channel.id)
    return {
      id: channel.id,
      host: (await webhooks.find(channel.id))?.host,
      topics: topics.map(topicName),
      schedule: `${channel.time} ${channel.timezone}`,
      next: nextText(channel, topics.length > 0, now),
    }
  }

  function nextText({ pausedReason, pausedBy, nextSlotAt }: Channel, follows: boolean, now: number): string {
    if (!follows) return 'none: no subscriptions'
    if (pausedReason !== undefined) return `paused: ${pausedReason}`
    if (pausedBy) return `paused by ${pausedBy.person}`
    return momentText(nextSlotAt, now, timezone)
  }

  return async (): Promise<OperatorPage> => {
    const now = clock.now()
    const feed = await deps.feed()
    const others = await Promise.all(
      deps.otherSources.map(async ({ name, feed }) => ({ name, text: (await feed()).text })),
    )
    const obstacles = (await deps.obstacles()).map(text => warning('bot', text))
    const findings = [
      ...obstacles,
      ...(await checkJobs(keyValues, now)),
      ...(await checkDelivery(store, now, deps)),
    ]
    const known = await channels.bySlot({ limit: CHANNELS })
    const latest = await outbox.latest(undefined, DELIVERIES)
    return {
      timezone,
      findings: findings.sort((a, b) => SEVERITY.indexOf(a.state) - SEVERITY.indexOf(b.state)),
      sources: [{ name: 'Hugging Face', text: feed.text }, ...others],
      channels: await Promise.all(known.map(channel => toChannel(channel, now))),
      deliveries: latest.map(delivery => ({
        id: delivery.id,
        channel: delivery.channel,
        edition: delivery.edition,
        state: delivery.state,
        text: deliveryText(delivery, now, timezone),
      })),
    }
  }
}
