import { expect, it } from 'vitest'
import { LAYOUTS } from '../../../src/channels/layout.ts'
import { everydayDigest, fullestDigest, hostileDigest } from '../../fixtures/digests.ts'
import type { HarnessOptions, PublisherHarness } from './harness.ts'
import { idOf, publish, publishAll } from './samples.ts'

const digests = { everyday: everydayDigest, fullest: fullestDigest, hostile: hostileDigest }
const cases = Object.entries(digests).flatMap(([name, digest]) =>
  LAYOUTS.map(layout => ({ name, layout, digest: { ...digest, layout } })),
)

export function limitsContract(createHarness: (options?: HarnessOptions) => Promise<PublisherHarness>): void {
  it.each(cases)('allow each message of the $name digest in the $layout layout', async ({ digest }) => {
    const harness = await createHarness()
    const ids = await publishAll(harness, digest)
    expect(new Set(ids).size).toBe(ids.length)
    harness.assertClean()
  })

  it.each(cases)('allow the $name digest in the $layout layout as plain text', async ({ digest }) => {
    const harness = await createHarness()
    idOf(await publish(harness, { digest, plain: true }))
    harness.assertClean()
  })

  it.each(LAYOUTS)('leave no paper of an everyday digest out of the %s layout', async layout => {
    const harness = await createHarness()
    await publishAll(harness, { ...everydayDigest, layout })
    const text = harness
      .messages()
      .map(message => message.text)
      .join('\n')
      .replace(/\s+/g, ' ')
    for (const { title } of everydayDigest.entries) expect(text).toContain(title)
  })

  it('leave no paper out of the fullest digest', async () => {
    const harness = await createHarness()
    await publishAll(harness, fullestDigest)
    const [message] = harness.messages()
    const titles = message?.text.replace(/\s+/g, ' ').match(/A Very Long Title About Everything/g) ?? []
    expect(titles.length).toBeGreaterThanOrEqual(fullestDigest.entries.length)
  })
}

/** For platforms that have threads. */
export function threadsContract(
  createHarness: (options?: HarnessOptions) => Promise<PublisherHarness>,
): void {
  it('start with a head, followed by the papers in order', async () => {
    const harness = await createHarness()
    const digest = { ...everydayDigest, layout: 'thread' as const }
    const ids = await publishAll(harness, digest)
    const [headId] = ids
    expect(harness.messages().map(({ id, threadId }) => ({ id, threadId }))).toEqual([
      { id: headId, threadId: undefined },
      ...ids.slice(1).map(id => ({ id, threadId: headId })),
    ])
    const [head, ...papers] = harness.messages()
    expect(head?.text).toContain(digest.title)
    expect(papers.map(({ text }) => text)).toEqual(
      digest.entries.map(({ title }) => expect.stringContaining(title)),
    )
    harness.assertClean()
  })
}
