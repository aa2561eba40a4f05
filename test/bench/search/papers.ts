import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openPaperFile } from '../../../adapters/files/paper-file.ts'
import type { Paper } from '../../../src/papers/paper.ts'
import { createRandom } from './random.ts'

const corpus = fileURLToPath(new URL('../../../../shared/data/corpus/arxiv-2025.jsonl.gz', import.meta.url))
const LAST_DAY = '2026-11-24'
const MADE_UP = 35_000

/** The recorded papers if there are any, else as many made-up ones with a similar distribution of words. */
export async function benchPapers(): Promise<{ papers: Paper[]; name: string }> {
  if (!existsSync(corpus)) return { papers: madeUp(), name: `${MADE_UP} papers made up` }
  const papers: Paper[] = []
  for await (const lines of (await openPaperFile(corpus, LAST_DAY)).lines()) {
    for (const line of lines) if (line.kind === 'paper') papers.push(line.paper)
  }
  return { papers, name: `${papers.length} real papers` }
}

function madeUp(): Paper[] {
  const random = createRandom(1)
  // A word's frequency falls with its rank, as in any language (Zipf).
  const word = (): string => `w${Math.floor(40_000 ** random()).toString(36)}ing`
  const words = (count: number): string => Array.from({ length: count }, word).join(' ')
  return Array.from({ length: MADE_UP }, (_, index) => {
    const day = new Date(Date.UTC(2025, 0, 1 + (index % 330))).toISOString().slice(0, 10)
    return {
      id: `25${day.slice(5, 7)}.${String(10_000 + (index % 80_000))}`,
      day,
      listedAt: Date.parse(day),
      publishedAt: Date.parse(day),
      title: words(9),
      abstract: `${words(60)}. ${words(60)}. ${words(60)}.`,
      authors: Array.from({ length: 5 }, () => `${words(1)} ${words(1)}`),
      keywords: [],
      categories: ['cs.CL', 'cs.AI'],
    }
  })
}
