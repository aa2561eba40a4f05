import type { Store } from '../ports/store.ts'
import { bytesText } from '../text/format.ts'
import { type Finding, fault, ok, warning } from './check.ts'

/** Less free space is a warning, bytes: all years take some 100 MB, and a backup as much again. */
const ROOM = 500 * 1024 * 1024

/** Where the database is. */
export interface Place {
  file: string
  /** Free space on the disk, bytes. */
  free: number
  /** Whether a bot is running on it. */
  isInUse: boolean
}

export async function checkStorage({ file, free, isInUse }: Place, store: Store): Promise<Finding[]> {
  const damage = await store.check()
  const size = bytesText(await store.size())
  return [
    damage.length === 0
      ? ok('database', `${file}, ${size}, is undamaged.`)
      : fault(
          'database',
          `${file} is damaged (${damage[0]}). Restore a backup, or move it away to start with an empty one.`,
        ),
    free >= ROOM
      ? ok('disk', `has ${bytesText(free)} free.`)
      : warning('disk', `has only ${bytesText(free)} free. Make room before it is full.`),
    isInUse
      ? ok('bot', 'is running on this database.')
      : warning('bot', 'is not running on this database. To start it: npm start'),
  ]
}
