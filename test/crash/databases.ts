import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openPostgresStore } from '../../adapters/postgres/store.ts'
import { openSqliteStore } from '../../adapters/sqlite/store.ts'
import type { Store } from '../../src/ports/store.ts'
import { createDatabase } from '../adapters/postgres/create-database.ts'
import { runOn } from '../adapters/postgres/server.ts'
import { makeFolder } from '../adapters/sqlite/sqlite-harness.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { createPostgresClock } from '../fixtures/postgres-clock.ts'

/** A database whose bot is killed. */
export interface CrashDatabase {
  /** As `DATABASE_URL` has it. */
  url: string
  open(): Promise<Store>
  /** Runs plain SQL, also while the bot runs. @returns the rows */
  query(text: string): Promise<Record<string, unknown>[]>
  /** Makes it this time at least, where the bot goes by the database's clock. @returns the time, ms UTC */
  putForward(to: number): Promise<number>
  remove(): Promise<void>
}

export type Database = 'sqlite' | 'postgres'

/** How many times as fast as real time the clock of a PostgreSQL database goes, so that nothing waits long for a place to post. */
export const SPEED = 10

/** @param startsAt the first time that it shows, ms UTC */
export const createCrashDatabase = (kind: Database, startsAt: number): Promise<CrashDatabase> =>
  kind === 'postgres' ? onPostgres(startsAt) : inFile()

async function inFile(): Promise<CrashDatabase> {
  const folder = makeFolder()
  const path = join(folder, 'paper-round.db')
  return {
    url: `sqlite:${path}`,
    open: () => openSqliteStore({ path, log: silentLog }),
    async query(text) {
      const database = new DatabaseSync(path, { readOnly: true })
      try {
        return database.prepare(text).all()
      } finally {
        database.close()
      }
    },
    putForward: async to => to,
    async remove() {
      rmSync(folder, { recursive: true })
    },
  }
}

async function onPostgres(startsAt: number): Promise<CrashDatabase> {
  const { url, drop } = await createDatabase()
  const clock = await createPostgresClock(url, startsAt, SPEED)
  return {
    url,
    open: () => openPostgresStore({ url, log: silentLog }),
    query: text => runOn(url, text),
    putForward: clock.putForward,
    remove: drop,
  }
}
