import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPaperFile } from '../../../adapters/files/paper-file.ts'
import type { FileLine } from '../../../src/collecting/import.ts'
import type { Paper } from '../../../src/papers/paper.ts'
import { FileError } from '../../../src/ports/file-error.ts'
import { indexEntryOf } from '../../../src/search/index-entry.ts'

const folder = mkdtempSync(join(tmpdir(), 'paper-round-files-'))
afterAll(() => rmSync(folder, { recursive: true }))

const line = (facts: Record<string, unknown> = {}): string =>
  JSON.stringify({
    id: '2503.11677',
    first_seen: '2025-03-18',
    title: 'Sums in\n $\\mathcal{O}(n)$',
    authors: ['Ada Example'],
    categories: ['cs.HC'],
    summary: 'We add.',
    ...facts,
  })

/** Each paper comes with its entry for the index, which the thread has prepared. */
const paper = (id: string) => ({ ...facts(id), entry: indexEntryOf(facts(id)) })

const facts = (id: string): Paper => ({
  id,
  title: 'Sums in 𝒪(n)',
  abstract: 'We add.',
  authors: ['Ada Example'],
  keywords: [],
  day: '2025-03-18',
  listedAt: Date.parse('2025-03-18'),
  publishedAt: Date.parse('2025-03-18'),
  categories: ['cs.HC'],
})

async function read(content: string | Uint8Array): Promise<FileLine[]> {
  const path = join(folder, 'papers')
  writeFileSync(path, content)
  const file = await openPaperFile(path, '2026-11-24')
  const all: FileLine[] = []
  for await (const some of file.lines()) all.push(...some)
  return all
}

const badness = async (content: string): Promise<string[]> =>
  (await read(content)).flatMap(each => (each.kind === 'bad' ? [`${each.line}: ${each.reason}`] : []))

describe('a file of papers', () => {
  const two = `${line()}\n${line({ id: '2503.00010v2' })}\n`
  const papers = [
    { kind: 'paper', paper: paper('2503.11677') },
    { kind: 'paper', paper: paper('2503.00010') },
  ]

  it.each([
    ['as it is', two],
    ['in gzip, whatever its name', gzipSync(two)],
    [
      'in gzip of several parts',
      Buffer.concat([gzipSync(`${line()}\n`), gzipSync(two.split('\n')[1] ?? '')]),
    ],
    ['of Windows, with its mark and without an end', `\ufeff${two.trim().replace('\n', '\r\n\r\n')}`],
  ])('is read %s', async (_name, content) => {
    expect(await read(content)).toEqual(papers)
  })

  it('may omit authors, categories and summary', async () => {
    const bare = JSON.stringify({ id: '2503.11677', title: 'Sums', first_seen: '2025-03-18T04:00:00Z' })
    const [first] = await read(bare)
    expect(first).toMatchObject({ kind: 'paper', paper: { abstract: '', authors: [], day: '2025-03-18' } })
  })

  it('reports the lines that it can’t parse, with the reason', async () => {
    const lines = [
      ...[line(), '{"id": "2503.1', line({ id: 'no id' }), '', line({ title: ' ', authors: 'Ada' })],
      ...[line({ first_seen: 'soon' }), line({ first_seen: '2099-01-01' }), '[]', 'x'.repeat(1_100_000)],
    ]
    expect(await badness(lines.join('\n'))).toEqual([
      '2: no JSON',
      '3: id: expected an arXiv id',
      '5: title: expected some text',
      '6: first_seen: expected a day such as 2025-03-18',
      '7: first_seen: 2099-01-01 is before arXiv began or yet to come',
      '8: line: expected object, received array',
      '9: longer than any paper',
    ])
  })

  const ODD: [odd: Record<string, unknown>, kept: object][] = [
    [{ summary: null }, { abstract: '' }],
    [{ summary: 5 }, { abstract: '' }],
    [{ authors: null }, { authors: [] }],
    [{ authors: 'Ada' }, { authors: [] }],
    [{ authors: ['Ada', null, 7, { name: 'Bo' }, ' '] }, { authors: ['Ada'] }],
    [{ categories: 'cs.CL' }, { categories: [] }],
    [{ categories: ['cs.CL', null] }, { categories: ['cs.CL'] }],
    [{ categories: null }, { categories: [] }],
  ]
  describe('keeps a paper without a field that is missing or odd:', () => {
    let kept: FileLine[]
    beforeAll(async () => {
      kept = await read(ODD.map(([odd]) => line(odd)).join('\n'))
    })

    it.each(ODD.map(([odd, paper], index) => ({ odd, paper, index })))('$odd', ({ paper, index }) => {
      expect(kept[index]).toMatchObject({ kind: 'paper', paper })
    })
  })

  it('returns its lines up to where a truncated gzip ends, and then fails', async () => {
    const many = Array.from({ length: 5_000 }, (_, index) => line({ id: `2503.${10_000 + index}` })).join(
      '\n',
    )
    const whole = gzipSync(many)
    const path = join(folder, 'cut.gz')
    writeFileSync(path, whole.subarray(0, whole.length / 2))
    const { lines } = await openPaperFile(path, '2026-11-24')
    let count = 0
    const reading = async () => {
      for await (const some of lines()) count += some.length
    }
    await expect(reading()).rejects.toThrow(/cut\.gz can't be read: it ends too early/)
    expect(count).toBeGreaterThan(1_000)
  })

  it.each([
    ['that is not there', 'absent.jsonl', /there is no such file/],
    ['that is a folder', '.', /it is a folder/],
  ])('%s is refused with the reason', async (_name, name, message) => {
    const opening = openPaperFile(join(folder, name), '2026-11-24')
    await expect(opening).rejects.toThrow(message)
    await expect(opening).rejects.toBeInstanceOf(FileError)
  })
})
