import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backUp } from '../../adapters/sqlite/backup.ts'
import { openSqliteStore } from '../../adapters/sqlite/store.ts'
import type { Layout } from '../../src/channels/layout.ts'
import { makeFolder } from '../adapters/sqlite/sqlite-home.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { CHANNEL, type Office, openOffice } from '../fixtures/app-harness.ts'
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
async function withOffice(file: string, now: string, work: (office: Office) => Promise<void>): Promise<void> {
  const office = await openOffice(now, { store: await openSqliteStore({ path: file, log: silentLog }) })
  const papers = ['1', '2'].map(id =>
    candidate(id, { paper: { day: '2026-11-23', listedAt: Date.parse('2026-11-23T06:00Z') } }),
  )
  office.source.days.set('2026-11-23', papers)
  try {
    await work(office)
  } finally {
    await office.app.stop()
    await office.store.close()
  }
}

/** Subscribes a channel, backs up the database, and then posts. */
const postAfterCopy = (layout: Layout = 'compact', busyAt?: string) =>
  withOffice(path, '2026-11-23T08:00Z', async office => {
    await office.app.start()
    await office.type('confirm subscribe')
    const channel = await office.store.channels.find(CHANNEL)
    if (channel) await office.store.channels.save({ ...channel, layout })
    if (busyAt) {
      office.verdicts.push({ kind: 'retry', reason: 'busy' })
      await office.at(busyAt)
    }
    backUp(path, copy, office.clock.now())
    await office.at('2026-11-23T09:05Z')
    expect(office.posts).toHaveLength(layout === 'thread' ? 3 : 1)
  })

const row = async (office: Office) => (await office.store.outbox.latest(CHANNEL, 1))[0]

describe('a bot that is started from a backup', () => {
  it('searches for the digest of a slot after the backup, and does not post it twice', async () => {
    await postAfterCopy()
    await withOffice(copy, '2026-11-23T09:10Z', async office => {
      await office.app.start()
      office.findings.push({ kind: 'posted', messageId: 'm1' })
      await office.at('2026-11-23T09:11Z')
      expect(office.doubts).toMatchObject([{ key: expect.stringContaining('2026-11-23T09:00Z') }])
      expect(office.posts).toEqual([])
      expect(await row(office)).toMatchObject({ state: 'sent', messageIds: ['m1'] })
      await office.at('2026-11-23T09:12Z')
      expect(office.posts).toEqual([])
    })
  })

  it('searches for rows that were due in it', async () => {
    await postAfterCopy('compact', NINE)
    await withOffice(copy, '2026-11-23T09:10Z', async office => {
      await office.app.start()
      expect(await row(office)).toMatchObject({ state: 'sending', triedAt: Date.parse(NINE) })
      office.findings.push({ kind: 'posted', messageId: 'm1' })
      await office.at('2026-11-23T09:11Z')
      expect(office.posts).toEqual([])
      expect(await row(office)).toMatchObject({ state: 'sent' })
    })
  })

  it('searches for every message of a thread', async () => {
    await postAfterCopy('thread')
    await withOffice(copy, '2026-11-23T09:10Z', async office => {
      await office.app.start()
      for (const messageId of ['head', 'first', 'second']) office.findings.push({ kind: 'posted', messageId })
      await office.at('2026-11-23T09:11Z')
      expect(office.posts).toEqual([])
      expect(await row(office)).toMatchObject({ state: 'sent', messageIds: ['head', 'first', 'second'] })
    })
  })

  it('posts a message that is not found', async () => {
    await postAfterCopy()
    await withOffice(copy, '2026-11-23T09:10Z', async office => {
      await office.app.start()
      await office.at('2026-11-23T09:11Z')
      expect(office.posts).toHaveLength(1)
      expect(await row(office)).toMatchObject({ state: 'sent' })
    })
  })

  it('posts without a search after later slots, and after it is started again', async () => {
    await postAfterCopy()
    await withOffice(copy, '2026-11-23T08:30Z', async office => office.app.start())
    await withOffice(copy, '2026-11-23T08:40Z', async office => {
      await office.app.start()
      await office.at(NINE)
      expect(office.doubts).toEqual([])
      expect(office.posts).toHaveLength(1)
    })
  })
})
