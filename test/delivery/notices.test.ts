import { beforeEach, describe, expect, it } from 'vitest'
import { textOfSpans } from '../../src/messages/moment.ts'
import { type AppHarness, createAppHarness, textOf } from '../fixtures/app-harness.ts'
import { candidate } from '../fixtures/candidates.ts'

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:00Z')
  harness.source.failure = 'Hugging Face is down'
  await harness.app.start()
  await harness.type('confirm subscribe')
  return async () => {
    await harness.app.stop()
    await harness.store.close()
  }
})

const titles = () => harness.posts.map(({ digest }) => digest.title)
const notesOf = (post: number) => harness.posts[post]?.digest.notes.map(textOfSpans)

describe('a source that fails', () => {
  it('is reported in a channel half an hour after its slot, once, and the papers follow when they are listed', async () => {
    await harness.at('2026-11-23T09:00Z')
    await harness.at('2026-11-23T09:29Z')
    expect(titles()).toEqual([])
    await harness.at('2026-11-23T09:30Z')
    expect(titles()).toEqual(['No digest yet'])
    expect(notesOf(0)?.[0]).toMatch(/^Hugging Face is down\./)
    expect(notesOf(0)?.[1]).toBe(
      'The digest is posted as soon as its papers are there. For details: /papers status',
    )
    for (const time of ['2026-11-23T10:00Z', '2026-11-24T09:00Z', '2026-11-24T10:00Z']) await harness.at(time)
    expect(titles()).toEqual(['No digest yet'])
    expect(textOf(await harness.type('status'))).not.toContain('No digest yet')
    harness.source.failure = undefined
    harness.source.days.set('2026-11-24', [
      candidate('1', { paper: { day: '2026-11-24', listedAt: Date.parse('2026-11-24T06:00Z') } }),
    ])
    await harness.at('2026-11-24T10:30Z')
    expect(titles()).toEqual(['No digest yet', 'Trending papers · Tuesday 24 November'])
  })

  it('is reported again when it fails another time', async () => {
    await harness.at('2026-11-23T09:30Z')
    harness.source.failure = undefined
    harness.source.days.set('2026-11-23', [candidate('1')])
    await harness.at('2026-11-23T10:00Z')
    harness.source.failure = 'Hugging Face is down'
    await harness.at('2026-11-24T09:00Z')
    await harness.at('2026-11-24T09:30Z')
    expect(titles()).toEqual(['No digest yet', 'Trending papers · Monday 23 November', 'No digest yet'])
  })

  it('is reported once while failures and answers alternate, until its list was published', async () => {
    for (let minutes = 0; minutes < 300; minutes += 5) {
      harness.source.failure = Math.floor(minutes / 15) % 2 === 0 ? 'Hugging Face is down' : undefined
      await harness.at(new Date(Date.parse('2026-11-23T09:00Z') + minutes * 60_000).toISOString())
    }
    expect(titles()).toEqual(['No digest yet'])
  })

  it('is reported once across restarts', async () => {
    await harness.at('2026-11-23T09:30Z')
    await harness.app.stop()
    harness = await createAppHarness('2026-11-23T09:40Z', { store: harness.store })
    harness.source.failure = 'Hugging Face is down'
    await harness.app.start()
    for (const time of ['2026-11-23T10:00Z', '2026-11-24T09:30Z']) await harness.at(time)
    expect(titles()).toEqual([])
  })

  it('is reported in the digest if there are papers nevertheless', async () => {
    harness.source.failure = undefined
    harness.source.days.set('2026-11-23', [candidate('1')])
    await harness.at('2026-11-23T08:30Z')
    harness.source.failure = 'Hugging Face is down'
    await harness.at('2026-11-23T08:50Z')
    await harness.at('2026-11-23T09:00Z')
    expect(titles()).toEqual(['Trending papers · Monday 23 November'])
    expect(notesOf(0)?.join('\n')).toContain('Hugging Face is down. Papers were last collected')
  })

  it('is not reported in a channel whose digest was not due', async () => {
    await harness.type('schedule 21:00')
    await harness.at('2026-11-23T12:00Z')
    expect(titles()).toEqual([])
  })
})

describe('a list with malformed papers', () => {
  it.each([
    { skipped: 3, reported: true },
    { skipped: 1, reported: false },
  ])(
    'is reported in the digest if they are more than a tenth ($skipped and 10 others)',
    async ({ skipped, reported }) => {
      harness.source.failure = undefined
      const papers = Array.from({ length: 10 }, (_, index) => candidate(`${index + 1}`))
      harness.source.list = async day => ({
        papers: day === '2026-11-23' ? papers : [],
        skipped: day === '2026-11-23' ? Array.from({ length: skipped }, () => ({ reason: 'no title' })) : [],
      })
      await harness.at('2026-11-23T09:00Z')
      const notes = notesOf(0)?.join('\n') ?? ''
      expect(
        notes.includes(`${skipped} papers of 13 on the latest lists couldn’t be read and are missing.`),
      ).toBe(reported)
    },
  )
})
