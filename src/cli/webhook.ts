import { sealTarget, withNewSecret } from '../../adapters/webhook/target.ts'
import type { ChannelId } from '../channels/channel-id.ts'
import { scheduleText } from '../commands/channel/schedule-text.ts'
import { thisProcess } from '../composition/process.ts'
import type { Store } from '../ports/store.ts'
import type { Webhook } from '../ports/webhooks.ts'
import { topicName } from '../search/topics.ts'
import { listText } from '../text/format.ts'
import { momentText } from '../time/time-text.ts'
import { refuseWhileSending } from './forget.ts'
import { findWebhook, openWebhook } from './open-webhook.ts'
import { print } from './output.ts'
import { withStore } from './with-store.ts'

async function* allWebhooks({ webhooks }: Store): AsyncGenerator<Webhook> {
  for (let after: ChannelId | undefined; ; ) {
    const page = await webhooks.page(after, 100)
    yield* page
    after = page.at(-1)?.id
    if (after === undefined) return
  }
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
    timezone: channel?.timezone,
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
  const { result: webhooks } = await withStore(async ({ store }) => {
    const webhooks = []
    for await (const webhook of allWebhooks(store)) webhooks.push(await describe(webhook, store))
    return webhooks
  })
  if (options.json) return print(`${JSON.stringify({ results: webhooks })}\n`)
  const now = thisProcess.clock.now()
  const lines = webhooks.map(({ id, host, topics, schedule, timezone = 'UTC', pausedReason, nextSlotAt }) => {
    const next = nextSlotAt === undefined ? '' : `next ${momentText(nextSlotAt, now, timezone)}`
    const state = pausedReason === undefined ? next : `paused: ${pausedReason}`
    return [id, host, listText(topics), schedule, state].filter(Boolean).join('  ')
  })
  const none = 'No webhooks yet. To add one: npx paper-round webhook add https://…'
  await print(`${lines.length > 0 ? lines.join('\n') : none}\n`)
}

/**
 * Removes a webhook and all that is stored about it.
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
