import { expect, it } from 'vitest'
import { checkServer, checkServerDatabase, type LockHolder, type Server } from '../../src/doctor/server.ts'

const SERVER: Server = {
  name: 'papers at db:5432',
  version: '17.2',
  aheadMs: 40,
  waiting: { count: 0, longestMs: 0 },
  holders: [],
  connections: { used: 12, most: 100 },
  isInUse: true,
  outbox: { dead: 3, live: 200 },
  memory: { database: 3e8, kept: 134_217_728 },
}

const HOLDER: LockHolder = {
  pid: 4321,
  program: 'psql',
  user: 'ada',
  state: 'idle in transaction',
  heldMs: 120_000,
  migrates: false,
}

const store = (damage: string[] = []) => ({ check: async () => damage, size: async () => 5e6 })

const findings = (changes: Partial<Server>) =>
  checkServer({ ...SERVER, ...changes })
    .filter(({ state }) => state !== 'ok')
    .map(({ state, what, text }) => `${state} ${what} ${text}`)

it('a healthy server has one line for each check', async () => {
  expect(findings({})).toEqual([])
  const { text } = await checkServerDatabase(SERVER, store())
  expect(text).toBe('papers at db:5432, PostgreSQL 17.2, 5.0 MB, is undamaged.')
})

it.each<[Partial<Server>, string]>([
  [{ aheadMs: 5_000 }, "warning clock of the database is 5.0 s ahead of this machine's. Let both follow"],
  [
    { aheadMs: -300_000 },
    "warning clock of the database is 5 min 0 s behind this machine's. Let both follow",
  ],
  [{ waiting: { count: 1, longestMs: 5_000 } }, 'warning locks hold up 1 connection, for 5.0 s. To see who'],
  [{ waiting: { count: 3, longestMs: 9_000 } }, 'warning locks hold up 3 connections, for 9.0 s. To see who'],
  [
    { waiting: { count: 1, longestMs: 5_000 }, holders: [HOLDER] },
    'warning locks hold up 1 connection, for 5.0 s. The process 4321 (psql, user ada, idle in transaction for 2 min 0 s) has them. To end it: psql "$DATABASE_URL" -c "select pg_terminate_backend(4321)"',
  ],
  [
    { holders: [{ ...HOLDER, program: 'paper-round', state: 'active', migrates: true }] },
    'warning locks hold up whatever needs the same tables. The process 4321 (paper-round, user ada, active for 2 min 0 s) is creating or updating the tables: wait until it is done. If it hangs, end it: psql',
  ],
  [
    { holders: [{ ...HOLDER, program: undefined, user: undefined, state: undefined, heldMs: undefined }] },
    'warning locks hold up whatever needs the same tables. The process 4321 has them. To end it: psql',
  ],
  [{ connections: { used: 91, most: 100 } }, 'warning server has 91 of 100 connections in use. Stop what'],
  [{ outbox: { dead: 10_001, live: 10_000 } }, 'warning outbox has 10000 rows and 10001 dead ones, which'],
  [
    { memory: { database: 1_073_741_824, kept: 134_217_728 } },
    "warning server keeps only 128 MB of the database's 1.1 GB in memory. Searches take",
  ],
  [{ isInUse: false }, 'warning bot is not running on this database.'],
])('says what to do about %j', (changes, text) => {
  expect(findings(changes)).toEqual([expect.stringContaining(text)])
})

it.each<Partial<Server>>([
  { aheadMs: -4_999 },
  { waiting: { count: 2, longestMs: 4_999 } },
  { connections: { used: 90, most: 100 } },
  { outbox: { dead: 20_000, live: 20_000 } },
  { outbox: { dead: 9_999, live: 0 } },
  { memory: { database: 1_073_741_823, kept: 134_217_728 } },
  { memory: { database: 9e9, kept: 142_606_336 } },
])('takes %j as usual', changes => {
  expect(findings(changes)).toEqual([])
})

it('damage is a fault', async () => {
  expect(await checkServerDatabase(SERVER, store(['papers: invalid page']))).toMatchObject({
    what: 'database',
    state: 'fault',
    text: expect.stringContaining('papers at db:5432 is damaged (papers: invalid page).'),
  })
})
