import { z } from 'zod'
import { readEnvironment, type Variables } from '../../src/lib/environment.ts'
import type { ProxySettings } from '../../src/lib/proxy.ts'
import { code } from '../../src/messages/reply.ts'
import type { Platform, PlatformSetup } from '../../src/ports/platform.ts'
import type { Clock } from '../../src/time/clock.ts'
import type { PostTo } from './post.ts'
import type { Reachable } from './reachable.ts'

const environment = z.object({
  WEBHOOK_PRIVATE: z.enum(['on', 'off'], 'should be on or off').default('off'),
})

/** For one request: the standard recommends 15 to 30 s. */
const TIMEOUT_MS = 20_000

/** Posts webhooks by these settings; the HTTP client is loaded with the first one. */
export function createLazyPostTo(options: {
  reachable: Reachable
  proxy: ProxySettings | undefined
  clock: Clock
}): PostTo {
  let loading: Promise<PostTo> | undefined
  return async (to, signal) => {
    loading ??= import('./post.ts').then(({ createPostTo }) =>
      createPostTo({ ...options, timeoutMs: TIMEOUT_MS }),
    )
    return (await loading)(to, signal)
  }
}

/** Where webhooks may go according to the environment. */
export function reachableBy(variables: Variables): Reachable {
  const read = readEnvironment(environment, variables)
  return { privateAddresses: read.ok && read.values.WEBHOOK_PRIVATE === 'on' }
}

const setupFor = (reachable: Reachable): PlatformSetup => ({
  kind: 'publisher',
  async load() {
    const { createWebhookPublisher } = await import('./publisher.ts')
    return parts =>
      createWebhookPublisher({
        ...parts,
        webhooks: parts.store.webhooks,
        postTo: createLazyPostTo({ ...parts, reachable }),
      })
  },
})

const SETUPS = {
  on: setupFor({ privateAddresses: true }),
  off: setupFor({ privateAddresses: false }),
}

/** Webhooks: no chat and no connection, so they need no setting. */
export const webhook: Platform = {
  name: 'webhook',
  title: 'Webhooks',
  variables: Object.keys(environment.shape),
  configure(variables) {
    const read = readEnvironment(environment, variables)
    return read.ok ? SETUPS[read.values.WEBHOOK_PRIVATE] : { kind: 'invalid', problems: read.problems }
  },
  async renderDigest(digest, step) {
    const { renderBody } = await import('./render-digest.ts')
    return renderBody({ channel: 'webhook:example', digest, step })
  },
  setupGuide: [
    { text: 'set ' },
    code('SECRET_KEY'),
    { text: ' in ' },
    code('.env'),
    { text: ', add an address with ' },
    code('npx paper-round webhook add https://…'),
    { text: ', and start again.' },
  ],
  addressGuide: [
    { text: 'add an address with ' },
    code('npx paper-round webhook add https://…'),
    { text: '.' },
  ],
  tokenAdvice: 'See docs/webhooks.md.',
  howToResume: channel => `npx paper-round webhook test ${channel}`,
}
