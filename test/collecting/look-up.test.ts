import { describe, expect, it } from 'vitest'
import { SourceError } from '../../src/ports/source-error.ts'
import { MONDAY_NINE } from '../fixtures/candidates.ts'
import { found, ID, MINUTE, setUp, titleOf } from './look-up-setup.ts'

describe('a stored paper', () => {
  it('comes from the store, and no source is asked', async () => {
    const { lookUp, first, second } = await setUp({ stored: [found(ID, 'Stored')] })
    first.papers.set(ID, found(ID, 'From the first'))
    expect(await lookUp.find(ID)).toMatchObject({
      kind: 'found',
      listed: true,
      found: { paper: { id: ID, title: 'Stored' }, counts: { upvotes: 10 } },
    })
    expect([...first.asked, ...second.asked]).toEqual([])
  })

  it('is found while every source is down', async () => {
    const { lookUp, first, second } = await setUp({ stored: [found(ID, 'Stored')] })
    first.failure = new SourceError('First is down')
    second.failure = new SourceError('Second is down')
    expect(titleOf(await lookUp.find(ID))).toBe('Stored')
  })

  it('replaces its cached version', async () => {
    const { lookUp, store, first } = await setUp()
    first.papers.set(ID, found(ID, 'From the first'))
    expect(titleOf(await lookUp.find(ID))).toBe('From the first')
    const { paper } = found(ID, 'Stored')
    await store.papers.record([{ paper, counts: { upvotes: 1, comments: 0 } }], MONDAY_NINE)
    expect(await lookUp.find(ID)).toMatchObject({ listed: true, found: { paper: { title: 'Stored' } } })
  })
})

describe('a paper that isn’t stored', () => {
  it('comes from the first source that knows it', async () => {
    const { lookUp, first, second } = await setUp()
    first.papers.set(ID, found(ID, 'From the first'))
    second.papers.set(ID, found(ID, 'From the second'))
    expect(await lookUp.find(ID)).toMatchObject({ kind: 'found', listed: false })
    expect(titleOf(await lookUp.find(ID))).toBe('From the first')
    expect(second.asked).toEqual([])
  })

  it('comes from the next source if the first doesn’t know it', async () => {
    const { lookUp, first, second } = await setUp()
    second.papers.set(ID, found(ID, 'From the second'))
    expect(titleOf(await lookUp.find(ID))).toBe('From the second')
    expect(first.asked).toEqual([ID])
  })

  it('comes from the next source if the first is down', async () => {
    const { lookUp, first, second } = await setUp()
    first.failure = new SourceError('First is down')
    second.papers.set(ID, found(ID, 'From the second'))
    expect(titleOf(await lookUp.find(ID))).toBe('From the second')
  })

  it('is not put into the store', async () => {
    const { lookUp, store, first } = await setUp()
    first.papers.set(ID, found(ID, 'From the first'))
    await lookUp.find(ID)
    expect(await store.papers.find(ID)).toBeUndefined()
  })

  it('is unknown if all sources say so', async () => {
    const { lookUp, first, second } = await setUp()
    expect(await lookUp.find(ID)).toEqual({ kind: 'unknown' })
    expect([first.asked, second.asked]).toEqual([[ID], [ID]])
  })

  it('isn’t called unknown if a source could not be asked', async () => {
    const { lookUp, second } = await setUp()
    second.failure = new SourceError('Second is down')
    expect(await lookUp.find(ID)).toEqual({ kind: 'failed', reason: 'Second is down' })
  })

  it('fails with all reasons if no source could be asked', async () => {
    const { lookUp, first, second } = await setUp()
    first.failure = new SourceError('First is down')
    second.failure = new SourceError('Second is busy')
    expect(await lookUp.find(ID)).toEqual({ kind: 'failed', reason: 'First is down; Second is busy' })
  })

  it('rethrows a bug of a source', async () => {
    const { lookUp, first } = await setUp()
    first.failure = new TypeError('a bug')
    await expect(lookUp.find(ID)).rejects.toThrow('a bug')
  })
})

describe('a paper that a source found', () => {
  it('is cached for 10 minutes', async () => {
    const { lookUp, first, clock } = await setUp()
    first.papers.set(ID, found(ID, 'Before'))
    await lookUp.find(ID)
    first.papers.set(ID, found(ID, 'After'))
    clock.advance(10 * MINUTE - 1)
    expect(titleOf(await lookUp.find(ID))).toBe('Before')
    clock.advance(1)
    expect(titleOf(await lookUp.find(ID))).toBe('After')
    expect(first.asked).toEqual([ID, ID])
  })

  it('is dropped from the cache when it is the oldest of 200', async () => {
    const { lookUp, first } = await setUp()
    const ids = Array.from({ length: 201 }, (_, index) => `2611.${10_000 + index}`)
    for (const id of ids) first.papers.set(id, found(id, id))
    for (const id of ids) await lookUp.find(id)
    const [oldest = '', next = ''] = ids
    first.asked.length = 0
    await lookUp.find(next)
    expect(first.asked).toEqual([])
    await lookUp.find(oldest)
    expect(first.asked).toEqual([oldest])
  })

  it('is cached only if it was found', async () => {
    const { lookUp, first, second } = await setUp()
    expect(await lookUp.find(ID)).toEqual({ kind: 'unknown' })
    first.failure = new SourceError('First is down')
    second.failure = new SourceError('Second is down')
    expect((await lookUp.find(ID)).kind).toBe('failed')
    first.failure = undefined
    first.papers.set(ID, found(ID, 'At last'))
    expect(titleOf(await lookUp.find(ID))).toBe('At last')
  })
})
