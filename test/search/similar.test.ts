import { expect, it } from 'vitest'
import type { FoundPaper, Paper } from '../../src/papers/paper.ts'
import type { KnownWord, PaperIndex } from '../../src/ports/paper-index.ts'
import { similarTo, termsOfPaper } from '../../src/search/similar.ts'
import { stemOf } from '../../src/text/tokenizer.ts'
import { listed } from '../contracts/store/samples.ts'

const TODAY = '2026-11-23'
/** Made-up words that equal their stems, in alphabetical order. */
const WORDS = [
  ...['aldo', 'bamo', 'cilo', 'dovo', 'elto', 'fumo', 'gavo'],
  ...['hilo', 'ibro', 'jovo', 'kamo', 'lumo', 'mavo', 'nilo'],
]

const paperOf = (key: number, words: readonly string[], changes: Partial<Paper> = {}): FoundPaper => ({
  ...listed(`2611.${String(key).padStart(5, '0')}`, {}, { title: words.join(' '), abstract: '', ...changes }),
})

/** An index over these papers, with their position as key. Words not in `known` are in no title. */
function createPlainIndex(papers: readonly FoundPaper[], known: readonly KnownWord[] = []) {
  const asked: { stems: readonly string[]; today: string; limit: number }[] = []
  const loaded: number[][] = []
  const unused = () => Promise.reject(new Error('similar papers do not need this'))
  const index: PaperIndex = {
    find: unused,
    headings: unused,
    keys: unused,
    words: unused,
    known: async words => known.filter(({ word }) => words.includes(word)),
    async matching(query, { today, limit }) {
      if (query.kind !== 'words') throw new Error('only single words are looked for')
      asked.push({ stems: query.stems, today, limit })
      const holds = ({ paper }: FoundPaper) =>
        paper.title.split(' ').some(word => stemOf(word) === query.stems[0])
      return papers.flatMap((found, key) => (holds(found) ? [key] : []))
    },
    async load(keys) {
      loaded.push([...keys])
      return keys.flatMap(key => papers[key] ?? [])
    },
  }
  return { index, asked, loaded }
}

async function similar(of: FoundPaper, others: readonly FoundPaper[], known?: readonly KnownWord[]) {
  const { index } = createPlainIndex(others, known)
  const found = await similarTo(of.paper, index, TODAY)
  return found.map(({ found, shared }) => `${others.indexOf(found)}: ${shared.join(' ')}`)
}

it.each<[terms: number, shared: number, isSimilar: boolean]>([
  [2, 2, true],
  [2, 1, false],
  [4, 1, false],
  [8, 2, true],
  [9, 2, false],
  [9, 3, true],
  [12, 2, false],
  [12, 3, true],
])(
  'a paper with %d distinctive words is similar to one that shares %d: %j',
  async (terms, shared, isSimilar) => {
    const paper = paperOf(99, WORDS.slice(0, terms))
    const other = paperOf(1, ['unrelated', ...WORDS.slice(0, shared)])
    expect(await similar(paper, [other])).toEqual(isSimilar ? [`0: ${WORDS.slice(0, shared).join(' ')}`] : [])
  },
)

it('sorts papers by the number of shared words, then by their rarity, then newest first', async () => {
  const paper = paperOf(99, ['aldo', 'bamo', 'cilo', 'dovo', 'elto'])
  const others = [
    paperOf(1, ['x1', 'aldo', 'bamo']),
    paperOf(2, ['x2', 'dovo', 'elto']),
    paperOf(3, ['x3', 'dovo', 'elto']),
    paperOf(4, ['x4', 'aldo', 'bamo', 'cilo']),
    paperOf(5, ['x5', 'aldo', 'bamo']),
    paperOf(6, ['x6', 'aldo']),
  ]
  const known = ['aldo', 'bamo', 'cilo'].map(word => ({ word, papers: 50_000 }))
  expect(await similar(paper, others, known)).toEqual([
    '3: aldo bamo cilo',
    '2: dovo elto',
    '1: dovo elto',
    '4: aldo bamo',
    '0: aldo bamo',
  ])
})

it('leaves out the paper itself and other listings of the same title', async () => {
  const paper = paperOf(99, ['aldo', 'bamo'])
  const others = [
    paperOf(99, ['aldo', 'bamo', 'cilo']),
    paperOf(1, ['ALDO', 'Bamo']),
    paperOf(2, ['aldo', 'bamo', 'cilo']),
  ]
  expect(await similar(paper, others)).toEqual(['2: aldo bamo'])
})

it('looks for the 12 most distinctive words in the newest 1,000 papers each, and loads the 40 most similar', async () => {
  const others = Array.from({ length: 60 }, (_, key) =>
    paperOf(key, [`x${key}`, ...WORDS.slice(0, key < 50 ? 4 : 1)]),
  )
  const { index, asked, loaded } = createPlainIndex(others)
  const found = await similarTo(paperOf(99, WORDS).paper, index, TODAY)
  expect(asked).toEqual(WORDS.slice(0, 12).map(word => ({ stems: [word], today: TODAY, limit: 1_000 })))
  expect(loaded).toEqual([Array.from({ length: 40 }, (_, place) => 49 - place)])
  expect(found).toHaveLength(40)
})

it('loads no paper that shares a single word', async () => {
  const others = [paperOf(1, ['aldo']), paperOf(2, ['bamo', 'cilo'])]
  const { index, loaded } = createPlainIndex(others)
  await similarTo(paperOf(99, ['aldo', 'bamo', 'cilo']).paper, index, TODAY)
  expect(loaded).toEqual([[1]])
})

it('looks for words by their stems', async () => {
  const { index, asked } = createPlainIndex([])
  await similarTo(paperOf(99, ['transformers']).paper, index, TODAY)
  expect(asked.map(({ stems }) => stems)).toEqual([['transform']])
})

it('describes a paper by its rarest words', async () => {
  const { index } = createPlainIndex([], [{ word: 'aldo', papers: 50_000 }])
  expect(await termsOfPaper(paperOf(1, WORDS).paper, index)).toEqual(WORDS.slice(1, 13))
  expect(await termsOfPaper(paperOf(1, WORDS).paper, index, 3)).toEqual(['bamo', 'cilo', 'dovo'])
})
