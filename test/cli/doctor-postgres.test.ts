import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgresStore } from '../../adapters/postgres/store.ts'
import type { Finding } from '../../src/doctor/check.ts'
import { createDatabase } from '../adapters/postgres/create-database.ts'
import { lockBy, runOn, urlOf } from '../adapters/postgres/server.ts'
import { type FakeHuggingFace, startHuggingFace } from '../fakes/hugging-face/server.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { createPostgresClock } from '../fixtures/postgres-clock.ts'
import {
  hasPrograms,
  needsPrograms,
  type PrivateServer,
  startPrivateServer,
} from '../fixtures/private-postgres.ts'
import { runDoctor } from './run-doctor.ts'

/** A server of our own, with each fault that an operator can meet. */

const PASSWORD = 'correct-horse'
/** Who may come in how: passwords are asked for, except from the superuser. */
const HBA = ['host all postgres 127.0.0.1/32 trust', 'host all all 127.0.0.1/32 scram-sha-256']

/** Migrations of a database from before the last ones. */
const NEWEST = "('0020-webhooks', '0021-email-addresses')"

let server: PrivateServer
let papers: FakeHuggingFace
let folder: string

async function migrated(): Promise<string> {
  const { url } = await createDatabase(server.url)
  await (await openPostgresStore({ url, log: silentLog })).close()
  return url
}

/** The same database, as another user. */
function as(url: string, user: string, password: string): string {
  const other = new URL(url)
  other.username = user
  other.password = password
  return other.href
}

const portOf = (url: string): string => new URL(url).port
const nameOf = (url: string): string => new URL(url).pathname.slice(1)

/** What doctor finds on this database; all else is checked, whatever is wrong with it. */
async function diagnose(url: string) {
  const env = { DATABASE_URL: url, PORT: '0', HF_ENDPOINT: papers.url }
  const diagnosis = await runDoctor(folder, env)
  expect(diagnosis.findings).toContainEqual({ what: 'source', state: 'ok', text: 'Hugging Face answers.' })
  expect(diagnosis.output).not.toContain(PASSWORD)
  return diagnosis
}

const finding = (what: string, state: Finding['state'], text: string) => ({
  what,
  state,
  text: expect.stringContaining(text),
})

describe.skipIf(!hasPrograms).concurrent(`doctor and PostgreSQL${needsPrograms}`, () => {
  beforeAll(async () => {
    papers = await startHuggingFace()
    folder = mkdtempSync(join(tmpdir(), 'paper-round-doctor-pg-'))
    server = await startPrivateServer()
    const [{ hba_file: file } = {}] = await runOn(server.url, 'show hba_file')
    const rows = HBA.map(line => `('${line}')`).join(', ')
    await runOn(server.url, `copy (values ${rows}) to '${file}'`)
    await runOn(server.url, 'select pg_reload_conf()')
    await runOn(server.url, `create role ada login password '${PASSWORD}'`)
    await runOn(server.url, `create role bea nologin password '${PASSWORD}'`)
  })
  afterAll(async () => {
    await server.close()
    await papers.close()
    rmSync(folder, { recursive: true })
  })

  it('a healthy database has no fault', async () => {
    const url = await migrated()
    const { code, findings } = await diagnose(url)
    expect(findings.filter(({ what, state }) => state !== 'ok' && what !== 'bot' && what !== 'chat')).toEqual(
      [],
    )
    expect(findings).toContainEqual(finding('database', 'ok', `${nameOf(url)} at 127.0.0.1:${portOf(url)}`))
    expect(code).toBe(0)
  })

  it.each<[string, () => Promise<string>, string]>([
    [
      'a wrong password',
      async () => as(await migrated(), 'ada', `${PASSWORD}-wrong`),
      '(password authentication failed for user "ada"). Check the user and password in DATABASE_URL',
    ],
    [
      'a user who may not log in',
      async () => as(await migrated(), 'bea', PASSWORD),
      '(role "bea" is not permitted to log in). Check the user and password in DATABASE_URL',
    ],
    [
      'a user who may do nothing with the tables',
      async () => as(await migrated(), 'ada', PASSWORD),
      'and what that user may do',
    ],
    [
      'a database that doesn’t exist',
      async () => urlOf('no_such_database', server.url),
      'Create it with createdb --encoding=UTF8 --template=template0 no_such_database, or let DATABASE_URL name another.',
    ],
    [
      'a server that is stopped',
      async () => 'postgres://postgres@127.0.0.1:1/papers',
      "The database papers at 127.0.0.1:1 can't be reached (connect ECONNREFUSED 127.0.0.1:1). Check that the server is running",
    ],
    [
      'a schema of a newer version',
      async () => {
        const url = await migrated()
        await runOn(url, "insert into kysely_migration values ('9999-later', '2030-01-01')")
        return url
      },
      'was written by a newer Paper Round (it has 9999-later). Run that version',
    ],
  ])('%s is the fault, with what to do', async (_, make, words) => {
    const { code, findings } = await diagnose(await make())
    expect(findings).toContainEqual(finding('database', 'fault', words))
    expect(code).toBe(1)
  })

  it('a server that says nothing isn’t waited for', async () => {
    const silent = net.createServer(socket => socket.on('error', () => {}))
    await once(silent.listen(0, '127.0.0.1'), 'listening')
    const { port } = silent.address() as AddressInfo
    const { findings } = await diagnose(`postgres://postgres@127.0.0.1:${port}/papers`)
    expect(findings).toContainEqual(finding('database', 'fault', "can't be reached (timeout expired)"))
    silent.close()
  })

  it('a schema of an older version is left as it is, and what the next start does is said', async () => {
    const url = await migrated()
    await runOn(url, `delete from kysely_migration where name in ${NEWEST}`)
    const { code, findings } = await diagnose(url)
    expect(findings).toContainEqual(
      finding(
        'database',
        'warning',
        'has the schema of an older Paper Round. The next start updates it (0020-webhooks, 0021-email-addresses).',
      ),
    )
    expect(code).toBe(0)
    expect(await runOn(url, `select name from kysely_migration where name in ${NEWEST}`)).toEqual([])
  })

  it('a clock that is minutes off is named, with by how much', async () => {
    const { url } = await createDatabase(server.url)
    await createPostgresClock(url, Date.now() + 5 * 60_000, 1)
    const { findings } = await diagnose(url)
    expect(findings).toContainEqual({
      what: 'clock',
      state: 'warning',
      text: expect.stringMatching(
        /^of the database is 5 min \d+ s ahead of this machine's\. Let both follow a time/,
      ),
    })
  })

  it('a lock that holds up its queries is named, with who has it and what ends that', async () => {
    const url = await migrated()
    const other = await lockBy(url, 'lock table papers')
    const [{ pid } = {}] = await runOn(
      url,
      "select pid from pg_stat_activity where datname = current_database() and state = 'idle in transaction'",
    )
    const { code, findings } = await diagnose(url)
    expect(findings).toContainEqual(
      finding(
        'database',
        'fault',
        `${nameOf(url)} at 127.0.0.1:${portOf(url)} couldn’t be read, because others have locks on it`,
      ),
    )
    expect(findings).toContainEqual(
      finding('locks', 'warning', `process ${pid} (user postgres, idle in transaction for`),
    )
    expect(findings).toContainEqual(finding('locks', 'warning', `select pg_terminate_backend(${pid})`))
    expect(code).toBe(1)
    await other.end()
  })

  it('a lock that holds up the creation of tables is named', async () => {
    const { url } = await createDatabase(server.url)
    const other = await lockBy(url, 'select pg_advisory_xact_lock(1885433957, 1)')
    const { findings } = await diagnose(url)
    expect(findings).toContainEqual(
      finding(
        'database',
        'fault',
        `${nameOf(url)} at 127.0.0.1:${portOf(url)} couldn’t be read, because others have locks on it`,
      ),
    )
    expect(findings).toContainEqual(finding('locks', 'warning', 'is creating or updating the tables'))
    await other.end()
  })
})
