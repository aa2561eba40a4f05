import { randomBytes } from 'node:crypto'
import { reachableBy } from '../../adapters/webhook/platform.ts'
import { parseAddress } from '../../adapters/webhook/reachable.ts'
import { newSecret } from '../../adapters/webhook/signature.ts'
import { sealTarget } from '../../adapters/webhook/target.ts'
import { settingsFrom } from '../../config/settings.ts'
import type { Channel } from '../channels/channel.ts'
import type { ChannelId } from '../channels/channel-id.ts'
import type { Layout } from '../channels/layout.ts'
import { parseSchedule, scheduleText } from '../commands/channel/schedule-text.ts'
import { MAX_TOPICS } from '../commands/channel/subscribe.ts'
import { thisProcess, VERSION } from '../composition/process.ts'
import { setVariables } from '../lib/environment.ts'
import { EVERYTHING, topicName } from '../search/topics.ts'
import { listText } from '../text/format.ts'
import { nextSlot, type Schedule } from '../time/slots.ts'
import { requireSealer } from './open-webhook.ts'
import { print } from './output.ts'
import { withStore } from './with-store.ts'

export interface WebhookOptions {
  time?: string
  days?: string
  zone?: string
  papers: number
  layout: Layout
  json?: boolean
  /** Ends the command because it is used wrongly. */
  refuse: (problem: string) => never
}

/** Who subscribed a webhook's topics. */
const COMMAND_LINE = { person: 'the command line' }

/** A schedule in which no part is set. */
const NOTHING: Schedule = { time: '', days: [], timezone: '' }

/** The option whose text is about something else: `--days 9:00`. */
function misplaced({ time, days, zone }: WebhookOptions): string | undefined {
  const options = [
    ['--time', 'time', time, ({ time }: Schedule) => time],
    ['--days', 'day', days, ({ days }: Schedule) => days.join()],
    ['--zone', 'time zone', zone, ({ timezone }: Schedule) => timezone],
  ] as const
  for (const [option, part, typed, partOf] of options) {
    const parsed = typed ? parseSchedule(typed, NOTHING) : undefined
    if (parsed && (parsed.ok ? !partOf(parsed.schedule) : parsed.isEmpty))
      return `${option}: there is no ${part} in “${typed}”`
  }
  return undefined
}

function scheduleOf(options: WebhookOptions, defaults: Schedule): Schedule {
  const { time, days, zone, refuse } = options
  const problem = misplaced(options)
  if (problem !== undefined) refuse(problem)
  const typed = [time, days, zone].filter(Boolean).join(' ')
  if (!typed) return defaults
  const parsed = parseSchedule(typed, defaults)
  return parsed.ok ? parsed.schedule : refuse(parsed.problem)
}

/**
 * Adds a webhook that follows these topics, or the general digest, and prints its id and its secret, which isn't shown again.
 * @throws ConfigError, StoreError, OutputError
 */
export async function addWebhook(
  address: string,
  typedTopics: readonly string[],
  options: WebhookOptions,
): Promise<void> {
  const topics = [...new Set(typedTopics)]
  const parsed = parseAddress(address, reachableBy(setVariables(thisProcess.env)))
  if (!parsed.ok) return options.refuse(`the address ${parsed.problem}`)
  if (topics.length > MAX_TOPICS) options.refuse(`a webhook follows at most ${MAX_TOPICS} topics`)
  const { url } = parsed
  const target = { url: url.href, secret: newSecret() }
  const id: ChannelId = `webhook:${randomBytes(8).toString('hex')}`
  const { result: channel } = await withStore(async ({ env, store }) => {
    const sealer = requireSealer({ env })
    const now = thisProcess.clock.now()
    const defaults = settingsFrom(env, VERSION).channel
    const schedule = scheduleOf(options, defaults)
    const { papers: size, layout } = options
    const channel: Channel = {
      ...defaults,
      ...schedule,
      id,
      size,
      layout,
      nextSlotAt: nextSlot(schedule, now),
      createdAt: now,
    }
    await store.channels.save(channel)
    await store.webhooks.add({ id, host: url.host, secrets: sealTarget(sealer, id, target), createdAt: now })
    for (const topic of topics.length > 0 ? topics : [EVERYTHING])
      await store.channels.subscribe(id, topic, COMMAND_LINE, now)
    return channel
  })
  const names = listText((topics.length > 0 ? topics : [EVERYTHING]).map(topicName))
  const lines = [
    `Added ${id} for ${url.host}: ${names}, ${scheduleText(channel)}.`,
    `Its secret, shown only now: ${target.secret}`,
    `To try it: npx paper-round webhook test ${id}`,
  ]
  const data = { id, host: url.host, secret: target.secret }
  await print(`${options.json ? JSON.stringify(data) : lines.join('\n')}\n`)
}
