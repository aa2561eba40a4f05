import { backUp } from '../../adapters/sqlite/backup.ts'
import { readConfiguration } from '../../config/env.ts'
import { databaseOf } from '../composition/connections.ts'
import { thisProcess } from '../composition/process.ts'
import { StoreError } from '../ports/store-error.ts'
import { bytesText } from '../text/format.ts'
import { lengthText } from '../time/time-text.ts'
import { noteBackup } from './last-backup.ts'
import { print } from './output.ts'

const PG_DUMP = `The database is on a PostgreSQL server, and the server's own tool copies it, also while the bot is running:
  pg_dump --format=custom --no-owner --file=FILE "$DATABASE_URL"
docs/database.md says how to restore it.`

/**
 * Copies the database to a file, also while the bot is running, and prints the result.
 * @throws ConfigError, StoreError, FileError, OutputError
 */
export async function printBackUp(target: string, options: { json?: boolean }): Promise<void> {
  const { clock, platforms } = thisProcess
  const { env } = readConfiguration(thisProcess.env, platforms)
  const started = performance.now()
  const place = databaseOf(env)
  if (place.kind === 'server') throw new StoreError(PG_DUMP)
  const { bytes } = backUp(place.file, target, clock.now())
  noteBackup(place.file, clock.now())
  const ms = Math.round(performance.now() - started)
  const text = options.json
    ? JSON.stringify({ file: target, bytes, ms })
    : `Copied the database to ${target}: ${bytesText(bytes)}, checked, in ${lengthText(ms)}.`
  await print(`${text}\n`)
}
