import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSqliteStore } from '../../adapters/sqlite/store.ts'
import { CHANNEL, channel, listed } from '../contracts/store/samples.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { dumpSchema, schemaOf } from './dump-schema.ts'

/** Upgrading from each released schema. Those before a release are in test/adapters/sqlite/upgrade.test.ts, with rows. */

const SCHEMAS = join(import.meta.dirname, '../fixtures/schemas')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paper-round-upgrade-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

async function makeNew(): Promise<string> {
  const path = join(folder, 'new.db')
  const store = await openSqliteStore({ path, log: silentLog })
  await store.close()
  return path
}

const released = readdirSync(SCHEMAS)
  .filter(name => name.endsWith('.sql'))
  .map(name => [name.slice(0, -4), () => readFileSync(join(SCHEMAS, name), 'utf8')] as const)

it.each([
  ...released,
  ['this version, as a release records it', async () => dumpSchema(await makeNew())] as const,
])('a database of %s becomes one of this version, and works', async (_, schema) => {
  const path = join(folder, 'released.db')
  const database = new DatabaseSync(path)
  database.exec(await schema())
  database.close()
  const store = await openSqliteStore({ path, log: silentLog })
  expect(await store.check()).toEqual([])
  await store.papers.record([listed('2611.00001')], Date.now())
  await store.channels.save(channel())
  expect((await store.papers.find('2611.00001'))?.paper.id).toBe('2611.00001')
  expect(await store.channels.find(CHANNEL)).toBeDefined()
  await store.close()
  expect(schemaOf(path)).toEqual(schemaOf(await makeNew()))
})
