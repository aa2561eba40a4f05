import { fork } from 'node:child_process'
import { once } from 'node:events'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { hasServer } from '../../adapters/postgres/server.ts'
import { START_FLAGS } from '../../fixtures/start-flags.ts'
import { compareClaims } from './claiming.ts'
import { createScaleDatabase, SMALL } from './database.ts'
import { type PlanningReport, planningReport, STORES, type StoreName } from './orders.ts'

/**
 * `npm run bench:scale [-- --channels 1000,10000 --store sqlite]`: what many channels cost. All but ten share one slot: planning it, what it
 * costs the ten, memory, and claiming and settling beside bare SQL on the same rows.
 */

const { values } = parseArgs({
  options: {
    channels: { type: 'string', default: '1000,10000,100000' },
    /** Deliveries that are claimed and settled in each round; 0 for none. */
    rows: { type: 'string', default: '500' },
    /** After how long planning ends, wherever it is. */
    seconds: { type: 'string', default: '3600' },
    store: { type: 'string', default: STORES.join(',') },
  },
})
const sizes = values.channels.split(',').map(Number)
const stores = STORES.filter(name => values.store.split(',').includes(name))

const met = (isMet: boolean): string => (isMet ? 'met' : 'missed')
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const secondsOf = (ms: number | undefined): string =>
  ms === undefined ? 'more than there was time for' : `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 0)} s`

async function plan(url: string): Promise<PlanningReport> {
  const execArgv = ['--expose-gc', ...START_FLAGS]
  const child = fork(new URL('planning-process.ts', import.meta.url), [url, values.seconds], { execArgv })
  const [message] = await once(child, 'message')
  return planningReport.parse(message)
}

function linesOf(report: PlanningReport, first: PlanningReport, channels: number): string[] {
  const { planned, ms, cpuMs, heap, resident } = report
  const each = cpuMs / planned
  const growth = each / (first.cpuMs / first.planned)
  return [
    `  planning: ${whole.format(planned)} editions of ${whole.format(channels + SMALL)} in ${secondsOf(ms)}, ${whole.format((planned / ms) * 1000)} per s; ${each.toFixed(2)} ms of CPU time each, ${growth.toFixed(2)} of that with the fewest channels (≤ 1.1: ${met(growth <= 1.1)})`,
    `  delivery may begin after ${secondsOf(report.firstMs)}; a slot of ten channels, due at the same time, is planned after ${secondsOf(report.smallMs)}`,
    `  heap: ${heap.before.toFixed(0)} MiB before, at most ${heap.most.toFixed(0)}; resident: ${resident.before.toFixed(0)} MiB before, at most ${resident.most.toFixed(0)}; event loop p99 ${report.loopP99.toFixed(0)} ms`,
  ]
}

async function bench(name: StoreName): Promise<void> {
  let first: PlanningReport | undefined
  for (const channels of sizes) {
    const load = loadavg()[0]?.toFixed(1)
    console.log(
      `\n${name}, ${whole.format(channels)} channels with three topics each (load ${load} at the start)`,
    )
    const database = await createScaleDatabase(name, channels)
    try {
      const report = await plan(database.url)
      first ??= report
      for (const line of linesOf(report, first, channels)) console.log(line)
      if (values.rows === '0') continue
      for (const { workers, ours, bare } of await compareClaims(database.url, Number(values.rows))) {
        const ratio = ours / bare
        const figures = `${whole.format(ours)} per s, bare SQL ${whole.format(bare)}`
        console.log(
          `  claiming and settling, workers: ${workers}; ${figures}; ratio ${ratio.toFixed(2)} (≥ 0.6: ${met(ratio >= 0.6)})`,
        )
      }
    } finally {
      await database.drop()
    }
  }
}

console.log(`Node ${process.version}`)
for (const name of stores) {
  if (name === 'postgres' && !hasServer) console.log('\npostgres: left out, because there is no server')
  else await bench(name)
}
