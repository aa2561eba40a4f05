import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { p99, sendCommands } from '../command-stream.ts'
import { startBenchEnvironment } from '../environment.ts'
import { row } from '../measure.ts'
import { buildDatabase } from '../search/library.ts'
import { benchPapers } from '../search/papers.ts'
import { ATTACKS, type AttackKind } from './attacks.ts'

/**
 * `npm run bench:abuse`: how fast an innocent user's commands are acknowledged over HTTP while one other abuses the bot, and the bot's
 * memory, both against the same process before. `-- --papers 5000` takes fewer papers, `-- --only posts` one attack.
 */

/**
 * The slowest of one round's 200 depend on what else the machine does: quiet and abused rounds alternate, the first isn't counted, and
 * the p99 is that of all others together.
 */
const ROUNDS = 9
/** The time that an attack gets before it is measured, ms. */
const LEAD_MS = 1_000
const MAX_RATIO = 1.5
const MAX_P99_MS = 500
const MIB = 1024 * 1024

const ready = z.object({ ready: z.string() })

async function startAttack(url: string, kind: AttackKind): Promise<ChildProcess> {
  const attacker = fork(new URL('attacker-process.ts', import.meta.url))
  await once(attacker, 'message')
  attacker.send({ url, kind })
  await setTimeout(LEAD_MS)
  return attacker
}

async function benchAttack(database: string, name: string, kind: AttackKind): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'paper-round-abuse-'))
  const path = join(folder, 'papers.db')
  copyFileSync(database, path)
  const environment = await startBenchEnvironment({ mode: 'http', database: path })
  const { child: bot, message } = await environment.startWithMessage('ours')
  const { ready: url } = ready.parse(message)
  await (await environment.slack.sendCommand('subscribe', { to: `${url}/slack/events` })).answer()
  try {
    const peaks = { ours: 0, bare: 0 }
    // As long as it will be abused: memory grows for a while in any case.
    for (let round = 0; round <= ROUNDS; round++)
      peaks.bare = (await sendCommands(environment, bot, url)).peak / MIB
    let lost = 0
    const times = { abused: [] as number[], quiet: [] as number[] }
    for (let round = 0; round <= ROUNDS; round++) {
      const attacker = await startAttack(url, kind)
      const abused = await sendCommands(environment, bot, url)
      attacker.kill('SIGKILL')
      await once(attacker, 'exit')
      lost += abused.lost
      peaks.ours = Math.max(peaks.ours, abused.peak / MIB)
      const quiet = await sendCommands(environment, bot, url)
      if (round === 0) continue
      times.abused.push(...abused.times)
      times.quiet.push(...quiet.times)
    }
    const p99s = { ours: p99(times.abused), bare: p99(times.quiet) }
    const isFast = p99s.ours <= MAX_P99_MS && p99s.ours / p99s.bare <= MAX_RATIO && lost === 0
    const goal = `≤ ${MAX_RATIO}, < ${MAX_P99_MS} ms, none lost (${lost}): ${isFast ? 'met' : 'missed'}`
    return [
      row(`${name}: acknowledgement p99`, {
        ours: p99s.ours * 1000,
        bare: p99s.bare * 1000,
        unit: 'µs',
        goal,
      }),
      row(`${name}: memory`, {
        ...peaks,
        unit: 'MiB',
        goal: `≤ ${MAX_RATIO}: ${peaks.ours / peaks.bare <= MAX_RATIO ? 'met' : 'missed'}`,
      }),
    ]
  } finally {
    await environment.end(bot)
    await environment.close()
    rmSync(folder, { recursive: true })
  }
}

const { values } = parseArgs({ options: { papers: { type: 'string' }, only: { type: 'string' } } })
const { papers, name } = await benchPapers()
const taken = papers.slice(-Number(values.papers ?? papers.length))
console.log(`Node ${process.version}, ${taken.length} of ${name}; abused, beside quiet\n`)
const database = await buildDatabase(taken)
for (const [attack, kind] of Object.entries(ATTACKS)) {
  if (values.only && values.only !== kind) continue
  for (const line of await benchAttack(database, attack, kind)) console.log(line)
}
rmSync(dirname(database), { recursive: true })
