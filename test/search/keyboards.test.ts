import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { SEARCH } from '../../config/defaults.ts'
import type { Paper } from '../../src/papers/paper.ts'
import { highlights } from '../../src/search/highlights.ts'
import { createCollection } from '../../src/search/matching.ts'
import { parseQuery } from '../../src/search/query/parser.ts'
import { printRequest } from '../../src/search/query/printer.ts'
import { termsOf } from '../../src/search/relevance.ts'
import { createSearch, type PaperSearch } from '../../src/search/search.ts'
import { parseTopic, queryOfTopic } from '../../src/search/topics.ts'
import { listed, NOW } from '../contracts/store/samples.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { openMemoryStore } from '../fixtures/memory-store.ts'

const TODAY = '2026-11-23'
const WORDS = [
  'agents',
  'survey',
  'reasoning',
  'gpt-4o',
  'pre-training',
  "o'brien",
  'müller',
  'c++',
  '3d',
  '语言模型',
]

/** Papers in which each pair of words occurs, in either order and in different fields. */
const papers = WORDS.flatMap((first, row) =>
  WORDS.map((second, column) => {
    const changes: Partial<Paper> = {
      title: `On ${first} ${second}`,
      abstract: `We study ${second} with ${first}.`,
      keywords: [second],
      organization: column % 3 === 0 ? 'Example Lab' : 'Kitchen Institute',
      projectUrl: column % 5 === 0 ? 'https://example.org/project' : undefined,
      summary: row % 3 === 0 ? 'It works.' : undefined,
      authors: [row % 2 === 0 ? 'Ada Müller' : "Bo O'Brien"],
      categories: [column % 2 === 0 ? 'cs.CL' : 'math-ph'],
    }
    return listed(
      `2611.${String(10_000 + row * 100 + column)}`,
      { upvotes: row * 10, stars: column },
      changes,
    )
  }),
)
const collection = createCollection(papers)

let search: PaperSearch
beforeAll(async () => {
  const store = await openMemoryStore()
  await store.papers.record(papers, NOW)
  search = createSearch({ index: store.index, clock: createFakeClock(NOW), settings: SEARCH })
  return () => store.close()
})

/** Queries of the whole grammar, as they are typed on an American keyboard. */
const word = fc.constantFrom(...WORDS)
const phrase = fc.array(word, { minLength: 1, maxLength: 3 }).map(words => `"${words.join(' ')}"`)
const term = fc.oneof(word, phrase, fc.constantFrom('kitchen', 'agen*', 'pre-trai*', 'surv*', 'kitch*'))
const condition = fc.constantFrom(
  ...[
    'cat:cs.CL',
    'cat:math-ph',
    'cat:cs.*',
    'has:project',
    'has:summary',
    'has:code',
    'upvotes>=20',
    'upvotes<50',
    'stars>=0.1k',
    'stars<=3',
    'comments=0',
  ],
  ...['since:2026-01-01', 'until:7d', 'id:2611.10203', 'sort:new', 'sort:top'],
)
const { query } = fc.letrec<{ query: string; part: string }>(tie => ({
  query: fc
    .array(fc.tuple(tie('part'), fc.constantFrom(' ', ' OR ', ' AND ', ', ')), { minLength: 1, maxLength: 4 })
    .map(parts => parts.map(([part, join], index) => (index === 0 ? part : join + part)).join('')),
  part: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'query' },
    { weight: 6, arbitrary: term },
    { weight: 2, arbitrary: term.map(each => `-${each}`) },
    { weight: 1, arbitrary: term.map(each => `NOT ${each}`) },
    { weight: 2, arbitrary: condition },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('title', 'author', 'org', 'keyword', 'abstract'), term)
        .map(each => each.join(':')),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('', '-', 'title:'), tie('query'))
        .map(([sign, each]) => `${sign}(${each})`),
    },
  ),
}))

/** What could be typed instead of a character or of a phrase's marks; several of each for one choice. */
const DASHES = ['-', '‐', '‑', '‒', '–', '—', '―', '−', '－', '﹣']
const SPACES = [
  ' ',
  '  ',
  '\u00a0',
  '\u3000',
  '\u2009',
  '\u202f',
  '\t',
  ' \u200b',
  ' :fire: ',
  ' :+1::tada: ',
]
const MARKS = [
  '""',
  '“”',
  '„“',
  '‟‟',
  '«»',
  '»«',
  '‹›',
  '「」',
  '『』',
  '‘’',
  '‚‘',
  "''",
  '＂＂',
  '《》',
  '〝〟',
]
/** Marks that can't be apostrophes, right behind a word. */
const DOUBLE_MARKS = MARKS.filter(([mark = '']) => !"‘‚'".includes(mark))
const HIDDEN = ['\u00ad', '\u200b', '\u200d', '\u2060', '\ufeff', '\u202e', '\ufe0f']
const WIDE = /[!-~]/

const wide = (character: string): string =>
  WIDE.test(character) ? String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0) : character

/** A query as another keyboard types it; each number decides one place. */
function respelled(typed: string, choices: readonly number[], marks = MARKS): string {
  let next = 0
  const choose = (): number => choices[next++ % choices.length] ?? 0
  const pick = (from: readonly string[]): string => from[choose() % from.length] ?? ''
  const letters = (text: string): string =>
    [...text]
      .map(character => {
        const choice = choose()
        const spelled =
          choice % 5 === 0 ? wide(character) : choice % 5 === 1 ? character.normalize('NFD') : character
        return choice % 7 === 0 ? spelled + pick(HIDDEN) : spelled
      })
      .join('')
  return typed.replace(/"([^"]*)"|>=|<=|--?| |'|[^"<>' -]+|[<>]/g, (part, inside: string | undefined) => {
    if (inside !== undefined) {
      const [open, close] = pick(marks)
      return `${open}${respelled(inside, choices.toReversed()).replaceAll(' :fire: ', ' ')}${close}`
    }
    if (part === '-') return pick(DASHES)
    if (part === ' ') return pick(SPACES)
    if (part === "'") return pick(["'", '’', '＇', 'ʼ'])
    if (part === '>=') return pick(['>=', '≥', '≧', '＞＝'])
    if (part === '<=') return pick(['<=', '≤', '⩽', '＜＝'])
    return letters(part)
  })
}

/** The papers of a query by every way: as a topic, by a search, and what is marked in them. Undefined if it is refused. */
async function answers(typed: string) {
  const parsed = parseQuery(typed)
  const result = await search.search(typed, { page: 1, pageSize: 1_000 })
  expect(result.ok).toBe(parsed.ok)
  if (!parsed.ok || !result.ok) return undefined
  const topic = parseTopic(typed)
  return {
    query: printRequest(parsed),
    matching: [...collection.matching(parsed.query, TODAY)],
    topic: topic.ok ? [...collection.matching(queryOfTopic(topic.topic), TODAY)] : undefined,
    found: result.found.map(({ found, reason }) => [found.paper.id, reason]),
    marked: papers.slice(0, 20).map(({ paper }) => highlights(paper, termsOf(parsed.query))),
  }
}

it('a query finds and marks the same in papers from every keyboard', async () => {
  await fc.assert(
    fc.asyncProperty(
      query,
      fc.array(fc.nat(1_000), { minLength: 20, maxLength: 60 }),
      async (typed, choices) => {
        const plain = await answers(typed)
        fc.pre(plain !== undefined)
        const other = respelled(typed, choices)
        expect(await answers(other), other).toEqual(plain)
        if (plain.topic) expect(plain.topic).toEqual(plain.matching)
      },
    ),
    { numRuns: 150 },
  )
})

it('a text of any signs means the same from every keyboard, or is refused', () => {
  const piece = fc.constantFrom(
    ...['-', '--', '"', "'", '(', ')', ':', '>', '*', '|', '!', 'OR', 'AND', 'NOT', ' ', ' ', ' '],
    ...WORDS,
    'title',
    'upvotes',
    '20',
  )
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 10 }),
      fc.array(fc.nat(1_000), { minLength: 10, maxLength: 30 }),
      (pieces, choices) => {
        const typed = pieces.join('')
        const plain = parseQuery(typed)
        const other = parseQuery(respelled(typed, choices, DOUBLE_MARKS))
        if (plain.ok && other.ok) expect(printRequest(other)).toBe(printRequest(plain))
      },
    ),
    { numRuns: 5_000 },
  )
})
