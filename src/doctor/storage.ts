import type { Store } from '../ports/store.ts'
import { bytesText } from '../text/format.ts'
import { type Finding, fault, ok, warning } from './check.ts'

/** Less free space is a warning, bytes: all years take some 100 MB, and a backup as much again. */
const ROOM = 500 * 1024 * 1024

export async function checkFile(file: string, store: Pick<Store, 'check' | 'size'>): Promise<Finding> {
  const damage = await store.check()
  const size = bytesText(await store.size())
  return damage.length === 0
    ? ok('database', `${file}, ${size}, is undamaged.`)
    : fault(
        'database',
        `${file} is damaged (${damage[0]}). Restore a backup, or move it away to start with an empty one.`,
      )
}

/** @param free space on the disk of a folder, bytes */
export const checkDisk = (folder: string, free: number): Finding =>
  free >= ROOM
    ? ok('disk', `has ${bytesText(free)} free.`)
    : warning(
        'disk',
        `has only ${bytesText(free)} free at ${folder}. Make room there before it is full: then nothing can be stored, and so nothing is posted.`,
      )
