import { SealError, type Sealer } from '../../src/lib/sealed.ts'
import type { Post, Publisher } from '../../src/ports/publisher.ts'
import type { Webhook, Webhooks } from '../../src/ports/webhooks.ts'
import type { Clock } from '../../src/time/clock.ts'
import type { PostTo } from './post.ts'
import { renderBody } from './render-digest.ts'
import { signedHeaders, webhookIdOf } from './signature.ts'
import { openTarget, secretsAt, type Target } from './target.ts'
import { verdictOf } from './verdict.ts'

/** The headers and body of one message. */
export function messageTo(
  target: Target,
  { id, body, at, version }: { id: string; body: object; at: number; version: string },
): { url: string; headers: Record<string, string>; body: string } {
  const text = JSON.stringify(body)
  return {
    url: target.url,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': `paper-round/${version}`,
      ...signedHeaders({ id, at, body: text }, secretsAt(target, at)),
    },
    body: text,
  }
}

const NO_KEY = 'SECRET_KEY doesn’t open the webhook’s address'

/**
 * Posts digests to webhooks, signed. A receiver can't be asked whether a message arrived, so it is repeated with the same id.
 * @param options.sealer undefined where no key is set
 */
export function createWebhookPublisher(options: {
  webhooks: Pick<Webhooks, 'find'>
  sealer: Sealer | undefined
  postTo: PostTo
  clock: Clock
  version: string
}): Publisher {
  const { webhooks, sealer, postTo, clock, version } = options

  function open({ id, secrets }: Webhook): Target | undefined {
    try {
      return sealer && openTarget(sealer, id, secrets)
    } catch (error) {
      if (error instanceof SealError) return undefined
      throw error
    }
  }

  const messageOf = (post: Post, target: Target) =>
    messageTo(target, { id: webhookIdOf(post.key), body: renderBody(post), at: clock.now(), version })

  return {
    platform: 'webhook',
    async publish(post, signal) {
      if (signal.aborted) return { kind: 'retry', reason: 'Paper Round is stopping' }
      const webhook = await webhooks.find(post.channel)
      if (!webhook)
        return { kind: 'dead', scope: 'channel', code: 'removed', reason: 'the webhook was removed' }
      const target = open(webhook)
      if (!target) return { kind: 'retry', reason: NO_KEY }
      return verdictOf(await postTo(messageOf(post, target), signal), webhookIdOf(post.key))
    },
    reconcile: async (_, signal) => ({
      kind: 'unknown',
      reason: 'a webhook’s receiver can’t be asked whether it arrived',
      mayRepeat: !signal.aborted,
    }),
  }
}
