import { expect, it } from 'vitest'
import { citationFile } from '../../src/papers/citation-file.ts'
import { candidate } from '../fixtures/candidates.ts'

const papers = (...ids: string[]) =>
  ids.map(
    id => candidate(id, { paper: { title: 'Small Steps', authors: Array(30).fill('Ada Example') } }).paper,
  )

it('has its day and its format in its name', () => {
  expect(citationFile(papers('2611.00001'), 'bibtex', '2026-11-26').name).toBe('papers-2026-11-26.bib')
  expect(citationFile(papers('2611.00001'), 'ris', '2026-11-26').name).toBe('papers-2026-11-26.ris')
})

it('has a key of its own for each paper, and all their authors', () => {
  const { text } = citationFile(papers('2611.00001', '2611.00002', '2611.00003'), 'bibtex', '2026-11-26')
  expect([...text.matchAll(/^@misc\{(.*),$/gm)].map(([, key]) => key)).toEqual([
    'example2026small',
    'example2026small-2',
    'example2026small-3',
  ])
  expect(text).not.toContain('others')
  expect(text.match(/Ada Example/g)).toHaveLength(90)
})

it('has no key twice where a title is another one with a letter or a number behind it', () => {
  const [first, second, third] = papers('2611.00001', '2611.00002', '2611.00003')
  if (!first || !second || !third) throw new Error('no papers')
  for (const title of ['Smallb Steps', 'Small2 Steps', 'Small-2 Steps']) {
    const { text } = citationFile([first, { ...second, title }, third], 'bibtex', '2026-11-26')
    const keys = [...text.matchAll(/^@misc\{(.*),$/gm)].map(([, key]) => key)
    expect(new Set(keys).size, title).toBe(3)
  }
})

it('divides the papers of a RIS file', () => {
  const { text } = citationFile(papers('2611.00001', '2611.00002'), 'ris', '2026-11-26')
  expect(text.match(/^ER {2}- \r$/gm)).toHaveLength(2)
  expect(text.endsWith('\r\n')).toBe(true)
})
