import type { Paper } from '../../../src/papers/paper.ts'
import { tokenize } from '../../../src/text/tokenizer.ts'
import { sample } from './random.ts'

/** A query, and the paper that it is meant to find. */
export interface KnownItem {
  query: string
  id: string
}

export type KnownItems = Record<
  'three rare title words' | 'author and title word' | 'phrase of the abstract' | 'one typo',
  KnownItem[]
>

const plainWords = (text: string): string[] => tokenize(text).map(({ plain }) => plain)
const isWord = (word: string): boolean => /^[a-z]{4,}$/.test(word)

/** The number of titles that contain each word. */
function rarity(papers: readonly Paper[]): Map<string, number> {
  const titles = new Map<string, number>()
  for (const { title } of papers) {
    for (const word of new Set(plainWords(title))) titles.set(word, (titles.get(word) ?? 0) + 1)
  }
  return titles
}

/** Drops or doubles a letter, or swaps it with the next one. */
function mistype(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 2))
  const [before, letter, next, after] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 2)]
  const [kind] = sample(['left out', 'doubled', 'exchanged'] as const, 1, random)
  if (kind === 'left out') return `${before}${next}${after}`
  return kind === 'doubled'
    ? `${before}${letter}${letter}${next}${after}`
    : `${before}${next}${letter}${after}`
}

/** Queries of someone who has seen a paper and looks for it again, so many of each kind. */
export function knownItems(papers: readonly Paper[], count: number, random: () => number): KnownItems {
  const titles = rarity(papers)
  const items: KnownItems = {
    'three rare title words': [],
    'author and title word': [],
    'phrase of the abstract': [],
    'one typo': [],
  }
  for (const { id, title, authors, abstract } of sample(papers, count, random)) {
    const rare = [...new Set(plainWords(title).filter(isWord))].sort(
      (a, b) => (titles.get(a) ?? 0) - (titles.get(b) ?? 0),
    )
    const [first, second, third] = rare
    const name = authors[0]?.split(' ').at(-1)
    const spoken = abstract.split(' ')
    const start = Math.floor(random() * Math.max(1, spoken.length - 6))
    const phrase = spoken
      .slice(start, start + 6)
      .join(' ')
      .replaceAll('"', '')
    if (first && second && third) {
      items['three rare title words'].push({ query: `${first} ${second} ${third}`, id })
      // Long words are the easiest to mistype; others must contain the word, too.
      const known = rare.find(word => word.length > 5 && (titles.get(word) ?? 0) > 2)
      const others = rare.filter(word => word !== known).slice(0, 2)
      if (known) items['one typo'].push({ query: [mistype(known, random), ...others].join(' '), id })
    }
    if (name && first)
      items['author and title word'].push({ query: `author:${JSON.stringify(name)} ${first}`, id })
    if (spoken.length > 6) items['phrase of the abstract'].push({ query: `"${phrase}"`, id })
  }
  return items
}

/** Queries of one to three words, distributed as in titles, and the most common words of all. */
export function plainQueries(papers: readonly Paper[], count: number, random: () => number) {
  const titles = rarity(papers)
  const common = [...titles]
    .filter(([word]) => isWord(word))
    .sort((a, b) => b[1] - a[1])
    .slice(0, 12)
    .map(([word]) => word)
  const few = sample(papers, count, random).map(({ title }, index) =>
    sample(plainWords(title).filter(isWord), 1 + (index % 3), random).join(' '),
  )
  const pairs = common.slice(0, 10).map((word, place) => `${word} ${common[place + 1]}`)
  return { 'one to three words': few.filter(query => query !== ''), 'common words': [...common, ...pairs] }
}

/** The slowest that the grammar allows, as far as we know. */
export const HOSTILE: readonly string[] = [
  Array.from(
    { length: 32 },
    (_, place) => `${String.fromCharCode(97 + (place % 26))}${'aeiou'[place % 5]}*`,
  ).join(' OR '),
  'co* de* in* re* pr*',
  'model -learning -data -method -based -results -approach',
  '-model -learning -data',
  Array.from({ length: 30 }, () => '(model OR learning OR data)')
    .join(' ')
    .slice(0, 490),
  'upvotes<0',
  'model upvotes>100000',
  '"state of the art" -"large language models" OR "deep neural networks"',
  'cat:cs OR cat:math OR cat:stat OR cat:physics',
  'zzzz OR (model learning data method based results approach paper show propose)',
  'title:(a* OR b* OR c*)',
  'we propose a novel method that significantly outperforms existing approaches on large data of many models in all tasks',
]
