import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bibtex } from '../../src/papers/bibtex.ts'
import type { Paper } from '../../src/papers/paper.ts'
import { candidate } from '../fixtures/candidates.ts'

const entry = (facts: Partial<Paper> = {}): string =>
  bibtex(
    candidate('2401.00010', {
      paper: {
        title: 'Small Steps: A Study',
        publishedAt: Date.parse('2024-01-02T03:04Z'),
        ...facts,
      },
    }).paper,
  )

const keyOf = (facts: Partial<Paper>): string => /^@misc\{(.*),$/m.exec(entry(facts))?.[1] ?? ''
const fieldOf = (name: string, facts: Partial<Paper>): string | undefined =>
  new RegExp(`^  ${name}=\\{(.*)\\},?$`, 'm').exec(entry(facts))?.[1]

describe('a paper as BibTeX', () => {
  it('has the format of arXiv’s own export', () => {
    expect(entry({ categories: ['cs.CL', 'cs.AI'] })).toBe(
      [
        '@misc{example2024small,',
        '  title={Small Steps: A Study},',
        '  author={Ada Example and Bo Sample},',
        '  year={2024},',
        '  eprint={2401.00010},',
        '  archivePrefix={arXiv},',
        '  primaryClass={cs.CL},',
        '  url={https://arxiv.org/abs/2401.00010}',
        '}',
      ].join('\n'),
    )
  })

  it('leaves out what is not known', () => {
    expect(entry()).not.toContain('primaryClass')
    expect(entry({ authors: [] })).not.toContain('author')
    expect(entry({ categories: [] })).not.toContain('primaryClass')
  })

  it('keeps an old id', () => {
    const facts = { id: 'math.GT/0309136' }
    expect(fieldOf('eprint', facts)).toBe('math.GT/0309136')
    expect(fieldOf('url', facts)).toBe('https://arxiv.org/abs/math.GT/0309136')
  })

  it('takes the year in UTC', () => {
    expect(fieldOf('year', { publishedAt: Date.parse('2023-12-31T23:59:59Z') })).toBe('2023')
    expect(fieldOf('year', { publishedAt: Date.parse('2024-01-01T00:00:00Z') })).toBe('2024')
  })

  it('lists at most 25 authors, and then others', () => {
    const authors = Array.from({ length: 26 }, (_, index) => `Author ${index + 1}`)
    expect(fieldOf('author', { authors: authors.slice(0, 25) })).toMatch(/and Author 25$/)
    expect(fieldOf('author', { authors })).toMatch(/and Author 25 and others$/)
  })

  it.each([
    ['R&D at 5% for $3', 'R\\&D at 5\\% for \\$3'],
    ['snake_case #1', 'snake\\_case \\#1'],
    ['a {brace', 'a \\{brace'],
    ['x^2 ~ y', 'x\\textasciicircum{}2 \\textasciitilde{} y'],
    ['C:\\new', 'C:\\textbackslash{}new'],
    ['\\{}', '\\textbackslash{}\\{\\}'],
    ['Déjà vu 例 🦜', 'Déjà vu 例 🦜'],
  ])('writes %j so that TeX shows it literally', (text, written) => {
    expect(fieldOf('title', { title: text })).toBe(written)
    expect(fieldOf('author', { authors: [text] })).toBe(written)
  })
})

describe('the key', () => {
  it.each<[string, Partial<Paper>]>([
    ['dottir2024small', { authors: ['Ölvi D’Óttir'] }],
    ['example2024curriculum', { title: 'On the Way: Curriculum Learning' }],
    ['example2024', { title: 'On the Way' }],
    ['arxiv240100010', { title: '例', authors: ['例'] }],
    ['2024small', { authors: [] }],
    ['arxivmathgt0309136', { id: 'math.GT/0309136', title: '例', authors: [] }],
  ])('may be %s', (key, facts) => {
    expect(keyOf(facts)).toBe(key)
  })
})

it('has balanced braces and an ASCII key for any paper', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[\\{}~^&%$#_ a-z]*$/))
  const facts = fc.record({ title: text, authors: fc.array(text, { maxLength: 30 }) })
  fc.assert(
    fc.property(facts, facts => {
      const written = entry(facts)
      expect(written).toMatch(/^@misc\{[a-z0-9]+,\n/)
      let depth = 0
      // An escaped brace doesn't count.
      for (const [sign] of written.matchAll(/\\.|[{}]/g)) {
        if (sign === '{') depth++
        if (sign === '}') depth--
        expect(depth).toBeGreaterThanOrEqual(0)
      }
      expect(depth).toBe(0)
    }),
  )
})

it.each([
  [['Institute of Arts and Letters', 'Ana Andersen'], '{Institute of Arts and Letters} and Ana Andersen'],
  [['Sand And Sea', 'Ada Brand'], '{Sand And Sea} and Ada Brand'],
  [['R&D and Co'], '{R\\&D and Co}'],
])('keeps each of the authors %j one', (authors, field) => expect(fieldOf('author', { authors })).toBe(field))
