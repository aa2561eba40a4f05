import { randomBytes } from 'node:crypto'
import { runOn, SERVER_URL, urlOf } from './server.ts'

/** A name that no other test has. */
export const newName = (): string => `paper_round_test_${randomBytes(6).toString('hex')}`

/** A new, empty database. */
export async function createDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = newName()
  await runOn(SERVER_URL, `create database ${name} encoding 'UTF8' template template0`)
  // Nothing here has to survive a power loss.
  await runOn(SERVER_URL, `alter database ${name} set synchronous_commit = off`)
  return {
    url: urlOf(name),
    async drop() {
      await runOn(SERVER_URL, `drop database if exists ${name} with (force)`)
    },
  }
}
