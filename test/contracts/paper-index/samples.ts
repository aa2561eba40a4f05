import fc from 'fast-check'
import { readItems } from '../../../adapters/huggingface/paper.ts'
import type { Candidate } from '../../../src/papers/paper.ts'
import { parseQuery } from '../../../src/search/query/parser.ts'
import type { Query } from '../../../src/search/query/query.ts'
import { candidate } from '../../fixtures/candidates.ts'
import { needsRecorded, recordedDays, recordedItems } from '../../fixtures/recorded-days.ts'

/** Queries and papers for the contract of an index. */

/** Typed queries on which all implementations have to agree. */
export const TRICKY = [
  'GPT-4o',
  'C++',
  'LLaMA-3.1',
  'β-VAE',
  'Łukasz',
  "O'Brien",
  '语言模型',
  'pre-training',
  'model’s',
  'c#',
  'k-NN',
]

export const madeUpPapers = (): Candidate[] =>
  TRICKY.map((text, index) =>
    candidate(`2611.0000${index}`, {
      paper: {
        title: `${text} and the ${TRICKY[(index + 3) % TRICKY.length]}`,
        abstract: `We study ${TRICKY[(index + 5) % TRICKY.length]} models; training ${index} agents.`,
        authors: [`${text} Example`, 'Bo Müller'],
        keywords: index % 2 === 0 ? ['language models', 'agent'] : [],
        categories: index % 3 === 0 ? ['cs.CL', 'math-ph'] : ['cs.LG'],
        codeUrl: index % 4 === 0 ? 'https://github.com/a/b' : undefined,
        organization: index % 5 === 0 ? 'Example Labs' : undefined,
        sources: index % 2 === 0 ? ['huggingface'] : ['huggingface', 'arxiv'],
        day: `2026-11-${10 + index}`,
      },
      counts: { upvotes: index * 7, comments: index % 3, stars: index % 2 === 0 ? index * 100 : undefined },
    }),
  )

const recordedPapers = (): Candidate[] =>
  onePerId(
    recordedDays()
      .filter((_, index) => index % 16 === 0)
      .flatMap(day =>
        readItems(recordedItems(day), day).papers.map(paper => ({
          ...paper,
          firstSeenAt: paper.paper.listedAt,
        })),
      ),
  )

const onePerId = (papers: readonly Candidate[]): Candidate[] => [
  ...new Map(papers.map(each => [each.paper.id, each])).values(),
]

/** Hundreds of queries take seconds, and many of them on a busy machine. */
export const LONG_MS = 60_000

/** The papers among which queries mean something, and how many queries are tried. */
export const PAPERS = [
  { name: 'made-up papers', papers: madeUpPapers(), today: '2026-11-23', runs: 300 },
  { name: `recorded papers${needsRecorded}`, papers: recordedPapers(), today: '2026-05-01', runs: 250 },
]

/** Parses a query that must be valid. */
export function queryOf(typed: string): Query {
  const parsed = parseQuery(typed)
  if (!parsed.ok) throw new Error(`${typed}: ${parsed.problem}`)
  return parsed.query
}

/** Queries as people may type them, most of which find some of these papers. */
export function queriesAbout(candidates: readonly Candidate[]): fc.Arbitrary<string> {
  /** Words from the papers, so that most queries find something. */
  const words = [
    ...new Set(
      candidates
        .flatMap(({ paper }) => [
          paper.title,
          ...paper.authors.slice(0, 2),
          ...paper.keywords,
          paper.abstract.slice(0, 200),
        ])
        .join(' ')
        .split(/\s+/),
    ),
  ].filter(word => /[\p{L}\p{N}]/u.test(word) && !/["()*:<>=]/.test(word))
  const phrases = candidates.map(({ paper }) =>
    paper.abstract.split(' ').slice(3, 6).join(' ').replaceAll('"', ''),
  )

  const word = fc.constantFrom(...words, 'nowhere')
  const leaf = fc.oneof(
    { weight: 6, arbitrary: word },
    { weight: 2, arbitrary: fc.constantFrom(...phrases, 'large language').map(text => `"${text}"`) },
    // The beginning of a word, and a whole one, whose stem is shorter.
    {
      weight: 2,
      arbitrary: fc
        .tuple(word, fc.constantFrom(5, 64))
        .map(([text, letters]) => `${text.replace(/[^\p{L}\p{N}]+$/u, '').slice(0, letters)}*`),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('title', 'author', 'abstract', 'keyword', 'org'), word)
        .map(parts => parts.join(':')),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        ...[
          'cat:cs.CL',
          'cat:cs.*',
          'cat:math-ph',
          'has:code',
          'has:project',
          'has:summary',
          'source:arxiv',
          'source:huggingface',
          'since:30d',
          'until:friday',
          'since:2026-01',
        ],
        ...[
          'until:2026-03-01',
          'upvotes>20',
          'upvotes<=7',
          'stars>=100',
          'comments=0',
          'stars<1',
          `id:${candidates[0]?.paper.id}`,
        ],
      ),
    },
  )
  return fc.letrec<{ query: string }>(tie => ({
    query: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.tuple(tie('query'), tie('query')).map(([a, b]) => `${a} ${b}`),
      fc.tuple(tie('query'), tie('query')).map(([a, b]) => `(${a} OR ${b})`),
      tie('query').map(each => `NOT (${each})`),
    ),
  })).query
}
