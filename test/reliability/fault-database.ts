import { sql } from 'kysely'
import { openPostgresStore } from '../../adapters/postgres/store.ts'
import { migrate } from '../../adapters/sql/migrate.ts'
import type { Db } from '../../adapters/sql/schema.ts'
import { openSqliteFile } from '../../adapters/sqlite/file.ts'
import { SQLITE } from '../../adapters/sqlite/sql-dialect.ts'
import { createSqliteStore } from '../../adapters/sqlite/store.ts'
import type { Store } from '../../src/ports/store.ts'
import type { Timer } from '../../src/time/clock.ts'
import { createDatabase } from '../adapters/postgres/create-database.ts'
import { EMPTY } from '../adapters/postgres/empty.ts'
import { runOn } from '../adapters/postgres/server.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { createFastTimer, createInstantTimer } from '../fakes/timer.ts'
import { createPostgresClock } from '../fixtures/postgres-clock.ts'

/** How a database is made to fail, and to work again. */
export interface DatabaseFaults {
  readOnly(on: boolean): Promise<void>
  full(on: boolean): Promise<void>
}

/** A database that a test can let fail. */
export interface FaultDatabase extends DatabaseFaults {
  store: Store
  timer: Timer
  /** Makes it this time, where the bot goes by the database's clock. @param time an ISO text */
  setTime(time: string): Promise<void>
  close(): Promise<void>
}

export type OpenFaultDatabase = () => Promise<FaultDatabase>

export async function openInMemory(): Promise<FaultDatabase> {
  const db = await openSqliteFile(':memory:', 10)
  await migrate(db, SQLITE, 'The database')
  const store = createSqliteStore(db, silentLog)
  return {
    store,
    timer: createInstantTimer(),
    async setTime() {},
    async readOnly(on) {
      await sql`pragma query_only = ${sql.raw(on ? 'on' : 'off')}`.execute(db)
    },
    full: on => fill(db, on),
    close: () => store.close(),
  }
}

/** Uses up the pages that are free, and allows the database no more than it has, so that writes fail as on a full disk. */
async function fill(db: Db, on: boolean): Promise<void> {
  if (on) {
    await sql`create table filler as select zeroblob(3000) as page`.execute(db)
    while ((await freePages(db)) > 0) await sql`insert into filler values (zeroblob(3000))`.execute(db)
  }
  await sql`pragma max_page_count = ${sql.raw(on ? '1' : '1000000')}`.execute(db)
  if (!on) await sql`drop table filler`.execute(db)
}

async function freePages(db: Db): Promise<number> {
  const { rows } = await sql<{ freelistCount: number }>`pragma freelist_count`.execute(db)
  return rows[0]?.freelistCount ?? 0
}

/** How many times as fast as real time its clock goes; a lease of 15 s has to be renewed within 1.5 s. */
const SPEED = 10

/** A full disk lets a server go on, and fail whatever needs room; no disk is full here, so triggers say so. */
const FILL = (on: boolean): string => `do $$ declare each record; begin
  ${
    on
      ? `create or replace function test_clock.disk_is_full() returns trigger language plpgsql as
    'begin raise exception using errcode = ''disk_full'', message = ''could not extend file: No space left on device''; end';`
      : ''
  }
  for each in select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace loop
    execute format('${
      on
        ? 'create trigger disk_is_full before insert or update on %I for each statement execute function test_clock.disk_is_full()'
        : 'drop trigger disk_is_full on %I'
    }', each.relname);
  end loop;
end $$`

/** As on a standby: the connections of before are gone, and the next ones may not write. */
const READ_ONLY = (url: string, on: boolean): string => `
  alter database ${new URL(url).pathname.slice(1)} set default_transaction_read_only = ${on ? 'on' : 'off'};
  select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and application_name <> 'paper-round notifications'`

/** Opens one database again and again, empty each time. */
export async function createOnPostgres(): Promise<{ open: OpenFaultDatabase; drop(): Promise<void> }> {
  const { url, drop } = await createDatabase()
  const startsAt = Date.parse('2026-11-23T09:59Z')
  const alwaysWritable = `${url}?options=${encodeURIComponent('-c default_transaction_read_only=off')}`
  const clock = await createPostgresClock(alwaysWritable, startsAt, SPEED)
  return {
    async open() {
      const store = await openPostgresStore({ url, log: silentLog, size: 4 })
      await clock.set(startsAt)
      return {
        store,
        timer: createFastTimer(startsAt, SPEED),
        async setTime(time) {
          await clock.putForward(Date.parse(time))
        },
        async readOnly(on) {
          await runOn(alwaysWritable, READ_ONLY(url, on))
        },
        async full(on) {
          await runOn(url, FILL(on))
        },
        async close() {
          await store.close()
          await runOn(url, EMPTY)
        },
      }
    },
    drop,
  }
}
