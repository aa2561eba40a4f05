import { describe, expect, it } from 'vitest'
import { failureOf } from '../huggingface/setup.ts'
import { arxivWith, ID } from './setup.ts'

describe('the pace', () => {
  it('is one request in 3 s, however many ask', async () => {
    const { find, waits, times } = await arxivWith()
    await Promise.all([find(), find(), find()])
    expect(times).toEqual([0, 3_000, 6_000])
    expect(waits).toEqual([3_000, 3_000])
  })

  it('lets the first request go at once, and one that comes later', async () => {
    const { find, clock, waits } = await arxivWith()
    await find()
    clock.advance(3_000)
    await find()
    expect(waits).toEqual([])
  })

  it('waits for no longer than is left', async () => {
    const { find, clock, waits } = await arxivWith()
    await find()
    clock.advance(1_200)
    await find()
    expect(waits).toEqual([1_800])
  })

  it('is kept by retries and after them', async () => {
    const { find, server, times } = await arxivWith()
    server.faults('503', '503', '503')
    await Promise.all([failureOf(find()), find()])
    expect(times).toEqual([0, 3_000, 7_000, 10_000])
  })

  it('has one request under way at a time', async () => {
    const { find, server } = await arxivWith()
    const order: string[] = []
    const ended = [1, 2, 3].map(number =>
      find().then(() => order.push(`${number} after ${server.requests.length}`)),
    )
    await Promise.all(ended)
    expect(order).toEqual(['1 after 1', '2 after 2', '3 after 3'])
  })

  it('refuses the fourth who would wait, and takes it once the others are gone', async () => {
    const { find, server } = await arxivWith()
    const three = [find(), find(), find()]
    expect((await failureOf(find())).message).toBe(
      'arXiv is asked for several papers already, and takes one every 3 s',
    )
    await Promise.all(three)
    expect((await find())?.paper.id).toBe(ID)
    expect(server.requests).toHaveLength(4)
  })

  it('is not held up by those who failed', async () => {
    const { find, server } = await arxivWith()
    server.faults({ status: 404 }, { status: 404 }, { status: 404 })
    await Promise.all([failureOf(find()), failureOf(find()), failureOf(find())])
    expect((await find())?.paper.id).toBe(ID)
  })
})

describe('a look-up that is no longer wanted', () => {
  const reason = new Error('nobody waits any more')

  it('ends while arXiv is silent, and the next one has its turn', async () => {
    const controller = new AbortController()
    const { find, server } = await arxivWith([{ id: ID }], { onRequest: () => controller.abort(reason) })
    server.faults('hang')
    const first = find(ID, controller.signal)
    const second = find()
    await expect(first).rejects.toBe(reason)
    expect((await second)?.paper.id).toBe(ID)
  })

  it('ends at once while others are asked for, and leaves its place to another', async () => {
    const controller = new AbortController()
    const silence = new AbortController()
    const asked = Promise.withResolvers<void>()
    const { find, server } = await arxivWith([{ id: ID }], { onRequest: asked.resolve })
    server.faults('hang')
    const first = find(ID, silence.signal)
    const [second, third] = [find(ID, controller.signal), find(ID, controller.signal)]
    await asked.promise
    controller.abort(reason)
    await expect(second).rejects.toBe(reason)
    await expect(third).rejects.toBe(reason)
    const fourth = find()
    silence.abort(reason)
    await expect(first).rejects.toBe(reason)
    expect((await fourth)?.paper.id).toBe(ID)
    expect(server.requests).toHaveLength(2)
  })

  it('gives up its place in the line', async () => {
    const controller = new AbortController()
    const { find, server } = await arxivWith()
    const first = find()
    const second = find(ID, controller.signal)
    controller.abort(reason)
    await expect(second).rejects.toBe(reason)
    await first
    expect(server.requests).toHaveLength(1)
  })
})
