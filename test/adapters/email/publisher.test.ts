import { expect, it } from 'vitest'
import { createEmailPublisher } from '../../../adapters/email/publisher.ts'
import { SealError } from '../../../src/lib/sealed.ts'
import type { Mail } from '../../../src/ports/mail.ts'
import type { Post, Verdict } from '../../../src/ports/publisher.ts'
import { createFakeAddresses, fakeLinks } from '../../fakes/mail/addresses.ts'
import { everydayDigest } from '../../fixtures/digests.ts'
import { FROM } from './publisher-harness.ts'

const never = new AbortController().signal
const SLOT = Date.parse('2026-11-23T09:00Z')
const post: Post = {
  channel: 'email:a1b2',
  digest: everydayDigest,
  step: 0,
  key: 'email:a1b2 1 0',
  slotAt: SLOT,
}

function open({
  verdict = { kind: 'sent', messageId: 'x' } as Verdict,
  forgotten = false,
  addresses = createFakeAddresses('reader@example.net', forgotten ? [post.channel] : []),
} = {}) {
  const mails: Mail[] = []
  let now = SLOT + 60_000
  const publisher = createEmailPublisher({
    server: {
      async send(mail) {
        mails.push(mail)
        return verdict
      },
      check: async () => undefined,
    },
    addresses,
    links: fakeLinks,
    from: FROM,
    clock: { now: () => now },
  })
  return { publisher, mails, at: (time: number) => (now = time) }
}

it('each attempt at an edition is the same mail, to the byte', async () => {
  const { publisher, mails, at } = open()
  await publisher.publish(post, never)
  at(SLOT + 3_600_000)
  await publisher.publish(post, never)
  expect(mails[1]).toEqual(mails[0])
  expect(mails[0]).toMatchObject({
    date: SLOT,
    messageId: expect.stringMatching(/^<[\w-]{32}@example\.org>$/),
  })
})

it('another edition, and another address, is another mail', async () => {
  const { publisher, mails } = open()
  await publisher.publish(post, never)
  await publisher.publish({ ...post, key: 'email:a1b2 2 0' }, never)
  await publisher.publish({ ...post, key: 'email:c3d4 1 0', channel: 'email:c3d4' }, never)
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(3)
})

it('the headers say how to unsubscribe by one click, and keep automatic answers away', async () => {
  const { publisher, mails } = open()
  await publisher.publish(post, never)
  expect(mails[0]?.headers).toEqual({
    'List-Unsubscribe': `<${fakeLinks.unsubscribe(post.channel)}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'List-Id': 'Paper Round <digests.example.org>',
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
  })
})

it('an address that was forgotten gets nothing, and its channel is paused', async () => {
  const { publisher, mails } = open({ forgotten: true })
  expect(await publisher.publish(post, never)).toMatchObject({ kind: 'dead', scope: 'channel' })
  expect(mails).toEqual([])
})

it('an address that no key opens waits for the key', async () => {
  const find = () => Promise.reject(new SealError('sealed with another key (ab)', 'ab'))
  const { publisher, mails } = open({ addresses: { find } })
  expect(await publisher.publish(post, never)).toMatchObject({
    kind: 'retry',
    reason: expect.stringContaining('SECRET_KEY'),
  })
  expect(mails).toEqual([])
})

it('a digest without a slot has the date of now', async () => {
  const { publisher, mails } = open()
  await publisher.publish({ ...post, slotAt: undefined }, never)
  expect(mails[0]?.date).toBe(SLOT + 60_000)
})
