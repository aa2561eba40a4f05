import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasServer, needsServer } from '../adapters/postgres/server.ts'
import { createOnPostgres, type OpenFaultDatabase, openInMemory } from './fault-database.ts'
import { PLATFORM_FAULTS, SOURCE_FAULTS, STORAGE_FAULTS } from './faults.ts'
import { runWithFaults } from './run-with-faults.ts'
import { type MatrixRun, tablesOf } from './table.ts'

const keysOf = <Key extends string>(record: Record<Key, unknown>) => Object.keys(record) as Key[]
const DOCUMENT = new URL('../../docs/reliability.md', import.meta.url)
const MARKED = /(?<=<!-- results -->\n)[\s\S]*(?=\n<!-- end of results -->)/

const combinations = keysOf(SOURCE_FAULTS).flatMap(source =>
  keysOf(PLATFORM_FAULTS).flatMap(platform =>
    keysOf(STORAGE_FAULTS).map(storage => ({ source, platform, storage })),
  ),
)
type Combination = (typeof combinations)[number]

const run = async (
  { source, platform, storage }: Combination,
  open: OpenFaultDatabase,
): Promise<MatrixRun> => ({
  ...(await runWithFaults(source, platform, storage, open)),
  source,
  platform,
  storage,
})

/** Every paper was delivered once, every delivery is settled, and nothing was posted that the database couldn't record. */
function expectOnce(runs: readonly MatrixRun[]): void {
  for (const { messages, repeated, left, during, source, platform, storage } of runs) {
    const what = `the source: ${source}; the platform: ${platform}; the database: ${storage}`
    const outcome = { papers: messages.flat().toSorted(), repeated, left }
    expect(outcome, what).toEqual({ papers: ['1', '2', '3', '4'], repeated: 0, left: 0 })
    if (storage.endsWith('when planning')) expect(during, what).toBe(0)
  }
}

describe('every combination of faults', () => {
  const runs: MatrixRun[] = []
  beforeAll(async () => {
    for (const each of combinations) runs.push(await run(each, openInMemory))
  }, 180_000)

  it('delivers every paper once, settles every delivery, and posts nothing that the database can’t record', () => {
    expect(runs.filter(({ storage }) => storage.endsWith('when planning')).length).toBeGreaterThan(0)
    expectOnce(runs)
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

describe.runIf(hasServer)(`on PostgreSQL${needsServer}`, () => {
  let database: Awaited<ReturnType<typeof createOnPostgres>>
  beforeAll(async () => {
    database = await createOnPostgres()
  })
  afterAll(() => database.drop())

  // A source that fails has nothing to do with the kind of database.
  it('so does every fault of a platform with every fault of the database', { timeout: 420_000 }, async () => {
    const runs: MatrixRun[] = []
    for (const each of combinations) if (each.source === 'none') runs.push(await run(each, database.open))
    expect(runs).toHaveLength(36)
    expectOnce(runs)
  })
})
