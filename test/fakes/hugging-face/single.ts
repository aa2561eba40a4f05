import type { FakeAnswer } from '../server.ts'

const PATH = /^\/api\/papers\/(.+)$/

export const isSingle = (url: URL): boolean => PATH.test(url.pathname)

/** What cites every paper. */
const COUNTS = { numTotalModels: 12, numTotalDatasets: 3, numTotalSpaces: 5 }

/**
 * Answers `GET /api/papers/{id}` as the API does: an item's paper with the fields that only this endpoint adds; 404 if the
 * paper isn't indexed.
 */
export function answerSingle(url: URL, items: Iterable<unknown>): FakeAnswer {
  const id = decodeURIComponent(PATH.exec(url.pathname)?.[1] ?? '')
  for (const item of items) {
    const { paper } = Object(item)
    if (Object(paper).id === id) return { body: { ...paper, linkedModels: [], ...COUNTS } }
  }
  return { status: 404, body: { error: 'Paper not found' } }
}
