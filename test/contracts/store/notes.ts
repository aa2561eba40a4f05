import { expect, it } from 'vitest'
import type { Store } from '../../../src/store.ts'
import { HOUR, NOW } from './samples.ts'

export function notesContract(use: () => Store): void {
  it('keeps a note until it is written anew', async () => {
    expect(await use().notes.get('a')).toBeUndefined()
    await use().notes.set('a', '1')
    await use().notes.set('a', '2')
    expect(await use().notes.get('a')).toBe('2')
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
