import { z } from 'zod'
import { StoreError } from '../../src/ports/store-error.ts'
import { createKeyValueStore } from './key-value-store.ts'
import { countRows, MOVED_TABLES, type MovedTable, moveTable, type Side } from './move-tables.ts'
import type { Db } from './schema.ts'

/** The key under which the target stores how far it was filled, and from where. It stays, so that the move can be repeated. */
const PROGRESS = 'moved'
/**
 * The key under which the bot stores when it last planned. If the target's time differs from the one that was copied, a bot has run
 * on it.
 */
const LAST_USED = 'planned'

const TABLES = Object.keys(MOVED_TABLES) as MovedTable[]

const progress = z.object({
  source: z.string(),
  finished: z.boolean(),
  /** Once it is finished: the time that was copied to the target. */
  used: z.string().optional(),
  table: z.enum(TABLES).optional(),
  after: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).optional(),
})

type Progress = z.infer<typeof progress>

export interface MoveOptions {
  /** What identifies the source, to continue only from the same one. */
  source: string
  /** Called after each batch. @param rows of this table so far, of `total` */
  onProgress?: ((table: MovedTable, rows: number, total: number) => void) | undefined
  signal?: AbortSignal | undefined
}

/** How many rows of a table were moved. */
export interface Moved {
  table: MovedTable
  rows: number
}

/**
 * Copies everything from one database to another, both on the latest schema. An interrupted move continues where it was; a finished
 * one is repeated, and overwrites existing rows.
 * @throws StoreError where the target has other data, or in the end not as many rows as the source; the signal's reason
 */
export async function moveDatabase(
  from: Side,
  to: Side,
  { source, onProgress, signal }: MoveOptions,
): Promise<Moved[]> {
  const begun = await progressOf(to, source)
  const first = begun?.table && !begun.finished ? TABLES.indexOf(begun.table) : 0
  for (const table of TABLES.slice(Math.max(0, first))) {
    const total = await countRows(from, table)
    const after = table === begun?.table && !begun.finished ? begun.after : undefined
    let rows = after ? await countRows(to, table) : 0
    await moveTable(from, to, table, {
      after,
      async onBatch(transaction, key, count) {
        signal?.throwIfAborted()
        await save(transaction, { source, finished: false, table, after: key })
        rows += count
        onProgress?.(table, rows, total)
      },
    })
  }
  const moved = await compare(from, to)
  await save(to.db, { source, finished: true, used: await createKeyValueStore(to.db).get(LAST_USED) })
  await to.dialect.afterLoading(to.db)
  return moved
}

const save = (db: Db, state: Progress): Promise<void> =>
  createKeyValueStore(db).set(PROGRESS, JSON.stringify(state))

/** @returns how far this was done before; undefined for an empty target */
async function progressOf(to: Side, source: string): Promise<Progress | undefined> {
  const keyValues = createKeyValueStore(to.db)
  const known = await keyValues.get(PROGRESS)
  if (known === undefined) {
    for (const table of TABLES) {
      if ((await countRows(to, table)) === 0) continue
      throw new StoreError('The target has data already, and was left as it was. Name an empty database.')
    }
    return undefined
  }
  const state = progress.parse(JSON.parse(known))
  if (state.source !== source) {
    throw new StoreError(
      `The target has data that was moved from ${state.source}, and was left as it was. Name an empty database.`,
    )
  }
  if (state.finished && (await keyValues.get(LAST_USED)) !== state.used) {
    throw new StoreError(
      'Paper Round has run on the target since the data was moved there, and it was left as it was. Name an empty database.',
    )
  }
  return state
}

/** How many rows a table has, apart from those of the move itself. */
async function countMoved(side: Side, table: MovedTable): Promise<number> {
  const rows = await countRows(side, table)
  const isKept = table === 'keyValues' && (await createKeyValueStore(side.db).get(PROGRESS)) !== undefined
  return isKept ? rows - 1 : rows
}

/** @throws StoreError where a table has another number of rows */
async function compare(from: Side, to: Side): Promise<Moved[]> {
  const moved: Moved[] = []
  const wrong: string[] = []
  for (const table of TABLES) {
    const [rows, there] = [await countMoved(from, table), await countMoved(to, table)]
    if (there !== rows) wrong.push(`${table}: ${there} instead of ${rows}`)
    moved.push({ table, rows })
  }
  if (wrong.length === 0) return moved
  throw new StoreError(
    `The target hasn't as many rows as the source (${wrong.join(', ')}), so something was written meanwhile. Stop every bot and move again to an empty database.`,
  )
}
