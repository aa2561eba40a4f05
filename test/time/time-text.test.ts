import { expect, it } from 'vitest'
import { relativeText } from '../../src/time/time-text.ts'

const SECOND = 1000
const HOUR = 3_600_000

it.each([
  [0, 'just now'],
  [-30 * SECOND, 'just now'],
  [-31 * SECOND, '1 minute ago'],
  [30 * SECOND, 'in 1 minute'],
  [-59 * 60 * SECOND, '59 minutes ago'],
  [-HOUR, '1 hour ago'],
  [3 * HOUR, 'in 3 hours'],
  [-35 * HOUR, '35 hours ago'],
  [-36 * HOUR, '1 day ago'],
  [-37 * HOUR, '2 days ago'],
])('%i ms from now is “%s”', (difference, text) => expect(relativeText(difference, 0)).toBe(text))
