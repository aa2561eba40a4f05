import { randomBytes } from 'node:crypto'
import { runOn, SERVER_URL, urlOf } from './server.ts'

/** A name that no other test has. */
const newName = (): string => `paper_round_test_${randomBytes(6).toString('hex')}`

/** A new, empty database. @param server another server than that of all tests, which may crash meanwhile */
export async function createDatabase(server?: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = newName()
  await runOn(server ?? SERVER_URL, `create database ${name} encoding 'UTF8' template template0`)
  // Nothing on the shared server has to survive a crash.
  if (!server) await runOn(SERVER_URL, `alter database ${name} set synchronous_commit = off`)
  return {
    url: urlOf(name, server),
    async drop() {
      await runOn(server ?? SERVER_URL, `drop database if exists ${name} with (force)`)
    },
  }
}
