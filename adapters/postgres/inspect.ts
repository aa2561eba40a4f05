import pg from 'pg'
import { z } from 'zod'
import type { Server } from '../../src/doctor/server.ts'
import { explainPostgresError } from './errors.ts'
import { databaseName } from './name.ts'
import { BOT } from './pool.ts'

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
  coalesce((select n_live_tup from pg_stat_user_tables where relname = 'deliveries' and schemaname = current_schema()), 0) as live`

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
    return {
      name,
      version: found.version,
      aheadMs: Math.round(found.now - (asked + answered) / 2),
      waiting: { count: found.waiting, longestMs: found.longest },
      connections: { used: found.connections, most: found.most },
      isInUse: found.bots > 0,
      outbox: { dead: found.dead, live: found.live },
    }
  } catch (error) {
    throw explainPostgresError(error, name)
  } finally {
    await client.end()
  }
}
