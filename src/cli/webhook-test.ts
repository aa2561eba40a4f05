import { randomBytes } from 'node:crypto'
import { answered } from '../../adapters/shared/http/source-failure.ts'
import { createLazyPostTo, reachableBy } from '../../adapters/webhook/platform.ts'
import type { PostAnswer } from '../../adapters/webhook/post.ts'
import { messageTo } from '../../adapters/webhook/publisher.ts'
import { renderBody } from '../../adapters/webhook/render-digest.ts'
import { TEST_DIGEST } from '../../adapters/webhook/test-digest.ts'
import { settingsFrom } from '../../config/settings.ts'
import type { ChannelId } from '../channels/channel-id.ts'
import { thisProcess, VERSION } from '../composition/process.ts'
import { createRejections } from '../delivery/suspensions.ts'
import { setVariables } from '../lib/environment.ts'
import { createKeyedMutex } from '../lib/keyed-mutex.ts'
import { plain } from '../messages/untrusted-text.ts'
import { asSentence } from '../text/format.ts'
import { shorten } from '../text/graphemes.ts'
import { openWebhook } from './open-webhook.ts'
import { print } from './output.ts'
import { type Work, withStore } from './with-store.ts'

/** How much of a receiver's answer is printed, in graphemes. */
const SHOWN = 300

/** Posts a digest that is marked as a test, once. */
async function postTest(id: ChannelId, work: Work): Promise<PostAnswer> {
  const { clock, env } = thisProcess
  const { target } = await openWebhook(id, work)
  const postTo = createLazyPostTo({ reachable: reachableBy(setVariables(env)), proxy: work.proxy, clock })
  const at = clock.now()
  const body = renderBody({ channel: id, digest: TEST_DIGEST, step: 0, slotAt: at }, { isTest: true })
  const message = { id: `msg_test_${randomBytes(12).toString('base64url')}`, body, at, version: VERSION }
  return postTo(messageTo(target, message), work.signal)
}

/** Resumes the webhook's digests if they are paused because it rejected them. @returns whether they were */
async function resume(id: ChannelId, { env, store, log }: Work): Promise<boolean> {
  const isPaused = (await store.channels.find(id))?.pausedReason !== undefined
  const { staleAfterMs } = settingsFrom(env, VERSION).edition
  const rejections = createRejections({
    ...store,
    mutex: createKeyedMutex(),
    clock: thisProcess.clock,
    log,
    staleAfterMs,
  })
  if (isPaused) await rejections.accessRestored(id)
  return isPaused
}

/** The result in one sentence or two. */
function textOf(answer: PostAnswer): string {
  if (answer.kind !== 'answered') return asSentence(answer.reason)
  const said = shorten(plain(answer.text).trim(), SHOWN)
  const isRedirect = answer.status >= 300 && answer.status < 400
  return [
    `The receiver ${answered(answer.status)}.`,
    isRedirect && 'Redirects aren’t followed: add the webhook again with the address that it redirects to.',
    said && `It said: ${said}`,
  ]
    .filter(Boolean)
    .join(' ')
}

/**
 * Posts a test to a webhook and prints what the receiver answered. If it accepts it, digests that were paused because of it resume.
 * Exit code 1 if it doesn't.
 * @throws ConfigError, StoreError, OutputError, and Error in words for a person
 */
export async function testWebhook(id: ChannelId, options: { json?: boolean }): Promise<void> {
  const { result } = await withStore(async work => {
    const answer = await postTest(id, work)
    const accepted = answer.kind === 'answered' && answer.status >= 200 && answer.status < 300
    return { answer, accepted, resumed: accepted && (await resume(id, work)) }
  })
  const { answer, accepted, resumed } = result
  const status = answer.kind === 'answered' ? answer.status : undefined
  const text = textOf(answer)
  const lines = [text, ...(resumed ? ['Its digests, which were paused, resume.'] : [])]
  await print(
    `${options.json ? JSON.stringify({ id, accepted, status, resumed, text }) : lines.join('\n')}\n`,
  )
  if (!accepted) process.exitCode = 1
}
