import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqliteStore } from '../../adapters/sqlite/store.ts'
import { type FakeHuggingFace, startHuggingFace } from '../fakes/hugging-face/server.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { runCommandLine } from '../fixtures/command-line.ts'
import { wirePaper } from '../fixtures/papers.ts'

const DAYS = ['2024-01-10', '2024-01-11', '2024-01-12']

let folder: string
let source: FakeHuggingFace
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paper-round-backfill-'))
  const lists = DAYS.map((day, index) => [day, [wirePaper({ id: `2401.0000${index}`, day })]])
  source = await startHuggingFace({ days: Object.fromEntries(lists) })
})
afterEach(async () => {
  await source.close()
  rmSync(folder, { recursive: true })
})

const run = (args: readonly string[], onOutput?: (stderr: string, child: ChildProcess) => void) =>
  runCommandLine(args, {
    cwd: folder,
    env: {
      HF_ENDPOINT: source.url,
      DATABASE_URL: `sqlite:${folder}/a.db`,
      // With a token it may ask twice as often.
      HF_TOKEN: 'hf_test',
    },
    ...(onOutput && { onOutput }),
  })

const paperIds = async (...ids: string[]): Promise<string[]> => {
  const store = await openSqliteStore({ path: join(folder, 'a.db'), log: silentLog })
  const found = await Promise.all(ids.map(id => store.papers.find(id)))
  await store.close()
  return found.flatMap(each => each?.paper.id ?? [])
}

describe('backfill', () => {
  const args = ['backfill', '--from', '2024-01-10', '--to', '2024-01-12']

  it('says how to continue when it is interrupted, and continues there', async () => {
    let interrupted = false
    const first = await run(args, (stderr, child) => {
      if (!interrupted && stderr.includes('1 of 3 days')) interrupted = child.kill('SIGINT')
    })
    expect(first).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(
        /^Collected 1 day: 1 paper, 1 of them new, in [\d.]+ s\. The database grew by \d+ kB\.\n$/,
      ),
      stderr: expect.stringContaining(
        'Stopped. 2 days left. To continue: npx paper-round backfill --from 2024-01-10 --to 2024-01-12',
      ),
    })
    const second = await run([...args, '--json'])
    expect(second.code).toBe(0)
    expect(JSON.parse(second.stdout)).toMatchObject({ days: 3, before: 1, collected: 2, added: 2 })
    expect(source.requests.map(({ url }) => url.searchParams.get('date'))).toEqual(DAYS.toReversed())
    expect(await paperIds('2401.00000', '2401.00001', '2401.00002')).toHaveLength(3)
  })

  it('rejects days that make an invalid span', async () => {
    const { code, stderr } = await run(['backfill', '--from', '2024-02-01', '--to', '2024-01-01'])
    expect(stderr).toContain('--from is after --to')
    expect(code).toBe(2)
  })
})

describe('import', () => {
  const line = (id: string) => JSON.stringify({ id, title: `Paper ${id}`, first_seen: '2025-03-18' })

  it('reports what it read, names bad lines, and adds nothing the second time', async () => {
    const bad = Array.from({ length: 7 }, () => '{}')
    const lines = [line('2503.00001'), 'no paper', ...bad, line('2503.00002')]
    writeFileSync(join(folder, 'papers.jsonl.gz'), gzipSync(lines.join('\n')))
    const first = await run(['import', 'papers.jsonl.gz'])
    expect(first.code).toBe(0)
    expect(first.stdout).toMatch(/^Read 2 papers in [\d.]+ s: 2 new, 0 known\. The database grew by \d+ kB\./)
    expect(first.stdout).toContain('8 lines couldn’t be read and were skipped:\n  line 2: no JSON\n')
    expect(first.stdout).toMatch(/ {2}line 6: id: .*\n {2}and 3 more\n$/)
    expect(await paperIds('2503.00001', '2503.00002')).toHaveLength(2)
    const second = await run(['import', 'papers.jsonl.gz', '--json'])
    expect(JSON.parse(second.stdout)).toMatchObject({ papers: 2, added: 0, completed: 0, bad: 8, bytes: 0 })
  })

  it('fails if the file has no papers', async () => {
    writeFileSync(join(folder, 'notes.txt'), 'Milk\nBread\n')
    const { code, stderr } = await run(['import', 'notes.txt'])
    expect(stderr).toContain('No papers in the file. Each line should be a JSON object.')
    expect(code).toBe(1)
  })
})
