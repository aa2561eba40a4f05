import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { renderBody } from '../../../adapters/webhook/render-digest.ts'
import { TEST_DIGEST } from '../../../adapters/webhook/test-digest.ts'
import { LAYOUTS } from '../../../src/channels/layout.ts'
import { type Digest, messageCount } from '../../../src/messages/digest.ts'
import { isAsDocumented } from '../../fakes/webhook/receiver.ts'
import { everydayDigest, fullestDigest, hostileDigest, plainEntry } from '../../fixtures/digests.ts'

const CHANNEL = 'webhook:a1b2'
const slotAt = Date.parse('2026-11-23T09:00:00Z')

const digest: Digest = {
  ...everydayDigest,
  subtitle: 'All from Monday',
  entries: [{ ...plainEntry, upvotes: 163, stars: 1200 }, ...everydayDigest.entries.slice(1, 2)],
  topics: ['agents'],
}

const bodyOf = (changes: Partial<Parameters<typeof renderBody>[0]> = {}) =>
  JSON.parse(JSON.stringify(renderBody({ channel: CHANNEL, digest, step: 0, slotAt, ...changes })))

describe('the body of a webhook', () => {
  it('has the digest as data, and once more as text', () => {
    expect(bodyOf()).toEqual({
      type: 'digest',
      version: 1,
      channel: CHANNEL,
      slot: '2026-11-23T09:00:00.000Z',
      title: 'Papers for Monday, 23 November',
      subtitle: 'All from Monday',
      papers: [
        {
          id: '2611.00001',
          title: plainEntry.title,
          url: 'https://huggingface.co/papers/2611.00001',
          summary: plainEntry.summary,
          facts: ['▲ 163 (+41 since yesterday)', '★ 1.2k', 'Example Lab', '12 authors', 'code', 'agents'],
          links: [{ text: 'code', url: 'https://github.com/example/small-steps' }],
          upvotes: 163,
          stars: 1200,
          thumbnail: 'https://cdn.example.org/2611.00001.png',
        },
        {
          id: '2611.00002',
          title: 'Attention in 𝒪(n log n): E²C and Friends',
          url: 'https://huggingface.co/papers/2611.00002',
          summary: plainEntry.summary,
          facts: ['▲ 24', '1 author', 'from Friday, 20 November'],
          links: [],
        },
      ],
      notes: ['18 more are listed today: see them all'],
      topics: ['agents'],
      text: `Papers for Monday, 23 November
All from Monday

1. ${plainEntry.title}
${plainEntry.summary}
▲ 163 (+41 since yesterday) · ★ 1.2k · Example Lab · 12 authors · code · agents
https://huggingface.co/papers/2611.00001

2. Attention in 𝒪(n log n): E²C and Friends
${plainEntry.summary}
▲ 24 · 1 author · from Friday, 20 November
https://huggingface.co/papers/2611.00002

18 more are listed today: see them all`,
    })
  })

  const digests = { everydayDigest, fullestDigest, hostileDigest, TEST_DIGEST, digest }
  const cases = Object.entries(digests).flatMap(([name, digest]) =>
    LAYOUTS.map(layout => ({ name, layout, digest: { ...digest, layout } })),
  )

  it.each(cases)('is as documented for $name in the $layout layout, and small', ({ digest }) => {
    for (let step = 0; step < messageCount(digest); step++) {
      const body = bodyOf({ digest, step, threadId: step > 0 ? 'msg_1' : undefined })
      expect(isAsDocumented(body), JSON.stringify(isAsDocumented.errors)).toBe(true)
      expect(JSON.stringify(body).length).toBeLessThan(64_000)
    }
  })

  it('has no field that isn’t documented, and documents none that it doesn’t have', () => {
    const properties = z.object({ properties: z.record(z.string(), z.unknown()) })
    const documented = properties
      .extend({ definitions: z.object({ paper: properties }) })
      .parse(JSON.parse(readFileSync(new URL('../../../docs/webhook.schema.json', import.meta.url), 'utf8')))
    const parts = bodyOf({ digest: { ...digest, layout: 'thread' }, step: 1, threadId: 'msg_1' })
    const full = { ...bodyOf(), part: parts.part, test: true }
    expect(Object.keys(full).toSorted()).toEqual(Object.keys(documented.properties).toSorted())
    expect(Object.keys(full.papers[0]).toSorted()).toEqual(
      Object.keys(documented.definitions.paper.properties).toSorted(),
    )
    expect(parts.notes).toEqual([])
    const last = bodyOf({ digest: { ...digest, layout: 'thread' }, step: 2, threadId: 'msg_1' })
    expect(last.text).toMatch(/^2\. Attention in/)
    expect(parts.part).toEqual({ number: 2, of: 3, first: 'msg_1' })
  })

  it('is the same for every attempt', () => {
    expect(JSON.stringify(bodyOf())).toBe(JSON.stringify(bodyOf()))
  })

  it('leaves out addresses that aren’t safe, cuts what is endless, and names a paper without a title by its id', () => {
    const entry = {
      ...plainEntry,
      title: ' ',
      url: 'javascript:alert(1)',
      summary: 'a '.repeat(100_000),
      facts: [{ text: 'x'.repeat(10_000), url: 'data:text/html,1' }],
      thumbnailUrl: 'file:///etc/passwd',
    }
    const [paper] = bodyOf({ digest: { ...digest, entries: [entry] } }).papers
    expect(paper).toMatchObject({ title: '2611.00001', url: 'https://arxiv.org/abs/2611.00001', links: [] })
    expect(paper).not.toHaveProperty('thumbnail')
    expect(paper.summary.length).toBeLessThanOrEqual(2_000)
    expect(paper.facts[0].length).toBeLessThanOrEqual(300)
  })

  it('says where it is a test', () => {
    expect(bodyOf()).not.toHaveProperty('test')
    expect(renderBody({ channel: CHANNEL, digest, step: 0 }, { isTest: true }).test).toBe(true)
  })
})
