import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readItems } from '../../../adapters/huggingface/paper.ts'
import { addDays } from '../../../src/time/days.ts'
import { sourceAndServer, sourceAt } from './setup.ts'

/** Real answers of the API, recorded beside the project, not in it. */
const recordings = new URL('../../../../shared/data/', import.meta.url)
const areThere = existsSync(recordings)
const title = areThere ? 'the recorded answers' : 'the recorded answers (skipped: ../shared/data is not here)'

const filesOf = (folder: string, pattern: RegExp): string[] =>
  areThere ? readdirSync(new URL(folder, recordings)).filter(file => pattern.test(file)) : []

const listIn = (file: string): unknown[] => {
  const bytes = readFileSync(new URL(file, recordings))
  return JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString())
}

describe.skipIf(!areThere)(title, () => {
  const days = filesOf('daily/', /^\d{4}-\d\d-\d\d\.json\.gz$/).map(file => file.slice(0, 10))
  const lists = filesOf('huggingface/', /^(undated|five-items|trending|api_papers_search)/)

  it('of every day are read whole, each paper on its day', () => {
    expect(days.length).toBeGreaterThan(100)
    for (const day of days) {
      const items = listIn(`daily/${day}.json.gz`)
      const { papers, skipped } = readItems(items, addDays(day, -1))
      expect({ day, skipped }).toEqual({ day, skipped: [] })
      expect(papers).toHaveLength(items.length)
      expect(new Set(papers.map(({ paper }) => paper.day))).toEqual(new Set([day]))
    }
  })

  it('are read the same over HTTP', async () => {
    const [day = ''] = days.slice(-1)
    const items = listIn(`daily/${day}.json.gz`)
    const { server } = await sourceAndServer({ days: { [day]: items } })
    const list = await sourceAt(server.url).source.list(day, new AbortController().signal)
    expect(list).toEqual(readItems(items, day))
  })

  it.each(lists)('in %s are read whole', file => {
    const items = listIn(`huggingface/${file}`)
    const { papers, skipped } = readItems(items, '2026-01-01')
    expect(skipped).toEqual([])
    expect(papers).toHaveLength(items.length)
  })
})
