import { expect, it } from 'vitest'
import { meantTime } from '../../src/search/meant-time.ts'
import { parseQuery } from '../../src/search/query/parser.ts'

const TODAY = '2026-06-15'

it.each([
  ['music generation from last month', 'since:1m'],
  ['papers published this week about agents', 'since:1w'],
  ['agents of the Past 3 Months', 'since:3m'],
  ['agents of the last 10 days', 'since:10d'],
  ['this year', 'since:1y'],
  ['september 2025 agents', 'since:2025-09 until:2025-09'],
  ['agents in June', 'since:2026-06 until:2026-06'],
  ['agents in July', 'since:2025-07 until:2025-07'],
  ['agents from may 2024', 'since:2024-05 until:2024-05'],
  ['papers from 2025-09 on agents', 'since:2025-09 until:2025-09'],
  ['papers published in 2025 about agents', 'since:2025 until:2025'],
  ['agents since March', 'since:2026-03'],
  ['agents since 2025-06', 'since:2025-06'],
  ['agents after 2024', 'since:2025'],
  ['agents after December 2024', 'since:2025-01'],
  ['agents before August 2025', 'until:2025-07'],
  ['agents before January 2025', 'until:2024-12'],
  ['agents until May 2025', 'until:2025-05'],
  ['agents by may 2025', 'until:2025-05'],
  ['agents from 2023 to 2024', 'since:2023 until:2024'],
  ['agents between May and June', 'since:2026-05 until:2026-06'],
  ['agents between May 2025 and July 2025', 'since:2025-05 until:2025-07'],
  ['agents 2025-06', 'since:2025-06 until:2025-06'],
])('%s is probably %s', (typed, meant) => {
  expect(meantTime(typed, TODAY)).toBe(meant)
  expect(parseQuery(meant)).toMatchObject({ ok: true })
})

it.each([
  'agents',
  'agents 2025',
  'SemEval 2025',
  'ImageNet 2012',
  'June',
  'Anna May agents',
  'marching in step',
  'in 1999',
  'in 3025',
  'last layer',
  'this weekly digest',
  'agents since:2025 in June',
  'agents until:2025 in June',
  '"last week"',
])('%s names no time', typed => expect(meantTime(typed, TODAY)).toBeUndefined())
