import type { PostgresPool } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createPool } from '../../../adapters/postgres/pool.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { hasServer, needsServer, SERVER_URL } from './server.ts'

function open() {
  const pool = createPool({ url: SERVER_URL, name: 'the test server', log: silentLog, size: 1 })
  onTestFinished(() => pool.end())
  return pool
}

/** What a connection of the pool has as a setting. */
async function settingOf(pool: Pick<PostgresPool, 'connect'>, name: string): Promise<unknown> {
  const client = await pool.connect()
  const { rows } = await client.query<{ value: string }>(`select current_setting('${name}') as value`, [])
  client.release()
  return rows[0]?.value
}

describe.runIf(hasServer)(`connections of a pool${needsServer}`, () => {
  it('compile no queries, and share none among processes', async () => {
    expect(await settingOf(open(), 'jit')).toBe('off')
    expect(await settingOf(open(), 'max_parallel_workers_per_gather')).toBe('0')
  })

  it('have the limit of those who use them, one after the other', async () => {
    const pool = open()
    expect(await settingOf(pool, 'statement_timeout')).toBe('30s')
    expect(await settingOf(pool.limitedTo(150), 'statement_timeout')).toBe('150ms')
    expect(await settingOf(pool.limitedTo(150), 'statement_timeout')).toBe('150ms')
    expect(await settingOf(pool.limitedTo(25), 'statement_timeout')).toBe('25ms')
    expect(await settingOf(pool, 'statement_timeout')).toBe('30s')
  })
})
