import { z } from 'zod'
import { newHashKey } from '../lib/keyed-hash.ts'
import { SealError, type Sealer } from '../lib/sealed.ts'
import type { KeyValueStore } from '../ports/key-value-store.ts'

/** The keys, newest first: sealed, or as they are after this word. */
const storedSchema = z.array(z.string())
const UNSEALED = 'unsealed '

/** What is stored where there is one key and no SECRET_KEY. */
export const unsealedKeys = (key: string): string => JSON.stringify([UNSEALED + key])

interface Key {
  stored: string
  /** Undefined where it can't be opened. */
  key?: string
}

/**
 * Reads random keys that stay when SECRET_KEY changes, and makes the first one: SECRET_KEY only seals them. Without it they are stored as
 * they are, which protects less. What isn't sealed with the first key of SECRET_KEY is sealed anew.
 * @param name of the stored keys; they are sealed for it
 * @returns the keys, newest first, and how many others SECRET_KEY doesn't open
 */
export async function openStoredKeys(
  keyValues: Pick<KeyValueStore, 'get' | 'set' | 'add'>,
  name: string,
  sealer?: Sealer,
): Promise<{ keys: [string, ...string[]]; lost: number }> {
  const seal = (key: string): string => sealer?.seal(key, name) ?? UNSEALED + key

  function open(stored: string): Key {
    if (stored.startsWith(UNSEALED)) {
      const key = stored.slice(UNSEALED.length)
      return { stored: seal(key), key }
    }
    try {
      const key = sealer?.open(stored, name)
      if (!sealer || key === undefined) return { stored }
      return { stored: sealer.isCurrent(stored) ? stored : seal(key), key }
    } catch (error) {
      if (error instanceof SealError) return { stored }
      throw error
    }
  }

  await keyValues.add(name, JSON.stringify([seal(newHashKey())]))
  const before = (await keyValues.get(name)) ?? '[]'
  const all = storedSchema.parse(JSON.parse(before)).map(open)
  if (all[0]?.key === undefined) {
    const key = newHashKey()
    all.unshift({ stored: seal(key), key })
  }
  const after = JSON.stringify(all.map(({ stored }) => stored))
  if (after !== before) await keyValues.set(name, after)
  const [first = '', ...others] = all.flatMap(({ key }) => (key === undefined ? [] : [key]))
  return { keys: [first, ...others], lost: all.length - others.length - 1 }
}
