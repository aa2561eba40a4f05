import pg from 'pg'
import { z } from 'zod'
import type { LockHolder, Server } from '../../src/doctor/server.ts'
import { explainPostgresError } from './errors.ts'
import { databaseName } from './name.ts'
import { BOT } from './pool.ts'
import { OURS, TURNS } from './sql-dialect.ts'

const CONNECT_MS = 5_000

const number = z.coerce.number()
const facts = z.object({
  // Packages add their own version in brackets.
  version: z.string().transform(text => text.split(' ')[0] ?? text),
  now: number,
  waiting: number,
  longest: number,
  connections: number,
  most: number,
  bots: number,
  dead: number,
  live: number,
  size: number,
  kept: number,
})

const FACTS = `select current_setting('server_version') as version,
  extract(epoch from clock_timestamp()) * 1000 as now,
  (select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as waiting,
  (select coalesce(max(extract(epoch from clock_timestamp() - state_change)), 0) * 1000 from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock') as longest,
  (select count(*) from pg_stat_activity where backend_type = 'client backend') as connections,
  current_setting('max_connections') as most,
  (select count(distinct coalesce(client_addr::text, '') || application_name) from pg_stat_activity
    where datname = current_database() and application_name = $1) as bots,
  coalesce((select n_dead_tup from pg_stat_user_tables where relname = 'deliveries' and schemaname = current_schema()), 0) as dead,
  coalesce((select n_live_tup from pg_stat_user_tables where relname = 'deliveries' and schemaname = current_schema()), 0) as live,
  pg_database_size(current_database()) as size, pg_size_bytes(current_setting('shared_buffers')) as kept`

const holder = z.object({
  pid: number,
  program: z.string().nullable(),
  user: z.string().nullable(),
  state: z.string().nullable(),
  held: number.nullable(),
  migrates: z.boolean(),
})

/**
 * Transactions that others wait for, and those that have kept a whole table, or the turn to migrate, for themselves for a while: whoever comes next will
 * wait for them. Of other users' connections one may see only that they are there.
 */
const HOLDERS = `select a.pid, nullif(a.application_name, '') as program, a.usename as user, a.state,
  extract(epoch from now() - a.xact_start) * 1000 as held,
  exists (select from pg_locks m where m.pid = a.pid and m.granted and m.locktype = 'advisory' and m.classid = $1 and m.objid = $2) as migrates
  from pg_stat_activity a where a.datname = current_database() and a.pid <> pg_backend_pid() and (
    a.pid in (select unnest(pg_blocking_pids(w.pid)) from pg_stat_activity w
      where w.datname = current_database() and w.wait_event_type = 'Lock' and now() - w.state_change > interval '3 seconds')
    or now() - a.xact_start > interval '3 seconds' and exists (select from pg_locks l where l.pid = a.pid and l.granted
      and (l.mode = 'AccessExclusiveLock' and l.relation is not null
        or l.locktype = 'advisory' and l.classid = $1 and l.objid = $2)))
  order by a.xact_start limit 3`

async function holdersOf(client: pg.Client): Promise<LockHolder[]> {
  const { rows } = await client.query(HOLDERS, [OURS, TURNS.migrate])
  return z
    .array(holder)
    .parse(rows)
    .map(({ pid, program, user, state, held, migrates }) => ({
      pid,
      program: program ?? undefined,
      user: user ?? undefined,
      state: state ?? undefined,
      heldMs: held ?? undefined,
      migrates,
    }))
}

/** What `doctor` reports about a database's server. @param now ms UTC @throws StoreError where it can't be reached */
export async function inspectServer(url: string, now: () => number): Promise<Server> {
  const name = databaseName(url)
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS })
  try {
    await client.connect()
    // The first query of a connection takes longer, which would distort the time.
    await client.query('select 1')
    const asked = now()
    const { rows } = await client.query(FACTS, [BOT])
    const answered = now()
    const found = facts.parse(rows[0])
    const holders = await holdersOf(client)
    return {
      name,
      version: found.version,
      aheadMs: Math.round(found.now - (asked + answered) / 2),
      waiting: { count: found.waiting, longestMs: found.longest },
      holders,
      connections: { used: found.connections, most: found.most },
      isInUse: found.bots > 0,
      outbox: { dead: found.dead, live: found.live },
      memory: { database: found.size, kept: found.kept },
    }
  } catch (error) {
    throw explainPostgresError(error, name)
  } finally {
    await client.end()
  }
}
