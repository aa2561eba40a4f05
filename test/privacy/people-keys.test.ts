import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { createSealer } from '../../src/lib/sealed.ts'
import { openPeople, PEOPLE_KEYS } from '../../src/privacy/people-keys.ts'
import { createKeyValueStore } from '../fakes/key-value-store.ts'

const OLD = randomBytes(32)
const NEW = randomBytes(32)

it('one person has one hash, on one platform, at every start; nobody is nobody', async () => {
  const keyValues = createKeyValueStore()
  const first = await openPeople(keyValues)
  const again = await openPeople(keyValues)
  expect(first.hashOf('slack', 'U1')).toMatch(/^[\w-]{43}$/)
  expect(again.hashOf('slack', 'U1')).toBe(first.hashOf('slack', 'U1'))
  expect(first.hashOf('slack', 'U2')).not.toBe(first.hashOf('slack', 'U1'))
  expect(first.hashOf('discord', 'U1')).not.toBe(first.hashOf('slack', 'U1'))
  expect([first.hashOf('slack', ''), first.hashesOf('slack', '')]).toEqual(['', []])
  expect((await openPeople(createKeyValueStore())).hashOf('slack', 'U1')).not.toBe(
    first.hashOf('slack', 'U1'),
  )
})

it('a key that was stored without SECRET_KEY is sealed once there is one, and hashes stay', async () => {
  const keyValues = createKeyValueStore()
  const { hashOf } = await openPeople(keyValues)
  expect(await keyValues.get(PEOPLE_KEYS)).toMatch(/^\["unsealed [\w-]{43}"\]$/)
  const sealed = await openPeople(keyValues, createSealer([OLD]))
  expect(sealed.hashOf('slack', 'U1')).toBe(hashOf('slack', 'U1'))
  expect(await keyValues.get(PEOPLE_KEYS)).toMatch(/^\["v1\.[^"]+"\]$/)
})

it('hashes stay when SECRET_KEY is replaced, and when the old one is taken out', async () => {
  const keyValues = createKeyValueStore()
  const { hashOf } = await openPeople(keyValues, createSealer([OLD]))
  for (const keys of [[NEW, OLD] as const, [NEW] as const]) {
    const people = await openPeople(keyValues, createSealer(keys))
    expect(people.hashesOf('slack', 'U1')).toEqual([hashOf('slack', 'U1')])
    expect(people.lostKeys).toBe(0)
  }
})

it('without the key that opens it, a new one is made and the other kept, until its key is back', async () => {
  const keyValues = createKeyValueStore()
  const before = await openPeople(keyValues, createSealer([OLD]))
  const without = await openPeople(keyValues, createSealer([NEW]))
  expect(without.lostKeys).toBe(1)
  expect(without.hashesOf('slack', 'U1')).not.toContain(before.hashOf('slack', 'U1'))
  expect((await openPeople(keyValues, createSealer([NEW]))).hashOf('slack', 'U1')).toBe(
    without.hashOf('slack', 'U1'),
  )
  expect(await openPeople(keyValues)).toMatchObject({ lostKeys: 2 })
  const back = await openPeople(keyValues, createSealer([NEW, OLD]))
  expect(back.lostKeys).toBe(0)
  expect(back.hashesOf('slack', 'U1')).toContain(before.hashOf('slack', 'U1'))
})
