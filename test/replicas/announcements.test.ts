import { beforeEach, expect, it } from 'vitest'
import { createLocalChanges } from '../../adapters/sqlite/changes.ts'
import type { Changes } from '../../src/ports/changes.ts'
import { createAnnouncements } from '../../src/replicas/announcements.ts'
import { createKeyValueStore } from '../fakes/key-value-store.ts'
import { silentLog } from '../fakes/silent-log.ts'

/** Two processes whose notifications may be lost. */
function startTwo(changes: Changes) {
  const keyValues = createKeyValueStore()
  let ids = 0
  const create = () =>
    createAnnouncements({ changes, keyValues, log: silentLog, newId: () => `announcement ${++ids}` })
  const [one, other] = [create(), create()]
  let heard = 0
  other.onAnnounced('papers', () => heard++)
  return { one, other, heard: () => heard }
}

const broken: Changes = {
  publish: () => Promise.reject(new Error('no connection')),
  listen: () => () => {},
}

let two: ReturnType<typeof startTwo>
beforeEach(() => {
  two = startTwo(createLocalChanges())
})

it('is heard by the others at once', async () => {
  await two.one.announce('papers')
  expect(two.heard()).toBe(1)
  await two.one.announce('due')
  expect(two.heard()).toBe(1)
})

it('is found by looking where the notification was lost, once', async () => {
  const { one, other, heard } = startTwo(broken)
  await one.announce('papers')
  expect(heard()).toBe(0)
  await other.look()
  await other.look()
  expect(heard()).toBe(1)
  await one.announce('papers')
  await other.look()
  expect(heard()).toBe(2)
})

it('isn’t news to who has announced it', async () => {
  const { other, heard } = startTwo(broken)
  await other.announce('papers')
  await other.look()
  expect(heard()).toBe(0)
})
