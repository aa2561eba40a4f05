import { describe, expect, it } from 'vitest'
import { renderDigest } from '../../../adapters/slack/render-digest.ts'
import { renderReply } from '../../../adapters/slack/render-reply.ts'
import { everydayDigest, fullestDigest, plainEntry } from '../../fixtures/digests.ts'

const FACTS = '163 upvotes (41 more since yesterday), 1.2k stars, Example Lab, 12 authors, code, agents.'

describe('what a screen reader reads of a digest', () => {
  it('is its title, and of each paper its number, the title, the sentence and the facts, without symbols', () => {
    const [first, second, third] = everydayDigest.entries
    expect(renderDigest(everydayDigest).text).toBe(
      [
        'Papers for Monday, 23 November.',
        `1. ${first?.title}. ${first?.summary} ${FACTS}`,
        `2. ${second?.title}. ${second?.summary} 24 upvotes, 1 author, from Friday, 20 November.`,
        `3. ${third?.title}. ${FACTS}`,
        '18 more are listed today: see them all.',
      ].join(' '),
    )
  })

  it('has every title and sentence of ten papers in what Slack recommends', () => {
    const entries = Array.from({ length: 10 }, (_, index) => ({
      ...plainEntry,
      title: `Paper ${index}: ${'t'.repeat(120)}`,
      summary: `Sentence ${index} ${'s'.repeat(180)}.`,
    }))
    const { text } = renderDigest({ ...everydayDigest, entries })
    expect(text.length).toBeLessThanOrEqual(4_000)
    for (const { title, summary } of entries) expect(text).toContain(`${title}. ${summary}`)
  })

  it('drops facts first, then sentences, and never a title', () => {
    const { text } = renderDigest(fullestDigest)
    expect(text.length).toBeLessThanOrEqual(4_000)
    expect(text.match(/A Very Long Title About Everything/g)?.length).toBeGreaterThanOrEqual(15)
  })

  it('is in a thread the titles with the head, and each paper with its own message', () => {
    const digest = { ...everydayDigest, layout: 'thread' as const }
    expect(renderDigest(digest).text).toMatch(
      /^Papers for Monday, 23 November\. 3 papers in the thread: Small/,
    )
    expect(renderDigest(digest, 1).text).toBe(`1. ${plainEntry.title}. ${plainEntry.summary} ${FACTS}`)
  })
})

describe('what a screen reader reads of a reply', () => {
  it('is its lines, without symbols, then its digest', () => {
    const { text } = renderReply({
      visibility: 'ephemeral',
      lines: [[{ text: 'Found: ' }, { text: '▲ 3', spoken: '3 upvotes' }], [{ text: 'Two pages.' }]],
      digest: everydayDigest,
    })
    expect(text).toMatch(/^Found: 3 upvotes Two pages\. Papers for Monday, 23 November\. 1\. Small Steps/)
  })
})
