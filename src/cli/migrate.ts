import { createLog } from '../../adapters/log/pino.ts'
import { type Moved, moveDatabase } from '../../adapters/sql/move-database.ts'
import { nameOf, openTables, placeOf } from '../../adapters/stores.ts'
import { createProgress } from '../../adapters/terminal/progress.ts'
import { readConfiguration } from '../../config/env.ts'
import { HOME, thisProcess } from '../composition/process.ts'
import { StoreError } from '../ports/store-error.ts'
import { wholeText } from '../text/format.ts'
import { lengthText } from '../time/time-text.ts'
import { movedText, rowsText } from './moved-text.ts'
import { print } from './output.ts'
import { onStopSignal } from './stop-signals.ts'

/**
 * Moves everything from one database to another, and prints how many rows. When it is interrupted, the same command continues.
 * @throws ConfigError, StoreError, OutputError
 */
export async function migrateDatabase(options: { from: string; to?: string; json?: boolean }): Promise<void> {
  const { env } = readConfiguration(thisProcess.env, thisProcess.platforms)
  const source = placeOf(options.from, HOME)
  const target = placeOf(options.to ?? env.DATABASE_URL, HOME)
  const names = { from: await nameOf(source), to: await nameOf(target) }
  if (names.from === names.to) throw new StoreError(`Both are the same database, ${names.from}.`)
  const log = await createLog({ level: env.LOG_LEVEL === 'info' ? 'error' : env.LOG_LEVEL, format: 'pretty' })
  const interruption = new AbortController()
  onStopSignal(() => interruption.abort(new Error('interrupted; the same command continues')))
  const progress = createProgress(process.stderr, () => performance.now())
  const started = performance.now()
  const from = await openTables(source, { log, isSource: true })
  try {
    const to = await openTables(target, { log, isSource: false })
    try {
      const moved = await moveDatabase(from, to, {
        source: names.from,
        onProgress: (table, rows, total) => progress.show(rows / total, rowsText(table, rows)),
        signal: interruption.signal,
      })
      progress.end()
      await print(`${textOf(moved, { ...names, ms: performance.now() - started }, options.json)}\n`)
    } finally {
      progress.end()
      await to.close()
    }
  } finally {
    await from.close()
  }
}

function textOf(
  moved: readonly Moved[],
  { from, to, ms }: { from: string; to: string; ms: number },
  json = false,
): string {
  const tables = Object.fromEntries(moved.map(({ table, rows }) => [table, rows]))
  if (json) return JSON.stringify({ from, to, tables, ms: Math.round(ms) })
  const sum = moved.reduce((total, { rows }) => total + rows, 0)
  return `Moved ${wholeText(sum)} rows from ${from} to ${to} in ${lengthText(Math.round(ms))}, and counted them there: ${movedText(moved)}. Set DATABASE_URL to the new one and start.`
}
