import { expect, it } from 'vitest'
import { statementLimit } from '../../../adapters/postgres/limited-index.ts'

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
