import { type LinkedItems, type LinkedRepos, paperUrl } from '../../src/papers/paper.ts'
import type { Item } from './schema.ts'

const SITE = 'https://huggingface.co'

/** Those of one kind. The source counts all, and names a few. */
function itemsOf(
  total: number | undefined,
  [first]: readonly { id: string }[],
  { list, page }: { list: string; page: string },
): LinkedItems | undefined {
  if (!total) return undefined
  return { count: total, url: total === 1 && first ? `${page}${first.id}` : list }
}

/** The models, datasets and Spaces that cite a paper; undefined if there are none. */
export function linkedOf({ paper }: Item): LinkedRepos | undefined {
  const citing = `?other=arxiv:${paper.id}`
  const linked: LinkedRepos = {
    models: itemsOf(paper.numTotalModels, paper.linkedModels, {
      list: `${SITE}/models${citing}`,
      page: `${SITE}/`,
    }),
    datasets: itemsOf(paper.numTotalDatasets, paper.linkedDatasets, {
      list: `${SITE}/datasets${citing}`,
      page: `${SITE}/datasets/`,
    }),
    // Spaces can't be filtered by a paper: its own page lists them.
    spaces: itemsOf(paper.numTotalSpaces, paper.linkedSpaces, {
      list: paperUrl(paper.id),
      page: `${SITE}/spaces/`,
    }),
  }
  return Object.values(linked).some(Boolean) ? linked : undefined
}
