import { expect, it } from 'vitest'
import { checkServer, type Server } from '../../src/doctor/server.ts'
import type { Store } from '../../src/ports/store.ts'

const SERVER: Server = {
  name: 'papers at db:5432',
  version: '17.2',
  aheadMs: 40,
  waiting: { count: 0, longestMs: 0 },
  connections: { used: 12, most: 100 },
  isInUse: true,
  outbox: { dead: 3, live: 200 },
}

const store = (damage: string[] = []) => ({ check: async () => damage, size: async () => 5e6 }) as Store

const findings = async (changes: Partial<Server>, damage?: string[]) =>
  (await checkServer({ ...SERVER, ...changes }, store(damage)))
    .filter(({ state }) => state !== 'ok')
    .map(({ state, what, text }) => `${state} ${what} ${text}`)

it('a healthy server has one line for each check', async () => {
  expect(await findings({})).toEqual([])
  const [database] = await checkServer(SERVER, store())
  expect(database?.text).toBe('papers at db:5432, PostgreSQL 17.2, 5.0 MB, is undamaged.')
})

it.each<[Partial<Server>, string]>([
  [{ aheadMs: 5_000 }, "warning clock of the database is 5.0 s ahead of this machine's. Let both follow"],
  [
    { aheadMs: -300_000 },
    "warning clock of the database is 5 min 0 s behind this machine's. Let both follow",
  ],
  [{ waiting: { count: 1, longestMs: 5_000 } }, 'warning locks hold up 1 connection, for 5.0 s. To see who'],
  [{ waiting: { count: 3, longestMs: 9_000 } }, 'warning locks hold up 3 connections, for 9.0 s. To see who'],
  [{ connections: { used: 91, most: 100 } }, 'warning server has 91 of 100 connections in use. Stop what'],
  [{ outbox: { dead: 10_001, live: 10_000 } }, 'warning outbox has 10000 rows and 10001 dead ones, which'],
  [{ isInUse: false }, 'warning bot is not running on this database.'],
])('says what to do about %j', async (changes, text) => {
  expect(await findings(changes)).toEqual([expect.stringContaining(text)])
})

it.each<Partial<Server>>([
  { aheadMs: -4_999 },
  { waiting: { count: 2, longestMs: 4_999 } },
  { connections: { used: 90, most: 100 } },
  { outbox: { dead: 20_000, live: 20_000 } },
  { outbox: { dead: 9_999, live: 0 } },
])('takes %j as usual', async changes => {
  expect(await findings(changes)).toEqual([])
})

it('damage is a fault', async () => {
  expect(await findings({}, ['papers: invalid page'])).toEqual([
    expect.stringContaining('fault database papers at db:5432 is damaged (papers: invalid page).'),
  ])
})
