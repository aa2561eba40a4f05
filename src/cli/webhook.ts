import { randomBytes } from 'node:crypto'
import { reachableBy } from '../../adapters/webhook/platform.ts'
import { parseAddress } from '../../adapters/webhook/reachable.ts'
import { newSecret } from '../../adapters/webhook/signature.ts'
import { openTarget, sealTarget, type Target, withNewSecret } from '../../adapters/webhook/target.ts'
import { ConfigError } from '../../config/config-error.ts'
import { settingsFrom } from '../../config/settings.ts'
import type { Channel } from '../channels/channel.ts'
import type { ChannelId } from '../channels/channel-id.ts'
import type { Layout } from '../channels/layout.ts'
import { parseSchedule, scheduleText } from '../commands/channel/schedule-text.ts'
import { MAX_TOPICS } from '../commands/channel/subscribe.ts'
import { setVariables } from '../lib/environment.ts'
import { SealError, type Sealer } from '../lib/sealed.ts'
import { sealerOf, thisProcess, VERSION } from '../main.ts'
import type { Store } from '../ports/store.ts'
import type { Webhook } from '../ports/webhooks.ts'
import { EVERYTHING, topicName } from '../search/topics.ts'
import { listText } from '../text/format.ts'
import { nextSlot, type Schedule } from '../time/slots.ts'
import { momentText } from '../time/time-text.ts'
import { refuseWhileSending } from './forget.ts'
import { print } from './output.ts'
import { type Work, withStore } from './with-store.ts'

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

const NO_KEY =
  'SECRET_KEY: is missing; it encrypts the addresses of webhooks. Make one with: openssl rand -base64 32'

/** @throws ConfigError if there is no key */
function requireSealer({ env }: Pick<Work, 'env'>): Sealer {
  const sealer = sealerOf(env)
  if (!sealer) throw new ConfigError([NO_KEY])
  return sealer
}

/** @throws Error, in words for a person */
async function findWebhook({ webhooks }: Store, id: ChannelId): Promise<Webhook> {
  const webhook = await webhooks.find(id)
  if (!webhook) throw new Error(`there is no ${id}; \`paper-round webhook list\` lists the webhooks`)
  return webhook
}

/** A webhook with what is secret about it. @throws ConfigError, and Error in words for a person */
export async function openWebhook(
  id: ChannelId,
  work: Pick<Work, 'env' | 'store'>,
): Promise<{ webhook: Webhook; target: Target; sealer: Sealer }> {
  const sealer = requireSealer(work)
  const webhook = await findWebhook(work.store, id)
  try {
    return { webhook, sealer, target: openTarget(sealer, id, webhook.secrets) }
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    throw new Error(`SECRET_KEY doesn’t open the address of ${id}; see paper-round doctor`, { cause: error })
  }
}

function scheduleOf({ time, days, zone, refuse }: WebhookOptions, defaults: Schedule): Schedule {
  const typed = [time, days, zone].filter(Boolean).join(' ')
  if (!typed) return defaults
  const parsed = parseSchedule(typed, defaults)
  return parsed.ok ? parsed.schedule : refuse(parsed.problem)
}

async function* allWebhooks({ webhooks }: Store): AsyncGenerator<Webhook> {
  for (let after: ChannelId | undefined; ; ) {
    const page = await webhooks.page(after, 100)
    yield* page
    after = page.at(-1)?.id
    if (after === undefined) return
  }
}

/**
 * Adds a webhook that follows these topics, or the general digest, and prints its id and its secret, which isn't shown again.
 * @throws ConfigError, StoreError, OutputError
 */
export async function addWebhook(
  address: string,
  topics: readonly string[],
  options: WebhookOptions,
): Promise<void> {
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

/** What a list says of one webhook. */
async function describe({ id, host, createdAt }: Webhook, { channels }: Store) {
  const channel = await channels.find(id)
  const topics = (await channels.topics(id)).map(topicName)
  return {
    id,
    host,
    topics,
    schedule: channel && scheduleText(channel),
    pausedReason: channel?.pausedReason,
    nextSlotAt: channel?.nextSlotAt,
    createdAt,
  }
}

/**
 * Prints all webhooks, without what is secret about them.
 * @throws ConfigError, StoreError, OutputError
 */
export async function listWebhooks(options: { json?: boolean }): Promise<void> {
  const { result } = await withStore(async ({ env, store }) => {
    const webhooks = []
    for await (const webhook of allWebhooks(store)) webhooks.push(await describe(webhook, store))
    return { webhooks, timezone: env.DEFAULT_TIMEZONE }
  })
  const { webhooks, timezone } = result
  if (options.json) return print(`${JSON.stringify({ results: webhooks })}\n`)
  const now = thisProcess.clock.now()
  const lines = webhooks.map(({ id, host, topics, schedule, pausedReason, nextSlotAt }) => {
    const next = nextSlotAt === undefined ? '' : `next ${momentText(nextSlotAt, now, timezone)}`
    const state = pausedReason === undefined ? next : `paused: ${pausedReason}`
    return [id, host, listText(topics), schedule, state].filter(Boolean).join('  ')
  })
  const none = 'No webhooks yet. To add one: npx paper-round webhook add https://…'
  await print(`${lines.length > 0 ? lines.join('\n') : none}\n`)
}

/**
 * Removes a webhook and all that is stored of it.
 * @throws ConfigError, StoreError, OutputError, and Error in words for a person
 */
export async function removeWebhook(id: ChannelId, options: { json?: boolean }): Promise<void> {
  await withStore(async ({ store }) => {
    await findWebhook(store, id)
    await refuseWhileSending(store, id)
    await store.personalData.forgetWorkspace(id)
  })
  await print(options.json ? `${JSON.stringify({ removed: id })}\n` : `Removed ${id}.\n`)
}

/**
 * Gives a webhook a new secret and prints it. For a day everything is signed with the one before too.
 * @throws ConfigError, StoreError, OutputError, and Error in words for a person
 */
export async function rotateWebhook(id: ChannelId, options: { json?: boolean }): Promise<void> {
  const { result: secret } = await withStore(async work => {
    const { webhook, target, sealer } = await openWebhook(id, work)
    const changed = withNewSecret(target, thisProcess.clock.now())
    const sealed = sealTarget(sealer, id, changed)
    if (await work.store.webhooks.replaceSecrets(id, webhook.revision, sealed)) return changed.secret
    throw new Error(`${id} was changed at the same moment; try again`)
  })
  const lines = [
    `The new secret of ${id}, shown only now: ${secret}`,
    'For a day its messages are signed with the old one too.',
  ]
  await print(`${options.json ? JSON.stringify({ id, secret }) : lines.join('\n')}\n`)
}
