import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import { p99, sendCommands } from '../command-stream.ts'
import { dataName } from '../days.ts'
import { startBenchEnvironment } from '../environment.ts'
import { compare, median, row } from '../measure.ts'
import { processorMs } from '../process-figures.ts'
import { buildLibrary, recentDays } from './library.ts'
import { type Addresses, KINDS, type VisitorsReport, visitorsReport } from './orders.ts'

/**
 * `npm run bench:web`: the first byte of pages while visitors ask for 300 a second, how large pages are, and what that does to commands,
 * which the same process answers. `-- --papers 5000 --rate 100` takes fewer of both.
 */

const { values } = parseArgs({
  options: {
    papers: { type: 'string', default: '10000' },
    rate: { type: 'string', default: '300' },
    seconds: { type: 'string', default: '20' },
  },
})
const aSecond = Number(values.rate)

const MAX_FIRST_BYTE_MS = 50
const MAX_BYTES = 100_000
/** How many times as long the slowest in a hundred commands may take meanwhile. */
const MAX_RATIO = 1.5
/** The slowest of 200 commands depend on what else the machine does, so quiet and busy times alternate; the first round isn't counted. */
const ROUNDS = 3
/** Visits that aren't counted: the sentences of each paper are written once, whoever sees them first, ms. */
const WARM_UP_MS = 20_000
/** The time that visitors get before commands are measured, ms. */
const LEAD_MS = 1_000

const ready = z.object({ ready: z.string() })
const met = (isMet: boolean): string => (isMet ? 'met' : 'missed')
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

/** Lets visitors ask for pages. @returns what ends that, and resolves with what they saw */
async function startVisitors(url: string, addresses: Addresses): Promise<() => Promise<VisitorsReport>> {
  const visitors = fork(new URL('visitors-process.ts', import.meta.url))
  await once(visitors, 'message')
  visitors.send({ url, addresses, aSecond })
  return async () => {
    visitors.send('stop')
    const [message] = await Promise.race([once(visitors, 'message'), once(visitors, 'exit')])
    return visitorsReport.parse(message)
  }
}

async function firstBytes(bot: ChildProcess, url: string, addresses: Addresses): Promise<string[]> {
  const warmUp = await startVisitors(url, addresses)
  await setTimeout(WARM_UP_MS)
  await warmUp()
  const processorBefore = processorMs(bot)
  const stop = await startVisitors(url, addresses)
  await setTimeout(Number(values.seconds) * 1000)
  const { firstBytes, failed, aSecond: actual } = await stop()
  const processor = processorMs(bot) - processorBefore
  const line = (what: string, times: readonly number[], goal = ''): string =>
    `  ${what.padEnd(9)} p50 ${median(times).toFixed(1).padStart(6)} ms, p99 ${p99(times).toFixed(1).padStart(6)} ms${goal}`
  const all = KINDS.flatMap(kind => firstBytes[kind])
  const failures = Object.entries(failed).map(([reason, count]) => `${count} ${reason}`)
  const isMet = p99(all) < MAX_FIRST_BYTE_MS && failures.length === 0
  return [
    `First byte at ${whole.format(actual)} pages/s (${whole.format(all.length)} pages; failed: ${failures.join(', ') || 'none'}; ${(processor / all.length).toFixed(2)} ms of the bot's processor time for each):`,
    ...KINDS.map(kind => line(kind, firstBytes[kind])),
    line('all', all, ` (p99 < ${MAX_FIRST_BYTE_MS} ms, none failed: ${met(isMet)})`),
  ]
}

/** What a page takes without its pictures, bytes. */
async function bytesOf(url: string): Promise<{ plain: number; zipped: number }> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url}: ${response.status}`)
  const body = Buffer.from(await response.arrayBuffer())
  return { plain: body.length, zipped: gzipSync(body).length }
}

async function pageSizes(url: string, addresses: Addresses): Promise<string[]> {
  const style = await bytesOf(`${url}/style.css`)
  const lines: string[] = []
  for (const kind of KINDS) {
    let largest = { path: '', plain: 0, zipped: 0 }
    // As many as one address may ask for in a minute.
    for (const path of addresses[kind].slice(0, 5)) {
      const { plain, zipped } = await bytesOf(`${url}${path}`)
      if (plain > largest.plain) largest = { path, plain, zipped }
    }
    const { path, plain, zipped } = largest
    const isMet = plain + style.plain < MAX_BYTES
    const goal = kind === 'feed' ? 'no goal' : `with the style < ${whole.format(MAX_BYTES)}: ${met(isMet)}`
    lines.push(
      `  ${kind.padEnd(9)} ${whole.format(plain).padStart(8)} bytes, ${whole.format(zipped).padStart(7)} by gzip (${path}; ${goal})`,
    )
  }
  return [
    `Largest page, without pictures; the style is ${whole.format(style.plain)} bytes, ${whole.format(style.zipped)} by gzip, once:`,
    ...lines,
  ]
}

async function acknowledging(
  environment: Awaited<ReturnType<typeof startBenchEnvironment>>,
  { bot, url, addresses }: { bot: ChildProcess; url: string; addresses: Addresses },
): Promise<string> {
  let lost = 0
  const quiet = async (): Promise<number> => p99((await sendCommands(environment, bot, url)).times)
  async function busy(): Promise<number> {
    const stop = await startVisitors(url, addresses)
    await setTimeout(LEAD_MS)
    const stream = await sendCommands(environment, bot, url)
    await stop()
    lost += stream.lost
    return p99(stream.times)
  }
  const { ours, bare } = await compare(ROUNDS, busy, quiet)
  const isMet = ours <= MAX_RATIO * bare && lost === 0
  return row('Slack: acknowledgement p99 with visitors, and without', {
    ours: ours * 1000,
    bare: bare * 1000,
    unit: 'µs',
    goal: `≤ ${MAX_RATIO} times, none lost (${lost}): ${met(isMet)}`,
  })
}

const folder = mkdtempSync(join(tmpdir(), 'paper-round-bench-web-'))
const database = join(folder, 'papers.db')
const now = Date.now()
const days = recentDays(now)
const addresses = await buildLibrary(database, { count: Number(values.papers), days, now })
const environment = await startBenchEnvironment({ mode: 'http', database, days })
const { child: bot, message } = await environment.startWithMessage('ours')
const { ready: url } = ready.parse(message)
const load = loadavg()[0]?.toFixed(1)
console.log(`Node ${process.version}, ${values.papers} papers of ${dataName} (load ${load} at the start)\n`)
try {
  await (await environment.slack.sendCommand('subscribe', { to: `${url}/slack/events` })).answer()
  for (const line of await pageSizes(url, addresses)) console.log(line)
  for (const line of await firstBytes(bot, url, addresses)) console.log(line)
  console.log(await acknowledging(environment, { bot, url, addresses }))
} finally {
  await environment.end(bot)
  await environment.close()
  rmSync(folder, { recursive: true })
}
