import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inspectServer } from '../../../adapters/postgres/inspect.ts'
import { openPostgresStore } from '../../../adapters/postgres/store.ts'
import { CHANNEL, channel } from '../../contracts/store/samples.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { createDatabase } from './create-database.ts'
import { hasServer, lockBy, needsServer } from './server.ts'

describe.skipIf(!hasServer)(`what doctor sees of a server${needsServer}`, () => {
  let url: string
  let drop: () => Promise<void>
  beforeEach(async () => {
    const database = await createDatabase()
    url = database.url
    drop = database.drop
  })
  afterEach(() => drop())

  it('is its version, its clock, its connections, and whether a bot is running', async () => {
    const command = await openPostgresStore({ url, log: silentLog })
    const seen = await inspectServer(url, Date.now)
    expect(seen.version).toMatch(/^\d+[.\d]*$/)
    expect(Math.abs(seen.aheadMs)).toBeLessThan(5_000)
    expect(seen).toMatchObject({ isInUse: false, waiting: { count: 0, longestMs: 0 } })
    expect(seen.connections.used).toBeGreaterThan(0)
    expect(seen.memory.kept).toBeGreaterThan(1_000_000)
    expect(seen.memory.database).toBeGreaterThan(1_000_000)
    const bot = await openPostgresStore({ url, log: silentLog, isBot: true })
    expect(await inspectServer(url, () => Date.now() - 300_000)).toMatchObject({ isInUse: true })
    expect((await inspectServer(url, () => Date.now() - 300_000)).aheadMs).toBeGreaterThan(290_000)
    await bot.close()
    await command.close()
  })

  it('is what waits for locks', async () => {
    const store = await openPostgresStore({ url, log: silentLog })
    await store.channels.save(channel())
    const other = await lockBy(url, 'select 1 from channels for update')
    const paused = store.channels.pause(CHANNEL, 'Gone.')
    await expect.poll(async () => (await inspectServer(url, Date.now)).waiting.count).toBe(1)
    await other.end()
    expect(await paused).toBe(true)
    await store.close()
  })

  it('is an error with what to do where it can’t be reached', async () => {
    const missing = new URL(url)
    missing.pathname = '/no_such_database'
    await expect(inspectServer(missing.href, Date.now)).rejects.toMatchObject({ trouble: 'unopened' })
  })
})
