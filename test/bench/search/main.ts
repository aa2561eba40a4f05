import { fork } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { SEARCH } from '../../../config/defaults.ts'
import type { Paper } from '../../../src/papers/paper.ts'
import type { PaperSearch } from '../../../src/search/search.ts'
import { START_FLAGS } from '../../fixtures/start-flags.ts'
import { BUNDLED_PROCESS, bundled } from '../bundled.ts'
import { benchImporting, importedData } from '../importing.ts'
import { summarisedPapers } from '../summary-papers.ts'
import { benchFinding } from './finding.ts'
import { buildDatabase, growDatabase, openSearch } from './library.ts'
import { benchPapers } from './papers.ts'
import { benchPostgres } from './postgres.ts'
import { benchQuality, benchTopicQuality } from './quality.ts'
import { HOSTILE, knownItems, plainQueries } from './queries.ts'
import { createRandom } from './random.ts'
import { benchHostile, benchSpeed } from './speed.ts'
import { benchTopics } from './topics.ts'

/** `npm run bench:search`: quality and speed of the search. `-- --papers 100000` makes the large database smaller, `-- --only held` measures only how
 * well papers are found that people describe. */

const MIB = 1024 * 1024
const KNOWN_ITEMS = 500
const QUERIES = 300

const { values } = parseArgs({
  options: {
    papers: { type: 'string', default: '1000000' },
    /** Only the quality; `fitting` on the weeks that settings are chosen by, `held` on the others. */
    only: { type: 'string' },
    /** `postgres` compares the speed there with that of the embedded database. */
    store: { type: 'string', default: 'sqlite' },
  },
})
const large = Number(values.papers)
const random = createRandom(20_261_123)

/** With the flag of `npm start`. */
async function residentMemory(path: string, queries: readonly string[]): Promise<number> {
  const child = fork(BUNDLED_PROCESS, [await bundled('search/searching.ts')], {
    execArgv: [...START_FLAGS],
  })
  child.send({ path, queries })
  const [answer] = await once(child, 'message')
  return z.object({ rss: z.number() }).parse(answer).rss / MIB
}

const say = (title: string, lines: readonly string[]): void =>
  console.log([`\n${title}`, ...lines].join('\n'))

/** The recorded papers that have summaries, on top of the others. */
async function quality(): Promise<void> {
  const recorded = summarisedPapers()
  if (recorded.length === 0)
    return console.log('\nPapers that people describe: the recorded days are not here')
  const known = new Set(recorded.map(({ paper }) => paper.id))
  const all = [...recorded.map(({ paper }) => paper), ...papers.filter(({ id }) => !known.has(id))]
  const isFitting = values.only === 'fitting'
  const weeks = recorded.filter(({ isForFitting }) => isForFitting === isFitting)
  const which = isFitting ? 'weeks for fitting' : 'held-back weeks'
  await within(all, async search => {
    say(
      `Finding papers that people describe, among ${all.length} (${which})`,
      await benchQuality(search, weeks, all, random),
    )
  })
  const [texts, those] = [recorded, weeks].map(each => each.map(({ paper }) => paper)) as [Paper[], Paper[]]
  await within(texts, async search => {
    say(`Topics among ${texts.length} papers (${which})`, await benchTopicQuality(search, those, texts))
  })
}

/** Runs `work` on a database of these papers. */
async function within(papers: readonly Paper[], work: (search: PaperSearch) => Promise<void>): Promise<void> {
  const path = await buildDatabase(papers)
  const { search, close } = await openSearch(path)
  await work(search)
  await close()
  rmSync(dirname(path), { recursive: true })
}

const { papers, name } = await benchPapers()
console.log(`Node ${process.version}, ${name}`)
if (values.only) {
  await quality()
  process.exit()
}
const kinds = plainQueries(papers, QUERIES, random)
if (values.store === 'postgres') {
  await benchPostgres(papers, kinds, large)
  process.exit()
}
const path = await buildDatabase(papers)
try {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const small = await openSearch(path)
  say(
    'Finding papers that people have in mind',
    await benchFinding(small.search, knownItems(papers, KNOWN_ITEMS, random)),
  )
  delay.enable()
  say(`Searching ${papers.length} papers`, await benchSpeed({ path, ...small }, kinds))
  delay.disable()
  await small.close()
  console.log(
    `the event loop was blocked for ${(delay.max / 1e6).toFixed(0)} ms at the most, the bare statement included`,
  )

  growDatabase(path, papers, large)
  const grown = await openSearch(path)
  say(
    `Searching ${large} papers (${(statSync(path).size / MIB).toFixed(0)} MiB)`,
    await benchSpeed({ path, ...grown }, kinds, 50),
  )
  await grown.close()
  const limited = await openSearch(path, SEARCH.limitMs)
  console.log(await benchHostile(limited.search, HOSTILE, 300))
  await limited.close()
  const memory = await residentMemory(path, Object.values(kinds).flat())
  console.log(
    `resident memory of a process that only searches: ${memory.toFixed(0)} MiB (< 150: ${memory < 150 ? 'met' : 'missed'})`,
  )
} finally {
  rmSync(dirname(path), { recursive: true })
}

await quality()

say('Topics', await benchTopics(papers, random))

const imported = await benchImporting()
const share = imported.papersPerSecond / imported.barePapersPerSecond
say(`Importing ${importedData}`, [
  `${imported.papersPerSecond.toFixed(0)} papers/s, bare ${imported.barePapersPerSecond.toFixed(0)}; ratio ${share.toFixed(2)} (≥ 0.3: ${share >= 0.3 ? 'met' : 'missed'})`,
  `the event loop was blocked for ${imported.maxBlockedMs.toFixed(0)} ms at the most (≤ 50: ${imported.maxBlockedMs <= 50 ? 'met' : 'missed'})`,
])
