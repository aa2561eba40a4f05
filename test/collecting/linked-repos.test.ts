import { describe, expect, it } from 'vitest'
import { LOOK_UP } from '../../config/defaults.ts'
import type { LookUpResult } from '../../src/collecting/look-up.ts'
import { SourceError } from '../../src/ports/source-error.ts'
import { found, ID, MINUTE, setUp, sourceOf, titleOf } from './look-up-setup.ts'

const LINKED = { models: 12, datasets: 3, spaces: 5 }
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
    const results = await Promise.all([lookUp.findDetails(ID), lookUp.findDetails(ID)])
    expect(results.map(linkedIn)).toEqual([LINKED, LINKED])
    expect(linked.asked).toEqual([ID])
  })

  it('is not asked for with a plain look-up, an unknown paper, or one that came with it', async () => {
    const linked = hub()
    const { lookUp, first } = await setUp({ linked })
    await lookUp.find(ID)
    await lookUp.findDetails('2611.99999')
    first.papers.set('2611.00002', { ...found('2611.00002', 'With it'), linked: LINKED })
    expect(linkedIn(await lookUp.findDetails('2611.00002'))).toEqual(LINKED)
    expect(linked.asked).toEqual([])
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
    const answer = Promise.withResolvers<void>()
    const linked = hub()
    const { find } = linked
    linked.find = async (id, signal) => {
      await answer.promise
      return find(id, signal)
    }
    const { lookUp } = await setUp({ stored, linked })
    const before = performance.now()
    expect(linkedIn(await lookUp.findDetails(ID))).toBeUndefined()
    expect(performance.now() - before).toBeLessThan(1_900)
    answer.resolve()
    expect(linkedIn(await lookUp.findDetails(ID))).toEqual(LINKED)
  })

  it('says that a stored paper was withdrawn', async () => {
    const linked = sourceOf('Hub', [found(ID, 'At the hub', { withdrawn: true })])
    const { lookUp } = await setUp({ stored, linked })
    expect(await lookUp.findDetails(ID)).toMatchObject({ found: { paper: { withdrawn: true } } })
  })
})
