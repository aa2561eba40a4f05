import { describe, expect, it } from 'vitest'
import { inHalves, statementLimit } from '../../../adapters/postgres/limited-index.ts'

it.each([
  { leftMs: 150, limitMs: 150, statementMs: 150 },
  { leftMs: 126, limitMs: 150, statementMs: 150 },
  { leftMs: 125, limitMs: 150, statementMs: 125 },
  { leftMs: 26, limitMs: 150, statementMs: 50 },
  { leftMs: 1, limitMs: 150, statementMs: 25 },
  { leftMs: 1, limitMs: 1.1, statementMs: 1 },
])(
  'lets a statement take $statementMs ms where $leftMs of $limitMs ms are left',
  ({ statementMs, ...rest }) => expect(statementLimit(rest.leftMs, rest.limitMs)).toBe(statementMs),
)

describe('the papers to compare', () => {
  /** From the newest on. */
  const keys = (count: number): number[] => Array.from({ length: count }, (_, place) => count - place)

  it.each([
    { count: 499, asked: [499] },
    { count: 500, asked: [250, 250] },
    { count: 501, asked: [251, 250] },
  ])('are divided where they are many: $count', async ({ count, asked }) => {
    const parts: number[] = []
    const found = await inHalves({ among: keys(count), limit: 1_000 }, async ({ among }) => {
      parts.push(among.length)
      return among
    })
    expect(parts).toEqual(asked)
    expect(found).toEqual(keys(count))
  })

  it('are asked for at the same time, and the newest of both halves returned', async () => {
    const { promise: bothAsked, resolve } = Promise.withResolvers<void>()
    const firsts: (number | undefined)[] = []
    const found = await inHalves({ among: keys(600), limit: 302 }, async ({ among, limit }) => {
      firsts.push(among[0])
      if (firsts.length === 2) resolve()
      await bothAsked
      return among.slice(0, limit)
    })
    expect(firsts).toEqual([600, 300])
    expect(found).toEqual(keys(600).slice(0, 302))
  })

  it('may be all', async () => {
    const asked: unknown[] = []
    await inHalves({ limit: 1 }, async options => {
      asked.push(options)
      return []
    })
    expect(asked).toEqual([{ limit: 1 }])
  })
})
