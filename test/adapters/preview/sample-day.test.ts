import { describe, expect, it } from 'vitest'
import { renderDigest } from '../../../adapters/preview/render-digest.ts'
import { markSample, sampleDay } from '../../../adapters/preview/sample-day.ts'
import { everydayDigest } from '../../fixtures/digests.ts'

const now = Date.parse('2026-11-23T10:00Z')

describe('the sample day', () => {
  it('has papers of today that were listed before now', () => {
    const papers = sampleDay(now)
    expect(papers.length).toBeGreaterThanOrEqual(8)
    expect(new Set(papers.map(({ paper }) => paper.id)).size).toBe(papers.length)
    for (const { paper, firstSeenAt, growth, counts } of papers) {
      expect(paper.day).toBe('2026-11-23')
      expect(paper.listedAt).toBeLessThan(now)
      expect(firstSeenAt).toBeLessThan(now)
      expect(growth?.upvotes ?? 0).toBeLessThanOrEqual(counts?.upvotes ?? 0)
    }
  })

  it('has no paper, code or person that could be real', () => {
    for (const { paper } of sampleDay(now)) {
      expect(paper.id).toMatch(/^0000\.\d{5}$/)
      expect(paper.title).toMatch(/^SAMPLE · /)
      expect(paper.codeUrl ?? 'https://example.org/').toMatch(/^https:\/\/example\.org\//)
      expect(paper.authors.every(name => name.startsWith('Sample Author'))).toBe(true)
    }
  })

  it('is marked in every text that could be mistaken for a real one', () => {
    const marked = markSample(everydayDigest)
    expect(marked.title).toBe('SAMPLE · Papers for Monday, 23 November')
    for (const [index, entry] of marked.entries.entries()) {
      const original = everydayDigest.entries[index]
      expect(entry.title).toBe(`SAMPLE · ${original?.title}`)
      expect(entry.summary).toBe(original?.summary ? `SAMPLE · ${original.summary}` : '')
      expect(entry.facts).toEqual([{ text: 'SAMPLE' }, ...(original?.facts ?? [])])
      expect(entry.url).toBe('https://huggingface.co/papers')
    }
    expect(marked.notes).toEqual([])
  })

  it('shows its mark on the first line of every text in the terminal', () => {
    const entries = everydayDigest.entries.map(entry => ({
      ...entry,
      summary: 'Short.',
      facts: [{ text: '▲ 1' }],
    }))
    const marked = markSample({ ...everydayDigest, entries })
    const shown = renderDigest(marked, { columns: 100, colour: false, links: false })
    const lines = shown.split('\n').filter(line => /\p{L}/u.test(line))
    expect(lines).toHaveLength(1 + 3 * entries.length)
    expect(lines.filter(line => !/^ +(\d {2})?SAMPLE · /.test(line))).toEqual([])
  })

  it('is marked once, however often it is marked', () => {
    const marked = markSample(everydayDigest)
    expect(markSample(marked)).toEqual(marked)
  })
})
