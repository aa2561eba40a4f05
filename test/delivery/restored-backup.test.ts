import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backUp } from '../../adapters/sqlite/backup.ts'
import { openSqliteStore } from '../../adapters/sqlite/store.ts'
import type { Layout } from '../../src/channels/layout.ts'
import { makeFolder } from '../adapters/sqlite/sqlite-harness.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { type AppHarness, CHANNEL, createAppHarness } from '../fixtures/app-harness.ts'
import { candidate } from '../fixtures/candidates.ts'

const NINE = '2026-11-23T09:00Z'

let folder: string
let path: string
let copy: string
beforeEach(() => {
  folder = makeFolder()
  path = join(folder, 'paper-round.db')
  copy = join(folder, 'copy.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Runs some work with an app over this database file. */
async function withAppHarness(
  file: string,
  now: string,
  work: (harness: AppHarness) => Promise<void>,
): Promise<void> {
  const harness = await createAppHarness(now, {
    store: await openSqliteStore({ path: file, log: silentLog }),
  })
  const papers = ['1', '2'].map(id =>
    candidate(id, { paper: { day: '2026-11-23', listedAt: Date.parse('2026-11-23T06:00Z') } }),
  )
  harness.source.days.set('2026-11-23', papers)
  try {
    await work(harness)
  } finally {
    await harness.app.stop()
    await harness.store.close()
  }
}

/** Subscribes a channel, backs up the database, and then posts. */
const postAfterCopy = (layout: Layout = 'compact', busyAt?: string) =>
  withAppHarness(path, '2026-11-23T08:00Z', async harness => {
    await harness.app.start()
    await harness.type('confirm subscribe')
    const channel = await harness.store.channels.find(CHANNEL)
    if (channel) await harness.store.channels.save({ ...channel, layout })
    if (busyAt) {
      harness.verdicts.push({ kind: 'retry', reason: 'busy' })
      await harness.at(busyAt)
    }
    backUp(path, copy, harness.clock.now())
    await harness.at('2026-11-23T09:05Z')
    expect(harness.posts).toHaveLength(layout === 'thread' ? 3 : 1)
  })

const row = async (harness: AppHarness) => (await harness.store.outbox.latest(CHANNEL, 1))[0]

describe('a bot that is started from a backup', () => {
  it('searches for the digest of a slot after the backup, and does not post it twice', async () => {
    await postAfterCopy()
    await withAppHarness(copy, '2026-11-23T09:10Z', async harness => {
      await harness.app.start()
      harness.reconcileResults.push({ kind: 'posted', messageId: 'm1' })
      await harness.at('2026-11-23T09:11Z')
      expect(harness.reconciled).toMatchObject([{ key: expect.stringContaining('2026-11-23T09:00Z') }])
      expect(harness.posts).toEqual([])
      expect(await row(harness)).toMatchObject({ state: 'sent', messageIds: ['m1'] })
      await harness.at('2026-11-23T09:12Z')
      expect(harness.posts).toEqual([])
    })
  })

  it('searches for rows that were due in it', async () => {
    await postAfterCopy('compact', NINE)
    await withAppHarness(copy, '2026-11-23T09:10Z', async harness => {
      harness.reconcileResults.push({ kind: 'posted', messageId: 'm1' })
      await harness.app.start()
      await harness.at('2026-11-23T09:11Z')
      expect(harness.posts).toEqual([])
      expect(harness.reconciled).toMatchObject([{ triedAt: Date.parse(NINE) }])
      expect(await row(harness)).toMatchObject({ state: 'sent' })
    })
  })

  it('searches for every message of a thread', async () => {
    await postAfterCopy('thread')
    await withAppHarness(copy, '2026-11-23T09:10Z', async harness => {
      await harness.app.start()
      for (const messageId of ['head', 'first', 'second'])
        harness.reconcileResults.push({ kind: 'posted', messageId })
      await harness.at('2026-11-23T09:11Z')
      expect(harness.posts).toEqual([])
      expect(await row(harness)).toMatchObject({ state: 'sent', messageIds: ['head', 'first', 'second'] })
    })
  })

  it('posts a message that is not found', async () => {
    await postAfterCopy()
    await withAppHarness(copy, '2026-11-23T09:10Z', async harness => {
      await harness.app.start()
      await harness.at('2026-11-23T09:11Z')
      expect(harness.posts).toHaveLength(1)
      expect(await row(harness)).toMatchObject({ state: 'sent' })
    })
  })

  it('posts without a search after later slots, and after it is started again', async () => {
    await postAfterCopy()
    await withAppHarness(copy, '2026-11-23T08:30Z', async harness => harness.app.start())
    await withAppHarness(copy, '2026-11-23T08:40Z', async harness => {
      await harness.app.start()
      await harness.at(NINE)
      expect(harness.reconciled).toEqual([])
      expect(harness.posts).toHaveLength(1)
    })
  })
})
