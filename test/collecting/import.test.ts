import { afterEach, beforeEach, expect, it } from 'vitest'
import { type FileLine, importPapers } from '../../src/collecting/import.ts'
import type { Store } from '../../src/ports/store.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { candidate } from '../fixtures/candidates.ts'
import { openMemoryStore } from '../fixtures/memory-store.ts'

const clock = createFakeClock('2026-11-23T09:00Z')
let store: Store
beforeEach(async () => {
  store = await openMemoryStore()
})
afterEach(() => store.close())

const paper = (number: number): FileLine => {
  const { paper } = candidate(`2611.${String(number).padStart(5, '0')}`)
  return { kind: 'paper', paper }
}
const bad = (line: number): FileLine => ({ kind: 'bad', line, reason: `line ${line} is no paper` })
const papersTo = (count: number): FileLine[] => Array.from({ length: count }, (_, index) => paper(index + 1))

async function run(chunks: readonly (readonly FileLine[])[], stop?: { after: number }) {
  const stopping = new AbortController()
  const progress: number[] = []
  async function* lines() {
    for (const [index, chunk] of chunks.entries()) {
      if (index === stop?.after) stopping.abort()
      yield chunk
    }
  }
  const { signal } = stopping
  const report = await importPapers(lines(), {
    papers: store.papers,
    clock,
    signal,
    onProgress: count => progress.push(count),
  })
  return { report, progress }
}

const NOTHING = { papers: 0, added: 0, completed: 0, bad: 0, examples: [], stopped: false }

it('stores papers by the hundred, and says so after each', async () => {
  const { report, progress } = await run([papersTo(150), papersTo(230).slice(150)])
  expect(report).toEqual({ ...NOTHING, papers: 230, added: 230 })
  expect(progress).toEqual([100, 200, 230])
  expect(await store.papers.find('2611.00230')).toBeDefined()
})

it('counts papers that are there already, but not as added', async () => {
  await run([papersTo(3)])
  expect((await run([papersTo(5)])).report).toEqual({ ...NOTHING, papers: 5, added: 2 })
})

it('counts papers that it completed', async () => {
  const { paper: bare } = candidate('2611.00002', { paper: { abstract: '' } })
  await store.papers.addUnlisted([bare], clock.now())
  expect((await run([papersTo(2)])).report).toEqual({ ...NOTHING, papers: 2, added: 1, completed: 1 })
})

it('says nothing on its way to those who don’t listen', async () => {
  async function* lines() {
    yield papersTo(1)
  }
  const { signal } = new AbortController()
  expect(await importPapers(lines(), { papers: store.papers, clock, signal })).toMatchObject({ added: 1 })
})

it('counts all bad lines, and names the first five', async () => {
  const lines = [1, 2, 3, 4, 5, 6, 7].map(bad)
  const { report } = await run([[...lines, paper(1)]])
  const examples = [1, 2, 3, 4, 5].map(line => ({ line, reason: `line ${line} is no paper` }))
  expect(report).toEqual({ ...NOTHING, papers: 1, added: 1, bad: 7, examples })
})

it('keeps what was read until it was stopped', async () => {
  const { report } = await run([[paper(1)], [paper(2)], [paper(3)]], { after: 1 })
  expect(report).toEqual({ ...NOTHING, papers: 2, added: 2, stopped: true })
})

it('has nothing to say of an empty file', async () => {
  expect((await run([])).report).toEqual(NOTHING)
})
