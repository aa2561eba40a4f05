import { expect, it } from 'vitest'
import { periodsBetween, periodsOf } from '../../../adapters/postgres/periods.ts'
import { dayStart } from '../../../adapters/sql/row-id.ts'

it.each([
  ['2026-01-01', ['.2026-01', '.2026q1', '.2026']],
  ['2026-03-31', ['.2026-03', '.2026q1', '.2026']],
  ['2026-04-01', ['.2026-04', '.2026q2', '.2026']],
  ['2026-12-31', ['.2026-12', '.2026q4', '.2026']],
])('a paper of %s has the marks %j', (day, marks) => expect(periodsOf(dayStart(day) + 1)).toEqual(marks))

it.each([
  ['2026-11-23', '2026-11-24', ['.2026-11']],
  ['2026-09-30', '2027-01-01', ['.2026-09', '.2026-10', '.2026-11', '.2026-12', '.2027-01']],
  ['2026-08-31', '2027-01-01', ['.2026q3', '.2026q4', '.2027q1']],
  ['2026-01-01', '2027-03-31', ['.2026q1', '.2026q2', '.2026q3', '.2026q4', '.2027q1']],
  ['2025-12-31', '2027-03-31', ['.2025', '.2026', '.2027']],
  ['2023-12-31', '2027-01-01', ['.2023', '.2024', '.2025', '.2026', '.2027']],
  ['2022-12-31', '2027-01-01', []],
])('papers between %s and %s have one of the marks %j', (from, to, marks) =>
  expect(periodsBetween(dayStart(from) + 1, dayStart(to) + 1)).toEqual(marks),
)
