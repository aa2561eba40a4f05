import { expect, it } from 'vitest'
import type { Store } from '../../../src/ports/store.ts'

export function closingContract(use: () => Store, another: () => Promise<Store>): void {
  it('finishes and stores what was requested before it closed', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `note ${index}`)
    const writes = Promise.all(names.map(name => use().keyValues.set(name, name)))
    await use().close()
    await writes
    const again = await another()
    for (const name of names) expect(await again.keyValues.get(name)).toBe(name)
  })

  it('can be closed more than once', async () => {
    await Promise.all([use().close(), use().close()])
    await use().close()
    await expect(use().keyValues.get('feed')).rejects.toThrow()
  })

  it('leaves other handles open when it closes', async () => {
    const other = await another()
    await use().keyValues.set('feed', 'fresh')
    await use().close()
    await other.keyValues.set('feed', 'stale')
    expect(await other.keyValues.get('feed')).toBe('stale')
  })
}
