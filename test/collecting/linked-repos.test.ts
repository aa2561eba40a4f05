import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { LOOK_UP } from '../../config/defaults.ts'
import type { LookUpResult } from '../../src/collecting/look-up.ts'
import { SourceError } from '../../src/ports/source-error.ts'
import { everythingElse, found, holdUp, ID, MINUTE, setUp, sourceOf, titleOf } from './look-up-setup.ts'

const LINKED = { models: { count: 12, url: 'https://huggingface.co/models?other=arxiv:2611.00001' } }
const hub = () => sourceOf('Hub', [{ ...found(ID, 'At the hub'), linked: LINKED }])
const stored = [found(ID, 'Stored')]
const linkedIn = (result: LookUpResult) => (result.kind === 'found' ? result.found.linked : result.kind)

describe('what cites a paper', () => {
  it('is asked for once in ten minutes', async () => {
    const linked = hub()
    const { lookUp, clock } = await setUp({ stored, linked })
    expect(titleOf(await lookUp.findDetails(ID))).toBe('Stored')
    expect(linkedIn(await lookUp.findDetails(ID))).toEqual(LINKED)
    clock.advance(10 * MINUTE - 1)
    await lookUp.findDetails(ID)
    expect(linked.asked).toEqual([ID])
    clock.advance(1)
    await lookUp.findDetails(ID)
    expect(linked.asked).toEqual([ID, ID])
  })

  it('is asked for once by several people at the same time', async () => {
    const linked = hub()
    const { lookUp } = await setUp({ stored, linked })
    const held = holdUp(linked)
    const asking = [lookUp.findDetails(ID), lookUp.findDetails(ID)]
    await held.asked
    await everythingElse()
    held.release()
    expect((await Promise.all(asking)).map(linkedIn)).toEqual([LINKED, LINKED])
    expect(linked.asked).toEqual([ID])
  })

  it('is not asked for with a plain look-up, for BibTeX, or with an unknown paper', async () => {
    const linked = hub()
    const { lookUp } = await setUp({ stored, linked })
    expect(linkedIn(await lookUp.find(ID))).toBeUndefined()
    expect(linkedIn(await lookUp.findWithCategories(ID))).toBeUndefined()
    expect(await lookUp.findDetails('2611.99999')).toEqual({ kind: 'unknown' })
    expect(linked.asked).toEqual([])
  })

  it.each([LINKED, undefined])(
    'comes with a paper that isn’t stored, which is asked for once: %s',
    async given => {
      const linked = hub()
      const { lookUp, first } = await setUp({ linked })
      first.papers.set(ID, { ...found(ID, 'From the first'), linked: given })
      for (const _ of [1, 2]) expect(linkedIn(await lookUp.findDetails(ID))).toEqual(given)
      expect([first.asked, linked.asked]).toEqual([[ID], []])
    },
  )

  it('is not asked for again where the source doesn’t know the paper, but for others', async () => {
    const other = '2611.00002'
    const linked = hub()
    const { lookUp } = await setUp({ stored: [...stored, found(other, 'Other')], linked })
    for (const _ of [1, 2]) expect(linkedIn(await lookUp.findDetails(other))).toBeUndefined()
    expect(linked.asked).toEqual([other])
    expect(linkedIn(await lookUp.findDetails(ID))).toEqual(LINKED)
  })

  it('is left out, and not asked for again within a minute, if the source is down', async () => {
    const linked = hub()
    const { lookUp, clock } = await setUp({ stored, linked })
    linked.failure = new SourceError('down')
    expect(linkedIn(await lookUp.findDetails(ID))).toBeUndefined()
    linked.failure = undefined
    clock.advance(MINUTE - 1)
    expect(linkedIn(await lookUp.findDetails(ID))).toBeUndefined()
    clock.advance(1)
    expect(linkedIn(await lookUp.findDetails(ID))).toEqual(LINKED)
  })

  it.each([
    new SourceError('It is down'),
    new DOMException('no answer', 'TimeoutError'),
    new TypeError('a bug'),
  ])('is left out of every paper for a minute after a failure: %s', async failure => {
    const other = '2611.00002'
    const linked = hub()
    const { lookUp } = await setUp({ stored: [...stored, found(other, 'Other')], linked })
    linked.failure = failure
    expect(titleOf(await lookUp.findDetails(ID))).toBe('Stored')
    linked.failure = undefined
    expect(linkedIn(await lookUp.findDetails(other))).toBeUndefined()
    expect(linked.asked).toEqual([ID])
  })

  it('is asked for again after a failure if the clock was set back meanwhile', async () => {
    const linked = hub()
    const { lookUp, clock } = await setUp({ stored, linked })
    linked.failure = new SourceError('down')
    await lookUp.findDetails(ID)
    linked.failure = undefined
    clock.advance(-24 * 60 * MINUTE)
    expect(linkedIn(await lookUp.findDetails(ID))).toEqual(LINKED)
  })

  it('is left out once the budget is used up', async () => {
    const linked = hub()
    const budget = { ...LOOK_UP.budget, person: { count: 1, perMs: MINUTE } }
    const other = '2611.00002'
    const { lookUp } = await setUp({
      stored: [...stored, found(other, 'Other')],
      linked,
      settings: { ...LOOK_UP, budget },
    })
    await lookUp.findDetails(ID)
    expect(linkedIn(await lookUp.findDetails(other))).toBeUndefined()
    expect(linked.asked).toEqual([ID])
  })

  it('holds the details up for a second at most, and is there the next time', async () => {
    const linked = hub()
    const held = holdUp(linked)
    const { lookUp } = await setUp({ stored, linked })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const ended = vi.fn()
    const details = lookUp.findDetails(ID).finally(ended)
    await held.asked
    await vi.advanceTimersByTimeAsync(999)
    expect(ended).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(linkedIn(await details)).toBeUndefined()
    held.release()
    expect(linkedIn(await lookUp.findDetails(ID))).toEqual(LINKED)
  })

  it.each([
    ['at the source', {}, { withdrawn: true }, true],
    ['in the store', { withdrawn: true }, {}, true],
    ['nowhere', {}, {}, undefined],
  ])('comes with whether the paper was withdrawn: %s', async (_, inStore, atSource, withdrawn) => {
    const linked = sourceOf('Hub', [found(ID, 'At the hub', atSource)])
    const { lookUp } = await setUp({ stored: [found(ID, 'Stored', inStore)], linked })
    const result = await lookUp.findDetails(ID)
    expect(result.kind === 'found' && result.found.paper.withdrawn).toBe(withdrawn)
  })
})

describe('the budget of look-ups', () => {
  const ids = Array.from({ length: 30 }, (_, index) => `2611.${10_000 + index}`)
  const papers = ids.map(id => found(id, id))
  const arxiv = () =>
    sourceOf(
      'arXiv',
      ids.map(id => found(id, id, { categories: ['cs.CL'] })),
    )

  it('takes one question for an opening, whatever it asks for', async () => {
    const linked = sourceOf('Hub', papers)
    const categories = arxiv()
    const { lookUp } = await setUp({ stored: papers, linked, categories })
    for (const id of ids) expect(titleOf(await lookUp.findDetails(id))).toBe(id)
    expect([linked.asked, categories.asked]).toEqual([ids.slice(0, 20), ids.slice(0, 20)])
  })

  it('takes one for a paper that isn’t stored as well', async () => {
    const categories = arxiv()
    const { lookUp, first } = await setUp({ categories })
    for (const paper of papers) first.papers.set(paper.paper.id, paper)
    for (const id of ids.slice(0, 20)) expect(titleOf(await lookUp.findDetails(id))).toBe(id)
    expect(await lookUp.findDetails('2612.00001')).toMatchObject({ kind: 'limited' })
    expect(categories.asked).toEqual(ids.slice(0, 20))
  })

  it('is not spent by what is cached', async () => {
    const linked = hub()
    const { lookUp, first } = await setUp({ stored, linked })
    for (const _ of ids) await lookUp.findDetails(ID)
    for (const paper of papers) first.papers.set(paper.paper.id, paper)
    for (const id of ids.slice(0, 19)) expect(titleOf(await lookUp.find(id))).toBe(id)
    expect(await lookUp.find('2612.00001')).toMatchObject({ kind: 'limited' })
  })
})
