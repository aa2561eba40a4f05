import { beforeEach, describe, expect, it } from 'vitest'
import type { ListedPaper, Paper } from '../../src/papers/paper.ts'
import { type AppHarness, createAppHarness } from '../fixtures/app-harness.ts'
import { candidate } from '../fixtures/candidates.ts'

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:50Z')
  return async () => {
    await harness.app.stop()
    await harness.store.close()
  }
})

const paper = (id: string, changes: Partial<Paper> = {}): ListedPaper => candidate(id, { paper: changes })
const list = (day: string, ...papers: ListedPaper[]) =>
  harness.source.days.set(
    day,
    papers.map(listed => ({ ...listed, paper: { ...listed.paper, day } })),
  )
const posted = () =>
  harness.posts.flatMap(({ digest }) => digest.entries.map(({ paperId }) => paperId)).toSorted()

const TODAY = '2026-11-23'
const LAST_TUESDAY = '2026-11-17'
const SUNDAY = '2026-11-22'

/** A channel with a digest of a day's list and one of last Tuesday's, collected ten minutes before Monday's slot. */
async function begin(schedule: string, day: string): Promise<void> {
  list(LAST_TUESDAY, paper('2611.00001'), paper('2611.00002'))
  list(day, paper('2611.00003'), paper('2611.00004'))
  await harness.app.start()
  await harness.type('confirm subscribe')
  await harness.type(schedule)
}

describe('at the slot, what happened since the last collection counts', () => {
  it.each<[what: string, happens: () => unknown, expected: string[]]>([
    ['nothing', () => {}, ['2611.00001', '2611.00002', '2611.00003', '2611.00004']],
    [
      'a paper was withdrawn',
      () => list(SUNDAY, paper('2611.00003', { withdrawn: true }), paper('2611.00004')),
      ['2611.00001', '2611.00002', '2611.00004'],
    ],
    [
      'a paper is gone from its list',
      () => list(SUNDAY, paper('2611.00003')),
      ['2611.00001', '2611.00002', '2611.00003'],
    ],
    [
      'a paper of six days ago was withdrawn',
      () => list(LAST_TUESDAY, paper('2611.00001', { withdrawn: true }), paper('2611.00002')),
      ['2611.00002', '2611.00003', '2611.00004'],
    ],
    [
      'a paper is gone from the list of six days ago',
      () => list(LAST_TUESDAY, paper('2611.00001')),
      ['2611.00001', '2611.00003', '2611.00004'],
    ],
    [
      'the source is down',
      () => {
        harness.source.failure = 'It is down.'
      },
      ['2611.00001', '2611.00002', '2611.00003', '2611.00004'],
    ],
  ])('in a weekly digest: %s', async (_what, happens, expected) => {
    await begin('schedule 9:00 mon', SUNDAY)
    happens()
    await harness.at('2026-11-23T09:00Z')
    expect(posted()).toEqual(expected)
  })

  it('is shown by a preview after it too', async () => {
    await begin('schedule 9:00', TODAY)
    await harness.type('today')
    list(TODAY, paper('2611.00003'))
    await harness.at('2026-11-23T09:00Z')
    const { digest } = await harness.type('today')
    expect(digest?.entries.map(({ paperId }) => paperId)).toEqual(['2611.00003'])
  })
})
