import { createHash } from 'node:crypto'
import type { KeyValueStore } from '../../src/ports/key-value-store.ts'

/** Enough of a hash to compare tokens, and too little to guess one. */
const fingerprint = (token: string): string => createHash('sha256').update(token).digest('hex').slice(0, 16)

/** Whether the token differs from the one at the previous start. @param of its owner, such as `slack T1` */
export async function isNewToken(keyValues: KeyValueStore, of: string, token: string): Promise<boolean> {
  const name = `${of} token`
  const before = await keyValues.get(name)
  const now = fingerprint(token)
  if (before !== now) await keyValues.set(name, now)
  return before !== undefined && before !== now
}
