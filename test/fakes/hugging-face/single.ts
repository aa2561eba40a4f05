import { wireLinked } from '../../fixtures/linked.ts'
import type { FakeAnswer } from '../server.ts'

const PATH = /^\/api\/papers\/(.+)$/

export const isSingle = (url: URL): boolean => PATH.test(url.pathname)

const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `ada/sheep-${index}`)

/** What cites every paper that doesn't say it itself. */
const LINKED = wireLinked({ models: ids(12), datasets: ids(3), spaces: ids(5) })

/**
 * Answers `GET /api/papers/{id}` as the API does: an item's paper with the fields that only this endpoint adds; 404 if the
 * paper isn't indexed.
 */
export function answerSingle(url: URL, items: Iterable<unknown>): FakeAnswer {
  const id = decodeURIComponent(PATH.exec(url.pathname)?.[1] ?? '')
  for (const item of items) {
    const { paper } = Object(item)
    if (Object(paper).id === id) return { body: { ...LINKED, ...paper } }
  }
  return { status: 404, body: { error: 'Paper not found' } }
}
