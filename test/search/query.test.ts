import { describe, expect, it } from 'vitest'
import type { FoundPaper } from '../../src/papers/paper.ts'
import { explain, type Reason } from '../../src/search/explain.ts'
import { meets } from '../../src/search/matching.ts'
import { readDate } from '../../src/search/query/dates.ts'
import type { Field } from '../../src/search/query/document.ts'
import { parseQuery } from '../../src/search/query/parser.ts'
import { printQuery } from '../../src/search/query/printer.ts'
import {
  type Condition,
  compare,
  dayOfQuery,
  isOfCategory,
  isPlain,
  type Operator,
  type Query,
  requestedLeaves,
  within,
} from '../../src/search/query/query.ts'
import { readTerm } from '../../src/search/query/term.ts'
import { readDayAtStart } from '../../src/time/typed-day.ts'
import { listed } from '../contracts/store/samples.ts'

const TODAY = '2026-11-23'

function queryOf(typed: string): Query {
  const parsed = parseQuery(typed)
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.query
}

it.each<[operator: Operator, smaller: boolean, same: boolean, greater: boolean]>([
  ['<', true, false, false],
  ['<=', true, true, false],
  ['=', false, true, false],
  ['>=', false, true, true],
  ['>', false, false, true],
])('%s holds of a smaller, the same and a greater number: %j, %j, %j', (operator, ...expected) => {
  expect([1, 2, 3].map(number => compare(number, operator, 2))).toEqual(expected)
})

it.each([
  ['cs.cl', 'cs.cl', true],
  ['cs.cl', 'cs', true],
  ['cs', 'cs', true],
  ['cs', 'cs.cl', false],
  ['css.x', 'cs', false],
  ['math-ph', 'math', false],
  ['cs.cl.x', 'cs.cl', false],
  ['physics.cs.x', 'cs', false],
])('the category %s belongs to %s: %j', (category, asked, belongs) => {
  expect(isOfCategory(category, asked)).toBe(belongs)
})

describe('a day', () => {
  it.each<[typed: string, day: string | number, date: string]>([
    ['today', 0, '2026-11-23'],
    ['Today', 0, '2026-11-23'],
    ['yesterday', 1, '2026-11-22'],
    ['0d', 0, '2026-11-23'],
    ['7d', 7, '2026-11-16'],
    ['2W', 14, '2026-11-09'],
    ['3m', 90, '2026-08-25'],
    ['1y', 365, '2025-11-23'],
    ['40000d', 40_000, '1917-05-19'],
    ['2026', '2026-01-01', '2026-01-01'],
    ['2026-03', '2026-03-01', '2026-03-01'],
    ['2026-03-31', '2026-03-31', '2026-03-31'],
    ['2028-02-29', '2028-02-29', '2028-02-29'],
  ])('%j is %j, which is %s', (typed, day, date) => {
    const read = readDate('since', typed, 1)
    expect(read).toEqual({ kind: 'since', day, text: typed.toLowerCase() })
    expect(dayOfQuery(read, TODAY)).toBe(date)
  })

  it.each([
    ['2026', '2026-12-31'],
    ['2026-03', '2026-03-31'],
    ['2026-12', '2026-12-31'],
    ['2028-02', '2028-02-29'],
    ['2027-02', '2027-02-28'],
    ['2026-03-30', '2026-03-30'],
    ['7d', '2026-11-16'],
  ])('until:%s is up to %s', (typed, date) => {
    const read = readDate('until', typed, 1)
    expect(read).toMatchObject({ kind: 'until', text: typed })
    expect(dayOfQuery(read, TODAY)).toBe(date)
  })

  it.each([
    ['monday', 1, '2026-11-16'],
    ['Tue', 2, '2026-11-17'],
    ['last-sunday', 7, '2026-11-22'],
    ['previous saturday', 6, '2026-11-21'],
  ] as const)(
    '%j is the last weekday %j before today, %s, as in a list of that day',
    (typed, weekday, date) => {
      const read = readDate('until', typed, 1)
      expect(read.day).toEqual({ weekday })
      expect(dayOfQuery(read, TODAY)).toBe(date)
      expect(readDayAtStart(read.text, TODAY)).toEqual({ asked: { ok: true, day: date }, rest: '' })
    },
  )

  it.each([
    ...[
      '40001d',
      '110y',
      '100000d',
      '7',
      '7x',
      'x7d',
      '7dd',
      'd',
      '',
      '-1d',
      '1.5d',
      'toString',
      'constructor',
    ],
    ...['2026-13', '2026-00-01', '2026-02-30', '2026-2-3', '20260203', '02026', '202', '2026-01-01T00:00'],
    ...['x2026', '2026x', 'x2026-01', '2026-01x', 'x2026-01-01', '2026-01-01x', '2026-01-011'],
  ])('%j is rejected', typed => {
    for (const kind of ['since', 'until'] as const) {
      expect(() => readDate(kind, typed, 3)).toThrow(
        `“${typed}” at character 3 isn’t a day. Write 2026-01-31, 2026-01, monday, 7d, 2w, 3m or today.`,
      )
    }
  })
})

const paper = (changes: Partial<FoundPaper['paper']> = {}, counts: Partial<FoundPaper['counts']> = {}) =>
  listed('2611.00001', { ...counts }, { day: '2026-11-20', ...changes })

describe('a condition', () => {
  it.each<[typed: string, found: FoundPaper, met: boolean]>([
    ['cat:cs', paper({ categories: ['math.CO', 'cs.CL'] }), true],
    ['cat:cs.lg', paper({ categories: ['math.CO', 'cs.CL'] }), false],
    ['cat:cs', paper(), false],
    ['has:code', paper({ codeUrl: 'https://github.com/a/b' }), true],
    ['has:code', paper({ projectUrl: 'https://example.com', summary: 'S' }), false],
    ['has:project', paper({ projectUrl: 'https://example.com' }), true],
    ['source:arxiv', paper({ sources: ['huggingface', 'arxiv'] }), true],
    ['source:arxiv', paper({ sources: ['huggingface'] }), false],
    ['source:arxiv', paper({}), false],
    ['has:project', paper({ codeUrl: 'https://github.com/a/b', summary: 'S' }), false],
    ['has:summary', paper({ summary: 'S' }), true],
    ['has:summary', paper({ codeUrl: 'https://github.com/a/b' }), false],
    ['upvotes>9', paper({}, { upvotes: 10 }), true],
    ['upvotes>10', paper({}, { upvotes: 10 }), false],
    ['stars=0', paper(), true],
    ['stars>0', { paper: paper().paper }, false],
    ['since:2026-11-20', paper(), true],
    ['since:3d', paper(), true],
    ['since:2d', paper(), false],
    ['until:2026-11-20', paper(), true],
    ['until:4d', paper(), false],
    ['until:3d', paper(), true],
    ['since:friday', paper(), true],
    ['since:sat', paper(), false],
    ['until:thursday', paper(), false],
    ['id:2611.00001', paper(), true],
    ['id:2611.00002', paper(), false],
  ])('%j of %j is met: %j', (typed, found, met) => {
    expect(meets(found, queryOf(typed) as Condition, TODAY)).toBe(met)
  })
})

it.each([
  ['a', true],
  ['a b', true],
  ['"a b" c', true],
  ['title:a', false],
  ['a title:b', false],
  ['a*', undefined],
  ['ab*', false],
  ['a OR b', false],
  ['a -b', false],
  ['a has:code', false],
  ['*', false],
])('%j is plain words: %j', (typed, plain) => {
  if (plain === undefined) expect(() => queryOf(typed)).toThrow()
  else expect(isPlain(queryOf(typed))).toBe(plain)
})

it.each([
  ['x (b OR has:code) -c', ['x', 'b', 'has:code']],
  ['-(a b)', []],
  ['*', ['*']],
])('the requested leaves of %j are %j', (typed, leaves) => {
  expect(requestedLeaves(queryOf(typed)).map(printQuery)).toEqual(leaves)
})

it.each([
  ['x bc*', 'title:x title:bc*'],
  ['x author:b', 'title:x author:b'],
  ['(a OR b) has:code', '(title:a OR title:b) has:code'],
  ['since:7d', 'since:7d'],
])('%j restricted to the title is %j', (typed, narrower) => {
  expect(printQuery(within(queryOf(typed), 'title'))).toBe(narrower)
})

it('restricts words near each other to a field', () => {
  const near: Query = { kind: 'near', stems: ['a', 'b'], within: 4 }
  expect(within(near, 'title')).toEqual({ ...near, field: 'title' })
})

describe('a term', () => {
  it.each<[typed: string, field: Field | undefined, term: object | undefined]>([
    ['Models', undefined, { kind: 'words', stems: ['model'], text: 'models' }],
    ['models', 'title', { kind: 'words', stems: ['model'], field: 'title', text: 'models' }],
    ['GPT-4o', undefined, { kind: 'words', stems: ['gpt', '4o'], joined: 'gpt4o', text: 'gpt-4o' }],
    ['"GPT-4o"', undefined, { kind: 'words', stems: ['gpt', '4o'], text: '"gpt 4o"' }],
    ['a&b', undefined, { kind: 'words', stems: ['a', 'b'], text: '"a b"' }],
    ['(models!)', undefined, { kind: 'words', stems: ['model'], text: 'models' }],
    ['Diffus*', undefined, { kind: 'prefix', stems: [], prefix: 'diffus', text: 'diffus*' }],
    ['Pre-Train*', undefined, { kind: 'prefix', stems: ['pre'], prefix: 'train', text: 'pre-train*' }],
    ['ab*', undefined, { kind: 'prefix', stems: [], prefix: 'ab', text: 'ab*' }],
    [
      'pre-training*',
      undefined,
      { kind: 'prefix', stems: ['pre'], prefix: 'training', stem: 'train', text: 'pre-training*' },
    ],
    ['training*', undefined, { kind: 'prefix', stems: [], prefix: 'training', text: 'training*' }],
    ['k-n*', undefined, { kind: 'prefix', stems: ['k'], prefix: 'n', text: 'k-n*' }],
    ['É&Tré*', undefined, { kind: 'prefix', stems: ['e'], prefix: 'tre', text: 'e-tre*' }],
    ['"diffus*"', undefined, { kind: 'words', stems: ['diffu'], text: '"diffus"' }],
    ['—', undefined, undefined],
  ])('%j in field %j is %j', (typed, field, term) => {
    expect(readTerm(typed, field)).toEqual(term)
  })
})

it.each<[typed: string, reasons: Reason[]]>([
  ['*', []],
  ['deep', [{ kind: 'part', text: 'deep', met: true, field: 'title' }]],
  ['dee*', [{ kind: 'part', text: 'dee*', met: true, field: 'title' }]],
  [
    'deep OR wide',
    [
      {
        kind: 'any',
        text: 'deep OR wide',
        met: true,
        parts: [{ kind: 'part', text: 'deep', met: true, field: 'title' }],
      },
    ],
  ],
  [
    'small wide has:code -deep since:7d',
    [
      { kind: 'part', text: 'small', met: true, field: 'abstract' },
      { kind: 'part', text: 'wide', met: false },
      { kind: 'part', text: 'has:code', met: false },
      {
        kind: 'not',
        text: '-deep',
        met: false,
        part: { kind: 'part', text: 'deep', met: true, field: 'title' },
      },
      { kind: 'part', text: 'since:7d', met: true, note: expect.stringContaining('it was listed on') },
    ],
  ],
  [
    '(small deep) OR wide',
    [
      {
        kind: 'any',
        text: '(small deep) OR wide',
        met: true,
        parts: [
          {
            kind: 'all',
            text: 'small deep',
            met: true,
            parts: [
              { kind: 'part', text: 'small', met: true, field: 'abstract' },
              { kind: 'part', text: 'deep', met: true, field: 'title' },
            ],
          },
        ],
      },
    ],
  ],
  [
    '(small wide) OR broad',
    [
      {
        kind: 'any',
        text: '(small wide) OR broad',
        met: false,
        parts: [
          {
            kind: 'all',
            text: 'small wide',
            met: false,
            parts: [{ kind: 'part', text: 'wide', met: false }],
          },
          { kind: 'part', text: 'broad', met: false },
        ],
      },
    ],
  ],
])('a paper on deep learning is explained for %j by %j', (typed, reasons) => {
  expect(explain(queryOf(typed), paper({ title: 'Deep Learning' }), TODAY)).toEqual(reasons)
})

describe('a condition is explained by what the paper has:', () => {
  it.each<[typed: string, changes: Partial<FoundPaper['paper']>, note: string | undefined]>([
    ['cat:cs.CL', { categories: ['cs.CL', 'math.CO'] }, 'it is in cs.CL, math.CO'],
    ['cat:cs.CL', {}, 'its categories aren’t known yet'],
    ['source:arxiv', { sources: ['huggingface', 'arxiv'] }, 'it was listed by Hugging Face and arXiv'],
    ['source:arxiv', {}, 'it was on no list'],
    ['since:7d', {}, 'it was listed on 2026-11-20'],
    ['until:7d', {}, 'it was listed on 2026-11-20'],
    ['upvotes>999', {}, 'it has 10'],
    ['has:code', {}, undefined],
  ])('%j of %j by %j', (typed, changes, note) => {
    expect(explain(queryOf(typed), paper(changes), TODAY)).toEqual([
      { kind: 'part', text: typed, met: expect.any(Boolean), ...(note && { note }) },
    ])
  })

  it('without counts it has 0', () => {
    expect(explain(queryOf('stars>9'), { paper: paper().paper }, TODAY)).toMatchObject([{ note: 'it has 0' }])
  })
})
