import { expect, it } from 'vitest'
import { createThumbnails } from '../../src/pages/thumbnails.ts'
import type { Thumbnail } from '../../src/ports/thumbnails.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { candidate } from '../fixtures/candidates.ts'

const PICTURE: Thumbnail = { type: 'image/png', bytes: Uint8Array.from([1]) }
const HOUR = 3_600_000

function thumbnailsWith(load: () => Promise<Thumbnail | undefined>) {
  const clock = createFakeClock(0)
  let loads = 0
  const find = createThumbnails({
    papers: {
      find: async id => candidate(id, { paper: { thumbnailUrl: 'https://pictures.example/1.png' } }),
    },
    source: {
      accepts: () => true,
      load: () => {
        loads++
        return load()
      },
    },
    now: clock.now,
  })
  return { find, clock, loads: () => loads }
}

it('asks for one picture once, however many want it', async () => {
  const { find, loads } = thumbnailsWith(async () => PICTURE)
  expect(await Promise.all([find('1'), find('1')])).toEqual([
    { kind: 'found', ...PICTURE },
    { kind: 'found', ...PICTURE },
  ])
  expect(loads()).toBe(1)
})

it('loads at most 24 at once, and the others fail for now', async () => {
  const { promise, resolve } = Promise.withResolvers<Thumbnail>()
  const { find } = thumbnailsWith(() => promise)
  const asked = Array.from({ length: 25 }, (_, index) => find(String(index)))
  expect(await asked[24]).toEqual({ kind: 'failed' })
  resolve(PICTURE)
  expect((await Promise.all(asked)).filter(({ kind }) => kind === 'found')).toHaveLength(24)
  expect(await find('24')).toMatchObject({ kind: 'found' })
})

it('keeps 64 pictures for six hours', async () => {
  const { find, clock, loads } = thumbnailsWith(async () => PICTURE)
  for (let id = 0; id < 64; id++) await find(String(id))
  clock.advance(6 * HOUR - 1)
  await find('0')
  expect(loads()).toBe(64)
  clock.advance(1)
  await find('0')
  expect(loads()).toBe(65)
  for (let id = 100; id < 164; id++) await find(String(id))
  await find('0')
  expect(loads()).toBe(65 + 64 + 1)
})
