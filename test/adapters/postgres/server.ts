import pg from 'pg'
import { databaseName } from '../../../adapters/postgres/name.ts'

/** The server for tests: a superuser's URL, because each test has databases of its own. */
export const SERVER_URL = process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'

/** The same, without a password. */
export const SERVER_NAME = databaseName(SERVER_URL)

/** Runs one statement on a database by itself. */
export async function runOn(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 })
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>(text)
    return rows
  } finally {
    await client.end()
  }
}

/** Whether the server is there and lets us create databases. */
export const hasServer = await runOn(SERVER_URL, 'select 1').then(
  () => true,
  () => false,
)

/** For the title of tests that need it. */
export const needsServer = hasServer ? '' : ' (skipped: there is no PostgreSQL server)'

/** The URL of another database on a server. */
export function urlOf(database: string, server = SERVER_URL): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}

/** A transaction that others have to wait for. */
export interface OtherTransaction {
  run(text: string): Promise<void>
  /** Ends it, and its connection. */
  end(): Promise<void>
}

/** Begins a transaction with this statement, and keeps it open. */
export async function lockBy(url: string, text: string): Promise<OtherTransaction> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('begin')
  await client.query(text)
  return {
    async run(text) {
      await client.query(text)
    },
    async end() {
      await client.query('commit')
      await client.end()
    },
  }
}
