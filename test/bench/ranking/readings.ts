import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { readItems } from '../../../adapters/huggingface/paper.ts'
import { type Counted, isCounted } from '../../../src/papers/paper.ts'
import { createRng } from '../../crash/rng.ts'
import { recordedItems } from '../../fixtures/recorded-days.ts'

/** The list of a day as it was at a moment, ms UTC. */
export type Reading = (day: string, at: number) => Promise<readonly Counted[]>

export const REPLAY = fileURLToPath(new URL('../../../../shared/tools/hf-replay.mjs', import.meta.url))
const PORT = 8_897
const countsSchema = z.array(
  z.object({
    paper: z.object({ id: z.string(), upvotes: z.number(), githubStars: z.number().optional() }),
    numComments: z.number().default(0),
  }),
)
const HOUR_MS = 3_600_000

const finalLists = new Map<string, Counted[]>()

/** The papers of a day with their final counts. */
export function finalList(day: string): Counted[] {
  const list = finalLists.get(day) ?? readItems(recordedItems(day), day).papers.filter(isCounted)
  finalLists.set(day, list)
  return list
}

/** The replay server: every paper's counts grow by one curve. */
export async function startReplay(): Promise<{ reading: Reading; stop(): void }> {
  const server = spawn(
    process.execPath,
    [REPLAY, '--port', String(PORT), '--now', 'recorded', '--rate', '1000000'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  await once(server.stdout, 'data')
  const base = `http://127.0.0.1:${PORT}`
  return {
    stop: () => server.kill(),
    async reading(day, at) {
      const now = new Date(at).toISOString()
      await fetch(`${base}/__clock`, { method: 'POST', body: JSON.stringify({ now }) })
      const answer = await fetch(`${base}/api/daily_papers?date=${day}&limit=100`)
      const counts = new Map(
        countsSchema
          .parse(await answer.json())
          .map(({ paper, numComments }) => [
            paper.id,
            { upvotes: paper.upvotes, comments: numComments, stars: paper.githubStars },
          ]),
      )
      return finalList(day).flatMap(listed => {
        const now = counts.get(listed.paper.id)
        return now ? [{ ...listed, counts: now }] : []
      })
    },
  }
}

const MEAN_HOURS = 14
/** How much papers differ in speed: the deviation of the logarithm of their mean time. */
const SPREAD = 0.5

/**
 * The same days, where each upvote comes at a random moment and each paper has its own speed, so that no formula of its age tells
 * the final count. The same numbers each time.
 */
export function randomReading(): Reading {
  const lists = new Map<string, { listed: Counted; upvotedAt: number[] }[]>()
  const listOf = (day: string) =>
    finalList(day).map(listed => {
      const rng = createRng(Number(listed.paper.id.replace(/\D/g, '')) % 2 ** 31)
      const next = () => (rng.upTo(1e9) - 1) / 1e9
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
      const meanMs = MEAN_HOURS * HOUR_MS * Math.exp(SPREAD * normal)
      const upvotedAt = Array.from(
        { length: listed.counts.upvotes },
        () => listed.paper.listedAt - meanMs * Math.log(1 - next()),
      )
      return { listed, upvotedAt }
    })
  return async (day, at) => {
    const known = lists.get(day) ?? listOf(day)
    lists.set(day, known)
    return known.flatMap(({ listed, upvotedAt }) => {
      if (listed.paper.listedAt > at) return []
      const upvotes = upvotedAt.filter(time => time <= at).length
      const part = upvotes / Math.max(1, listed.counts.upvotes)
      const { stars } = listed.counts
      const counts = {
        upvotes,
        comments: Math.round(listed.counts.comments * part),
        stars: stars === undefined ? undefined : Math.round(stars * (0.6 + 0.4 * part)),
      }
      return [{ ...listed, counts }]
    })
  }
}
