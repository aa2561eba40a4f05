import { once } from 'node:events'
import { createServer, connect as dial, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPostgresStore, type PostgresOptions } from '../../../adapters/postgres/store.ts'
import type { Log } from '../../../src/ports/log.ts'
import { TooBroadError } from '../../../src/ports/paper-index.ts'
import type { Store } from '../../../src/ports/store.ts'
import { StoreError } from '../../../src/ports/store-error.ts'
import { LONG_MS, queryOf } from '../../contracts/paper-index/samples.ts'
import { CHANNEL, channel, edition, listed, MONDAY, NOW } from '../../contracts/store/samples.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { createDatabase } from './create-database.ts'
import { hasServer, lockBy, needsServer, runOn, SERVER_URL } from './server.ts'

/** A way to the server that can be cut off, and refuses connections meanwhile. */
async function createPath() {
  const { hostname, port } = new URL(SERVER_URL)
  const sockets = new Set<Socket>()
  let server: Server | undefined
  let at = 0
  async function restore(): Promise<void> {
    server = createServer(socket => {
      const other = dial(Number(port || 5432), hostname)
      for (const each of [socket, other]) {
        sockets.add(each)
        each.on('error', () => {})
        each.on('close', () => sockets.delete(each))
      }
      socket.pipe(other).pipe(socket)
    }).listen(at, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    at = typeof address === 'object' && address ? address.port : 0
  }
  async function cut(): Promise<void> {
    const closed = server && once(server, 'close')
    server?.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  await restore()
  return { cut, restore, port: () => String(at) }
}

describe.skipIf(!hasServer)(`a store on PostgreSQL${needsServer}`, { timeout: LONG_MS }, () => {
  let url: string
  let drop: () => Promise<void>
  const opened: Store[] = []
  beforeEach(async () => {
    const database = await createDatabase()
    url = database.url
    drop = database.drop
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(store => store.close()))
    await drop()
  })

  async function open(options: Partial<PostgresOptions> = {}): Promise<Store> {
    const store = await openPostgresStore({ url, log: silentLog, size: 3, ...options })
    opened.push(store)
    return store
  }

  async function refusal(options: Partial<PostgresOptions>): Promise<StoreError> {
    const error = await open({ connectMs: 0, ...options }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(StoreError)
    return error as StoreError
  }

  const change = (edit: (url: URL) => void): string => {
    const changed = new URL(url)
    edit(changed)
    return changed.href
  }

  it('is migrated once when ten replicas start at the same time', async () => {
    const migrated: unknown[] = []
    const log: Log = { ...silentLog, info: fields => void migrated.push(fields) }
    const stores = await Promise.all(Array.from({ length: 10 }, () => open({ log, size: 1 })))
    expect(migrated).toHaveLength(1)
    await Promise.all(stores.map((store, place) => store.keyValues.set(`replica ${place}`, 'here')))
    const [row] = await runOn(url, 'select count(*)::int as count from key_values')
    expect(row).toEqual({ count: 10 })
  })

  it('waits for the migrations of another process, however long they take', async () => {
    const other = await lockBy(url, 'select pg_advisory_xact_lock(1885433957, 1)')
    const opening = open({ statementMs: 50 })
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event = 'advisory'
      and clock_timestamp() > query_start + interval '100 ms'`
    await expect.poll(async () => (await runOn(url, waiting)).length).toBe(1)
    await other.end()
    await (await opening).keyValues.set('name', 'value')
  })

  it('is rejected with what to do where nothing listens, without repeating the password', async () => {
    const path = await createPath()
    await path.cut()
    const { message, trouble } = await refusal({
      url: change(each => {
        each.port = path.port()
        each.password = 'secret'
      }),
    })
    expect(trouble).toBe('unreachable')
    expect(message).toMatch(/^The database paper_round_test_\w+ at .*:\d+ can't be reached \(.*ECONNREFUSED/)
    expect(message).not.toContain('secret')
  })

  it('is rejected with what to do where it doesn’t exist', async () => {
    const { message, trouble } = await refusal({
      url: change(each => {
        each.pathname = '/no_such_database'
      }),
    })
    expect(trouble).toBe('unopened')
    expect(message).toContain(
      'Create it with createdb --encoding=UTF8 --template=template0 no_such_database, or let DATABASE_URL name another.',
    )
  })

  it('is rejected with what to do where the user is unknown', async () => {
    const { message, trouble } = await refusal({
      url: change(each => {
        each.username = 'nobody_here'
        each.password = 'secret'
      }),
    })
    expect(trouble).toBe('forbidden')
    expect(message).toContain('Check the user and password in DATABASE_URL')
    expect(message).not.toContain('secret')
  })

  it('is rejected where a newer version has written it', async () => {
    await open()
    await runOn(url, `insert into kysely_migration values ('0999-mind-reading', '2031-01-01T00:00:00.000Z')`)
    expect((await refusal({})).message).toMatch(
      /^The database .* was written by a newer Paper Round \(it has 0999-mind-reading\)\./,
    )
  })

  it('is rejected where it has another program’s tables, which stay as they were', async () => {
    await runOn(url, 'create table papers (title text)')
    expect((await refusal({})).message).toContain("can't be updated")
    expect(await runOn(url, `select tablename from pg_tables where schemaname = 'public'`)).toEqual([
      { tablename: 'papers' },
    ])
  })

  it('has its tables beside those of another program in another schema', async () => {
    await runOn(
      url,
      'create schema other; create table other.kysely_migration (name text); create table other.papers (id int)',
    )
    const store = await open()
    await store.papers.record([listed('2611.00001')], NOW)
    expect(await runOn(url, 'select count(*)::int as count from other.papers')).toEqual([{ count: 0 }])
    await (await open()).close()
  })

  it('says that a server which can’t be written is one', async () => {
    const store = await open()
    await store.close()
    await runOn(
      SERVER_URL,
      `alter database ${new URL(url).pathname.slice(1)} set default_transaction_read_only = on`,
    )
    const reading = await open()
    await expect(reading.probe()).rejects.toMatchObject({ name: 'StoreError', trouble: 'read-only' })
  })

  it('fails while the server is cut off, says so, and goes on by itself', async () => {
    const path = await createPath()
    const store = await open({
      connectMs: 0,
      url: change(each => {
        each.port = path.port()
      }),
    })
    await store.keyValues.set('before', 'yes')
    await path.cut()
    const failed = await store.keyValues.get('before').catch((thrown: unknown) => thrown)
    expect(failed).toMatchObject({ name: 'StoreError', trouble: 'unreachable' })
    await path.restore()
    expect(await store.keyValues.get('before')).toBe('yes')
    await path.cut()
  })

  it('waits for a server that comes back soon', async () => {
    const path = await createPath()
    const store = await open({
      connectMs: 10_000,
      url: change(each => {
        each.port = path.port()
      }),
    })
    await store.keyValues.set('before', 'yes')
    await path.cut()
    // The old connection is recognised as lost.
    await store.keyValues.get('before').catch(() => {})
    const asked = store.keyValues.get('before')
    await path.restore()
    expect(await asked).toBe('yes')
    await path.cut()
  })

  it('goes on when the server ends its connections, as it does when it restarts', async () => {
    const store = await open({ size: 2 })
    await Promise.all([store.keyValues.set('a', '1'), store.keyValues.set('b', '2')])
    await runOn(
      url,
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => store.keyValues.get('a')))
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ trouble: 'unreachable' })
    }
    expect(await store.keyValues.get('a')).toBe('1')
  })

  it('ends a statement that takes too long, and the connection stays usable', async () => {
    const store = await open({ size: 1, statementMs: 100 })
    await store.channels.save(channel())
    const other = await lockBy(url, 'select 1 from channels for update')
    await expect(store.channels.pause(CHANNEL, 'Gone.')).rejects.toMatchObject({ trouble: 'locked' })
    expect(await store.channels.find(CHANNEL)).toMatchObject({ id: CHANNEL })
    await other.end()
  })

  it('repeats a statement that was in a deadlock with another transaction', async () => {
    // The one that has waited this long looks for a deadlock, once, and gives up where it is in one. The other one never looks.
    await runOn(url, `alter database ${new URL(url).pathname.slice(1)} set deadlock_timeout = '4s'`)
    const store = await open()
    await store.channels.save(channel())
    await store.outbox.plan(edition('first'))
    await store.outbox.plan(edition('second'))
    const lock = (name: string) => `select 1 from deliveries where edition = '${name}' for update`
    const other = await lockBy(url, lock('second'))
    await other.run(`set local deadlock_timeout = '1h'`)
    const cancelled = store.outbox.cancel(CHANNEL, 'the channel has no subscriptions', NOW)
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    await expect.poll(async () => (await runOn(url, waiting)).length).toBe(1)
    await other.run(lock('first'))
    await other.end()
    await cancelled
    const rows = await store.outbox.latest(CHANNEL, 9)
    expect(rows.map(({ state }) => state)).toEqual(['failed', 'failed'])
  })

  it('ends a search that takes too long, and gives the next statement its usual time', async () => {
    const store = await open({ size: 1 })
    const papers = Array.from({ length: 400 }, (_, index) =>
      listed(`2611.${10_000 + index}`, {}, { abstract: `turnips ${index} `.repeat(200) }),
    )
    await store.papers.record(papers, NOW)
    const query = queryOf('"turnips 1 turnips" OR "1 turnips 1" OR abstract:turnips -nowhere')
    await expect(store.index.within(1.1).find(query, { today: MONDAY, limit: 1_000 })).rejects.toThrow(
      TooBroadError,
    )
    expect(await store.index.find(query, { today: MONDAY, limit: 1_000 })).toHaveLength(400)
  })

  it('stores text without NUL characters, which PostgreSQL has not', async () => {
    const store = await open()
    await store.keyValues.set('a\u0000b', 'c\u0000d')
    expect(await store.keyValues.get('a\u0000b')).toBe('cd')
  })

  it('orders text by its bytes, whatever the language of the database', async () => {
    const store = await open()
    for (const id of ['slack:T1/b', 'slack:T1/B', 'slack:T1/a', 'slack:T10/a', 'slack:T1/_'] as const) {
      await store.channels.save(channel(id, { pausedReason: 'Gone.' }))
    }
    expect((await store.channels.paused('slack:T1', { limit: 9 })).map(({ id }) => id)).toEqual([
      'slack:T1/B',
      'slack:T1/_',
      'slack:T1/a',
      'slack:T1/b',
      'slack:T10/a',
    ])
  })
})
