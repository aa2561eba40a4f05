import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createArxiv } from '../../../adapters/arxiv/arxiv.ts'
import { startArxiv } from '../../fakes/arxiv/server.ts'
import { createFakeClock } from '../../fakes/clock.ts'
import type { FakeAnswer } from '../../fakes/server.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { NOON } from '../huggingface/setup.ts'

/** Real answers of arXiv, recorded beside the project, not in it. */
const recordings = new URL('../../../../shared/data/arxiv/', import.meta.url)
const areThere = existsSync(recordings)
const title = areThere
  ? 'arXiv’s recorded answers'
  : 'arXiv’s recorded answers (skipped: ../shared/data is not here)'

const textOf = (file: string): string => readFileSync(new URL(file, recordings), 'utf8')

/** The answers to requests for one id, with that id. */
function singles(): { id: string; answer: FakeAnswer }[] {
  const names = areThere ? readdirSync(new URL('arxiv.py/', recordings)) : []
  return names.sort().flatMap(name => {
    const { url, status_code, body } = name.startsWith('id_')
      ? Object(JSON.parse(textOf(`arxiv.py/${name}`)))
      : {}
    const id = URL.parse(String(url))?.searchParams.get('id_list')
    return id && !id.includes(',')
      ? [{ id, answer: { status: Number(status_code), body: String(body) } }]
      : []
  })
}

async function read(id: string, answer: FakeAnswer) {
  const server = await startArxiv()
  onTestFinished(server.close)
  server.faults(answer)
  const arxiv = createArxiv({
    endpoint: server.url,
    feed: server.url,
    categories: ['cs.AI', 'cs.CL'],
    version: '1.2.3',
    clock: createFakeClock(NOON),
    log: silentLog,
    wait: async () => {},
  })
  return (await arxiv.find(id, new AbortController().signal))?.paper
}

describe.skipIf(!areThere)(title, () => {
  it('of single ids are read: papers, and none where there is none', async () => {
    const papers: Record<string, readonly string[] | undefined> = {}
    for (const { id, answer } of singles()) {
      const paper = await read(id.replace(/v\d+$/, ''), answer)
      papers[id] = paper?.categories
      if (paper) expect(paper.title && paper.abstract && paper.authors.length).toBeTruthy()
    }
    expect(papers).toMatchObject({
      '0000.0000': undefined,
      '0808.05394': undefined,
      abc: undefined,
      'astro-ph/0601001': ['astro-ph'],
      'quant-ph/0201082v1': ['quant-ph', 'cs.PL'],
    })
    expect(Object.keys(papers).length).toBeGreaterThanOrEqual(8)
  })

  const feeds = areThere ? readdirSync(recordings).filter(name => /^api_query.*\.xml$/.test(name)) : []

  it.each(feeds)('in %s are read, each of their papers', async name => {
    const [head = '', ...entries] = textOf(name).split(/(?=<entry>)/)
    expect(entries.length).toBeGreaterThan(0)
    for (const entry of entries) {
      const [, id = ''] = /<id>http:\/\/arxiv\.org\/abs\/(.+?)v\d+<\/id>/.exec(entry) ?? []
      const [, primary = ''] = /primary_category term="(.+?)"/.exec(entry) ?? []
      const paper = await read(id, { body: `${head}${entry.replace('</feed>', '')}</feed>` })
      expect(paper).toMatchObject({ id, publishedAt: expect.any(Number) })
      expect(paper?.categories?.[0]).toBe(primary)
      expect(`${paper?.title} ${paper?.abstract}`).not.toMatch(/&(amp|lt|gt|quot|#\d+);|\n/)
      expect(paper?.authors.length).toBe(entry.split('<author>').length - 1)
    }
  })
})
