import { expect, it } from 'vitest'
import { inSlices } from '../../src/lib/in-slices.ts'

/** Keeps this thread busy. */
function work(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}

it('lets other work run in between, and does all in order', async () => {
  const done: number[] = []
  let between = 0
  let isDone = false
  const count = (): void => {
    if (isDone) return
    between++
    setImmediate(count)
  }
  setImmediate(count)
  await inSlices([1, 2, 3, 4, 5, 6], item => {
    work(6)
    done.push(item)
  })
  isDone = true
  expect(done).toEqual([1, 2, 3, 4, 5, 6])
  expect(between).toBeGreaterThanOrEqual(2)
})

it('does little at once', async () => {
  const done: number[] = []
  const running = inSlices([1, 2, 3], item => void done.push(item))
  expect(done).toEqual([1, 2, 3])
  await running
})

it('fails as the work does', async () => {
  const failing = inSlices([1], () => {
    throw new Error('broken')
  })
  await expect(failing).rejects.toThrow('broken')
})
