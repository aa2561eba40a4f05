import { describe, expect, it } from 'vitest'
import { createBoundedMap } from '../../src/lib/bounded-map.ts'

describe('a bounded map', () => {
  it('drops the least recently used entry', () => {
    const map = createBoundedMap<string, number>(2)
    map.set('a', 1)
    map.set('b', 2)
    map.get('a')
    map.set('c', 3)
    expect(['a', 'b', 'c'].map(key => map.get(key))).toEqual([1, undefined, 3])
    expect(map.size).toBe(2)
  })

  it('is not reordered by asking whether it has a key', () => {
    const map = createBoundedMap<string, number>(2)
    map.set('a', 1)
    map.set('b', 2)
    expect(map.has('a')).toBe(true)
    map.set('c', 3)
    expect(map.has('a')).toBe(false)
  })

  it('replaces the value of a key without dropping another', () => {
    const map = createBoundedMap<string, number>(2)
    map.set('a', 1)
    map.set('b', 2)
    map.set('a', 3)
    expect(['a', 'b'].map(key => map.get(key))).toEqual([3, 2])
  })

  it('drops as many as another one takes the place of, by their sizes', () => {
    const map = createBoundedMap<string, number>(10)
    map.set('a', 1, 4)
    map.set('b', 2, 4)
    map.set('c', 3, 2)
    map.set('a', 4, 3)
    expect(map.size).toBe(3)
    map.set('d', 5, 2)
    expect(['a', 'b', 'c', 'd'].map(key => map.get(key))).toEqual([4, undefined, 3, 5])
    map.set('e', 6, 11)
    expect(map.size).toBe(0)
    map.set('f', 7, 10)
    expect(map.get('f')).toBe(7)
    map.clear()
    map.set('g', 8, 10)
    map.delete('g')
    map.set('h', 9, 10)
    expect(map.get('h')).toBe(9)
  })

  it.each([
    [0, true],
    [9, true],
    [10, false],
    [-9, true],
    [-10, false],
  ])('that expires after 10 ms, %i ms later has the entry: %s', (ms, isThere) => {
    let now = 100
    const map = createBoundedMap<string, number>(2, { afterMs: 10, now: () => now })
    map.set('a', 1)
    now += ms
    expect(map.has('a')).toBe(isThere)
    expect(map.get('a')).toBe(isThere ? 1 : undefined)
  })

  it('counts the age of an entry from when it was set, not from when it was read', () => {
    let now = 100
    const map = createBoundedMap<string, number>(2, { afterMs: 10, now: () => now })
    map.set('a', 1)
    now += 9
    map.get('a')
    now += 1
    expect(map.get('a')).toBeUndefined()
  })
})
