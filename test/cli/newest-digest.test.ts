import { expect, it } from 'vitest'
import { readConfiguration } from '../../config/env.ts'
import { settingsFrom } from '../../config/settings.ts'
import { newestDigest } from '../../src/cli/newest-digest.ts'
import type { SourceList } from '../../src/ports/paper-source.ts'
import { EVERYTHING } from '../../src/search/topics.ts'
import { candidate } from '../fixtures/candidates.ts'

const { ranking } = settingsFrom(readConfiguration({}, []).env, '0.0.0').edition
const EMPTY: SourceList = { papers: [], skipped: [] }
const UNREAD: SourceList = {
  papers: [],
  skipped: [{ id: '2611.00001', reason: 'upvotes isn’t a number' }, { reason: 'it has no id' }],
}

const digestOf = (lists: Readonly<Record<string, SourceList>>, date?: string) =>
  newestDigest(
    { name: 'Test source', list: async day => lists[day] ?? EMPTY },
    { now: Date.parse('2026-11-24T12:00Z'), date, topic: EVERYTHING, size: 5, layout: 'compact', ranking },
  )

it.each([undefined, '2026-11-24'])(
  'a list of which nothing is understood isn’t an empty one: %s',
  async date => {
    const lists = { '2026-11-24': UNREAD, '2026-11-23': { ...EMPTY, papers: [candidate('2611.00002')] } }
    await expect(digestOf(lists, date)).rejects.toThrow(
      /^no paper of .*Tuesday 24 November could be understood, of 2 listed: upvotes isn’t a number$/,
    )
  },
)

it('is of the newest day with papers, if some of them are understood', async () => {
  const digest = await digestOf({ '2026-11-23': { ...UNREAD, papers: [candidate('2611.00002')] } })
  expect(digest.entries.map(({ title }) => title)).toEqual(['A Paper Called 2611.00002'])
})

it('of an empty list says so', async () => {
  await expect(digestOf({}, '2026-11-23')).rejects.toThrow(/^no papers are listed on .*Monday 23 November$/)
  await expect(digestOf({})).rejects.toThrow('Test source has listed no papers in the last 7 days')
})
