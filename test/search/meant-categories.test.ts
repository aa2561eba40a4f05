import { expect, it } from 'vitest'
import { meantCategories } from '../../src/search/meant-categories.ts'

it.each([
  ['cs.CL', 'cat:cs.CL'],
  ['robots (cs.ro OR Stat.ml)', 'robots (cat:cs.RO OR cat:stat.ML)'],
  ['robots -cs*', 'robots -cat:cs.*'],
  ['q-bio*', 'cat:q-bio.*'],
  ['cond-mat.soft, physics.optics', 'cat:cond-mat.soft, cat:physics.optics'],
])('%s is probably %s', (query, meant) => expect(meantCategories(query)).toBe(meant))

it.each([
  '',
  'cat:cs.CL',
  'cs',
  'cs.XX',
  'cs.*',
  'css*',
  'math*',
  'stat*',
  'foo*',
  'node.js',
  'e.g. robots',
  'a.cs.CL',
  '"in cs.CL papers"',
])('%s has none', query => expect(meantCategories(query)).toBeUndefined())
