import { z } from 'zod'
import type { PlatformName } from '../channels/channel-id.ts'
import { keyedHash, newHashKey } from '../lib/keyed-hash.ts'
import { SealError, type Sealer } from '../lib/sealed.ts'
import type { KeyValueStore } from '../ports/key-value-store.ts'

/** The name of the stored keys; they are sealed for it. */
export const PEOPLE_KEYS = 'people keys'

/** The keys, newest first: sealed, or as they are after this word. */
const storedSchema = z.array(z.string())
const UNSEALED = 'unsealed '

/** What is stored where there is one key and no SECRET_KEY. */
export const unsealedKeys = (key: string): string => JSON.stringify([UNSEALED + key])

/** The same person in two workspaces of a platform has one hash. */
export const hashPerson = (key: string, platform: PlatformName, personId: string): string =>
  keyedHash(key, `${platform}:${personId}`)

/** Recognises people by keyed hashes of their ids, where the id itself isn't needed. */
export interface People {
  /** Of a person's id on a platform; empty where the id is. */
  hashOf(platform: PlatformName, personId: string): string
  /** All that may be stored of them: one for each key that there has been. */
  hashesOf(platform: PlatformName, personId: string): string[]
  /** How many keys SECRET_KEY doesn't open: whoever was recorded with them isn't recognised. */
  lostKeys: number
}

interface Key {
  stored: string
  /** Undefined where it can't be opened. */
  key?: string
}

/**
 * Reads the keys that ids are hashed with, and makes the first one. They are random and stay when SECRET_KEY changes: it only seals
 * them, so that the database alone doesn't tell whose hash is whose. Without it they are stored as they are, which protects less.
 * What isn't sealed with the first key of SECRET_KEY is sealed anew.
 */
export async function openPeople(
  keyValues: Pick<KeyValueStore, 'get' | 'set' | 'add'>,
  sealer?: Sealer,
): Promise<People> {
  const seal = (key: string): string => sealer?.seal(key, PEOPLE_KEYS) ?? UNSEALED + key

  function open(stored: string): Key {
    if (stored.startsWith(UNSEALED)) {
      const key = stored.slice(UNSEALED.length)
      return { stored: seal(key), key }
    }
    try {
      const key = sealer?.open(stored, PEOPLE_KEYS)
      if (!sealer || key === undefined) return { stored }
      return { stored: sealer.isCurrent(stored) ? stored : seal(key), key }
    } catch (error) {
      if (error instanceof SealError) return { stored }
      throw error
    }
  }

  await keyValues.add(PEOPLE_KEYS, JSON.stringify([seal(newHashKey())]))
  const before = (await keyValues.get(PEOPLE_KEYS)) ?? '[]'
  const keys = storedSchema.parse(JSON.parse(before)).map(open)
  if (keys[0]?.key === undefined) {
    const key = newHashKey()
    keys.unshift({ stored: seal(key), key })
  }
  const after = JSON.stringify(keys.map(({ stored }) => stored))
  if (after !== before) await keyValues.set(PEOPLE_KEYS, after)

  const known = keys.flatMap(({ key }) => (key === undefined ? [] : [key]))
  const hashesOf = (platform: PlatformName, personId: string): string[] =>
    personId === '' ? [] : known.map(key => hashPerson(key, platform, personId))
  return {
    hashOf: (platform, personId) => hashesOf(platform, personId)[0] ?? '',
    hashesOf,
    lostKeys: keys.length - known.length,
  }
}
