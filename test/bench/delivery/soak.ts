import { parseArgs } from 'node:util'
import { deliverWith } from './processes.ts'

/** `npm run soak -- --minutes 10`: watches memory during 20 deliveries a second, with commands and faults in between. */

const PER_SECOND = 20
/** The share of requests that get a 429, a 500, a lost answer, or none. */
const FAULTS = 0.02
/** How much the heap may vary without a leak, as a share of its size. */
const NOISE = 0.1

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } })
const minutes = Number(values.minutes)
const { bot, platforms } = await deliverWith(
  { kind: 'soak', perSecond: PER_SECOND, ms: minutes * 60_000, workspaces: 20 },
  FAULTS,
)
const repeated = platforms.messages - platforms.different
const lost = bot.planned - platforms.different
const minute = 6
const settled = bot.heaps.slice(minute)
const [first = Number.NaN] = settled
const last = settled.at(-1) ?? Number.NaN
console.log(
  [
    `${bot.planned} deliveries and ${bot.commands} commands in ${minutes} min, a fault at ${FAULTS * 100} % of requests`,
    `on the platforms: ${platforms.messages} messages, lost ${lost}, repeated ${repeated}; in the outbox: sent ${bot.sent}, failed ${bot.failed}, left ${bot.left}`,
    `live heap every 10 s, MiB: ${bot.heaps.map(heap => heap.toFixed(1)).join(' ')}`,
    `growth after the first minute: ${(last - first).toFixed(1)} MiB (${last <= first * (1 + NOISE) ? 'none to speak of' : 'it grows'}); resident at most ${bot.peak.toFixed(0)} MiB; event loop p99 ${bot.loopP99.toFixed(1)} ms`,
  ].join('\n'),
)
if (lost !== 0 || repeated !== 0 || bot.left > 0 || last > first * (1 + NOISE)) process.exitCode = 1
