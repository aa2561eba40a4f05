import { expect, it } from 'vitest'
import type { Store } from '../../../src/ports/store.ts'
import { HOUR, NOW } from './samples.ts'

export function notesContract(use: () => Store): void {
  it('keeps notes by name, the last value of each', async () => {
    expect(await use().notes.get('feed')).toBeUndefined()
    await use().notes.set('feed', 'first')
    await use().notes.set('other', '')
    await use().notes.set('feed', '{"second":true}')
    expect(await use().notes.get('feed')).toBe('{"second":true}')
    expect(await use().notes.get('other')).toBe('')
  })

  it('forgets, when tidied, what has expired by then', async () => {
    await use().notes.set('for good', 'x')
    await use().notes.set('for an hour', 'x', NOW + HOUR)
    await use().notes.set('for a day', 'x', NOW + HOUR)
    await use().notes.set('for a day', 'x', NOW + 24 * HOUR)
    await use().notes.tidy(NOW + HOUR)
    expect(await use().notes.get('for good')).toBe('x')
    expect(await use().notes.get('for an hour')).toBeUndefined()
    expect(await use().notes.get('for a day')).toBe('x')
  })
}
