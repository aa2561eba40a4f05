import { backUp } from '../../adapters/sqlite/backup.ts'
import { readConfiguration } from '../../config/env.ts'
import { databaseFileOf, thisProcess } from '../main.ts'
import { bytesText } from '../text/format.ts'
import { lengthText } from '../time/time-text.ts'
import { print } from './output.ts'

/**
 * Copies the database to a file, also while the bot is running, and prints the result.
 * @throws ConfigError, StoreError, FileError, OutputError
 */
export async function printBackUp(target: string, options: { json?: boolean }): Promise<void> {
  const { clock, platforms } = thisProcess
  const { env } = readConfiguration(thisProcess.env, platforms)
  const started = performance.now()
  const { bytes } = backUp(databaseFileOf(env), target, clock.now())
  const ms = Math.round(performance.now() - started)
  const text = options.json
    ? JSON.stringify({ file: target, bytes, ms })
    : `Copied the database to ${target}: ${bytesText(bytes)}, checked, in ${lengthText(ms)}.`
  await print(`${text}\n`)
}
