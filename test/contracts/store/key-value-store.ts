import { expect, it } from 'vitest'
import type { Store } from '../../../src/ports/store.ts'
import { HOUR, NOW } from './samples.ts'

export function keyValueContract(use: () => Store): void {
  it('stores the last value of each name', async () => {
    expect(await use().keyValues.get('feed')).toBeUndefined()
    await use().keyValues.set('feed', 'first')
    await use().keyValues.set('other', '')
    await use().keyValues.set('feed', '{"second":true}')
    expect(await use().keyValues.get('feed')).toBe('{"second":true}')
    expect(await use().keyValues.get('other')).toBe('')
  })

  it('adds a name once, and leaves its value alone after that', async () => {
    expect(await use().keyValues.add('state', 'first')).toBe(true)
    expect(await use().keyValues.add('state', 'second')).toBe(false)
    expect(await use().keyValues.get('state')).toBe('first')
    expect(await use().keyValues.add('brief', 'x', NOW + HOUR)).toBe(true)
    await use().keyValues.tidy(NOW + HOUR)
    expect(await use().keyValues.get('state')).toBe('first')
    expect(await use().keyValues.add('brief', 'y')).toBe(true)
  })

  it('deletes what has expired, when tidied', async () => {
    await use().keyValues.set('for good', 'x')
    await use().keyValues.set('for an hour', 'x', NOW + HOUR)
    await use().keyValues.set('for a day', 'x', NOW + HOUR)
    await use().keyValues.set('for a day', 'x', NOW + 24 * HOUR)
    await use().keyValues.tidy(NOW + HOUR)
    expect(await use().keyValues.get('for good')).toBe('x')
    expect(await use().keyValues.get('for an hour')).toBeUndefined()
    expect(await use().keyValues.get('for a day')).toBe('x')
  })
}
