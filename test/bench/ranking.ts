import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readItems } from '../../adapters/huggingface/paper.ts'
import { RANKING } from '../../config/defaults.ts'
import type { Candidate, ListedPaper } from '../../src/papers/paper.ts'
import { rank } from '../../src/papers/rank.ts'
import { hasRecordedDays, recordedDays, recordedItems } from '../fixtures/recorded-days.ts'

/**
 * `npm run bench:ranking`: how well a day's list is ordered in the morning, judged by the upvotes that its papers have in the
 * end. The mornings come from the replay server, which lets a recorded day fill up and its counts grow.
 */

const REPLAY = fileURLToPath(new URL('../../../shared/tools/hf-replay.mjs', import.meta.url))
const PORT = 8_897
const HOUR_MS = 3_600_000
const MORNINGS = 20
const SHOWN = 5
/** Hours (UTC) of the digest; the snapshot before it is an hour older. */
const HOURS = [9, 12, 16]

type Order = (candidates: readonly Candidate[], now: number) => readonly Candidate[]

const by =
  (value: (candidate: Candidate, now: number) => number): Order =>
  (candidates, now) =>
    candidates.toSorted((a, b) => value(b, now) - value(a, now) || (a.paper.id < b.paper.id ? -1 : 1))

/** Hours since a paper was listed, at least one: an upvote in the first minutes says little. */
const ageOf = ({ paper }: Candidate, now: number): number => Math.max(1, (now - paper.listedAt) / HOUR_MS)

const ORDERS: Record<string, Order> = {
  ours: (candidates, now) => rank(candidates, now, RANKING),
  'plain upvotes': by(({ counts }) => counts.upvotes),
  'upvotes per hour since listed': by((candidate, now) => candidate.counts.upvotes / ageOf(candidate, now)),
  'upvotes in the last hour': by(({ growth }) => (growth ? growth.upvotes / growth.hours : 0)),
}

/** Normalised discounted cumulative gain (Järvelin and Kekäläinen, 2002) of the first papers; the gain is a paper's final upvotes. */
function ndcg(ids: readonly string[], gains: ReadonlyMap<string, number>): number {
  const dcg = (values: readonly number[]): number =>
    values.slice(0, SHOWN).reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0)
  const ideal = dcg([...gains.values()].sort((a, b) => b - a))
  return ideal > 0 ? dcg(ids.map(id => gains.get(id) ?? 0)) / ideal : 1
}

async function listAt(day: string, time: number): Promise<ListedPaper[]> {
  const base = `http://127.0.0.1:${PORT}`
  await fetch(`${base}/__clock`, {
    method: 'POST',
    body: JSON.stringify({ now: new Date(time).toISOString() }),
  })
  const response = await fetch(`${base}/api/daily_papers?date=${day}&limit=100`)
  const items: unknown = await response.json()
  return Array.isArray(items) ? readItems(items, day).papers : []
}

/** The papers of a day as they were at a moment, with their growth since an hour before. */
async function morningOf(day: string, now: number): Promise<Candidate[]> {
  const before = new Map((await listAt(day, now - HOUR_MS)).map(listed => [listed.paper.id, listed]))
  return (await listAt(day, now)).map(listed => {
    const earlier = before.get(listed.paper.id)
    return {
      ...listed,
      firstSeenAt: listed.paper.listedAt,
      growth: earlier && { upvotes: listed.counts.upvotes - earlier.counts.upvotes, hours: 1 },
    }
  })
}

async function main(): Promise<void> {
  if (!hasRecordedDays || !existsSync(REPLAY)) {
    console.log(
      'The recorded days or the replay server are not here: there is nothing to judge the order by.',
    )
    return
  }
  const days = recordedDays()
    .filter(day => recordedItems(day).length > SHOWN)
    .filter((_day, index, all) => index % Math.floor(all.length / MORNINGS) === 0)
    .slice(0, MORNINGS)
  const server = spawn(
    process.execPath,
    [REPLAY, '--port', String(PORT), '--now', 'recorded', '--rate', '100000'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  try {
    await once(server.stdout, 'data')
    console.log(`NDCG@${SHOWN} of ${days.length} recorded days, judged by their final upvotes (mean)\n`)
    console.log(`${'digest at'.padEnd(32)}${HOURS.map(hour => `${hour}:00`.padStart(8)).join('')}`)
    const scores = new Map(Object.keys(ORDERS).map(name => [name, HOURS.map(() => 0)]))
    for (const day of days) {
      const gains = new Map(
        readItems(recordedItems(day), day).papers.map(({ paper, counts }) => [paper.id, counts.upvotes]),
      )
      for (const [column, hour] of HOURS.entries()) {
        const now = Date.parse(day) + hour * HOUR_MS
        const candidates = await morningOf(day, now)
        const known = new Map(candidates.map(({ paper }) => [paper.id, gains.get(paper.id) ?? 0]))
        for (const [name, order] of Object.entries(ORDERS)) {
          const sums = scores.get(name)
          if (sums)
            sums[column] =
              (sums[column] ?? 0) +
              ndcg(
                order(candidates, now).map(({ paper }) => paper.id),
                known,
              )
        }
      }
    }
    for (const [name, sums] of scores) {
      console.log(`${name.padEnd(32)}${sums.map(sum => (sum / days.length).toFixed(3).padStart(8)).join('')}`)
    }
  } finally {
    server.kill()
  }
}

await main()
