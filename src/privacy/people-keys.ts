import type { PlatformName } from '../channels/channel-id.ts'
import { keyedHash } from '../lib/keyed-hash.ts'
import type { Sealer } from '../lib/sealed.ts'
import type { KeyValueStore } from '../ports/key-value-store.ts'
import { openStoredKeys } from './stored-keys.ts'

/** The name of the stored keys; they are sealed for it. */
export const PEOPLE_KEYS = 'people keys'

/** The same person in two workspaces of a platform has one hash. */
export const hashPerson = (key: string, platform: PlatformName, personId: string): string =>
  keyedHash(key, `${platform}:${personId}`)

/** Recognises people by keyed hashes of their ids, where the id itself isn't needed. */
export interface People {
  /** Of a person's id on a platform; empty where the id is. */
  hashOf(platform: PlatformName, personId: string): string
  /** All hashes that may be stored for them: one for each key that was ever used. */
  hashesOf(platform: PlatformName, personId: string): string[]
  /** How many keys SECRET_KEY doesn't open: whoever was recorded with them isn't recognised. */
  lostKeys: number
}

/**
 * Opens the keys that ids are hashed with, see `openStoredKeys`: with SECRET_KEY, the database alone doesn't reveal whose hash is
 * whose.
 */
export async function openPeople(
  keyValues: Pick<KeyValueStore, 'get' | 'set' | 'add'>,
  sealer?: Sealer,
): Promise<People> {
  const { keys, lost } = await openStoredKeys(keyValues, PEOPLE_KEYS, sealer)
  const hashesOf = (platform: PlatformName, personId: string): string[] =>
    personId === '' ? [] : keys.map(key => hashPerson(key, platform, personId))
  return {
    hashOf: (platform, personId) => hashesOf(platform, personId)[0] ?? '',
    hashesOf,
    lostKeys: lost,
  }
}
