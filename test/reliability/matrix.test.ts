import { readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  PLATFORM_FAULTS,
  type PlatformFaultName,
  SOURCE_FAULTS,
  type SourceFault,
  STORAGE_FAULTS,
  type StorageFault,
} from './faults.ts'
import { runWithFaults } from './run-with-faults.ts'
import { type MatrixRun, tablesOf } from './table.ts'

const keysOf = <Key extends string>(record: Record<Key, unknown>) => Object.keys(record) as Key[]
const DOCUMENT = new URL('../../docs/reliability.md', import.meta.url)
const MARKED = /(?<=<!-- results -->\n)[\s\S]*(?=\n<!-- end of results -->)/

const runs: MatrixRun[] = []
beforeAll(async () => {
  for (const source of keysOf(SOURCE_FAULTS)) {
    for (const platform of keysOf(PLATFORM_FAULTS)) {
      for (const storage of keysOf(STORAGE_FAULTS)) runs.push(await runCombination(source, platform, storage))
    }
  }
}, 180_000)

const runCombination = async (
  source: SourceFault,
  platform: PlatformFaultName,
  storage: StorageFault,
): Promise<MatrixRun> => ({
  ...(await runWithFaults(source, platform, storage)),
  source,
  platform,
  storage,
})

describe('every combination of faults', () => {
  it('delivers every paper once, and settles every delivery', () => {
    for (const { messages, repeated, left, source, platform, storage } of runs) {
      const what = `the source: ${source}; the platform: ${platform}; the database: ${storage}`
      expect({ papers: messages.flat().toSorted(), repeated, left }, what).toEqual({
        papers: ['1', '2', '3', '4'],
        repeated: 0,
        left: 0,
      })
    }
  })

  it('posts nothing that the database can’t record', () => {
    const planned = runs.filter(({ storage }) => storage.endsWith('when planning'))
    expect(planned.length).toBeGreaterThan(0)
    for (const { during, storage } of planned) expect(during, storage).toBe(0)
  })

  it('posts the known papers, and says what is missing', () => {
    for (const { messages, remarks, source, platform, storage } of runs) {
      if (platform !== 'none' || storage !== 'none') continue
      expect(messages[0], source).toEqual(expect.arrayContaining(['1', '2']))
      const isKnown = ['none', 'is empty', 'gives yesterday’s list'].includes(source)
      expect(remarks.length > 0, source).toBe(!isKnown)
    }
  })

  it('has the results of docs/reliability.md (UPDATE_DOCS=1 with `vitest run --config test/vitest.long.config.ts` rewrites them)', () => {
    const text = readFileSync(DOCUMENT, 'utf8')
    const tables = `\n${tablesOf(runs)}\n`
    if (process.env.UPDATE_DOCS) writeFileSync(DOCUMENT, text.replace(MARKED, tables))
    expect(MARKED.exec(readFileSync(DOCUMENT, 'utf8'))?.[0]).toBe(tables)
  })
})
