import { expect, it } from 'vitest'
import { LAYOUTS } from '../../../src/channels/layout.ts'
import { type Digest, messageCount } from '../../../src/messages/digest.ts'
import { everydayDigest, hostileDigest, plainEntry } from '../../fixtures/digests.ts'
import { HOSTILE } from '../../fixtures/hostile.ts'
import type { HarnessOptions, PublisherHarness } from './harness.ts'
import { idOf, publish, publishAll } from './samples.ts'

const OURS = [
  'https://huggingface.co/papers/2611.00001',
  'https://example.org/code',
  'https://example.org/all',
]

const PER_DIGEST = 12
const batches = Array.from({ length: Math.ceil(HOSTILE.length / PER_DIGEST) }, (_, index) =>
  HOSTILE.slice(index * PER_DIGEST, (index + 1) * PER_DIGEST),
)

/** A digest with the texts wherever untrusted text can be. Papers without a title never get this far. */
const digestOf = (texts: readonly string[]): Digest => ({
  ...everydayDigest,
  entries: texts.map(text => ({
    ...plainEntry,
    title: text.trim() === '' ? 'Untitled' : text,
    summary: text,
    facts: [{ text }, { text, url: 'https://example.org/code' }],
    thumbnailUrl: undefined,
  })),
  notes: texts.map(text => [{ text }, { text, url: 'https://example.org/all' }]),
})

function expectHarmless(
  harness: PublisherHarness,
  from: number,
  links: readonly string[],
  what: string,
): void {
  for (const message of harness.messages().slice(from)) {
    expect(message.notifies, what).toEqual([])
    expect(message.markup, what).toEqual([])
    for (const link of message.links) expect(links, what).toContain(decodeURIComponent(link))
  }
}

export function hostileContract(
  createHarness: (options?: HarnessOptions) => Promise<PublisherHarness>,
): void {
  it.each([
    { how: 'in the compact layout', layout: 'compact' },
    { how: 'in the standard layout', layout: 'standard' },
    { how: 'as plain text', layout: 'compact', plain: true },
  ] as const)('notifies nobody, has no markup and no links $how', async ({ layout, ...more }) => {
    const harness = await createHarness()
    for (const batch of batches) {
      const names = batch.map(([name]) => name).join(', ')
      const from = harness.messages().length
      const digest = { ...digestOf(batch.map(([, text]) => text)), layout }
      idOf(await publish(harness, { digest, key: names, plain: 'plain' in more }))
      expect(harness.messages()).toHaveLength(from + 1)
      expectHarmless(harness, from, OURS, names)
    }
    harness.assertClean()
  })

  it('is harmless when combined', async () => {
    const links = hostileDigest.entries.flatMap(({ url, facts }) => [
      url,
      ...facts.flatMap(fact => fact.url ?? []),
    ])
    const harness = await createHarness()
    for (const layout of LAYOUTS) await publishAll(harness, { ...hostileDigest, layout }, layout)
    expect(harness.messages().length).toBeGreaterThanOrEqual(messageCount(hostileDigest))
    expectHarmless(harness, 0, links, 'all together')
  })
}
