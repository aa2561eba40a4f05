import { once } from 'node:events'
import { z } from 'zod'
import { type Kind, startBenchEnvironment } from './environment.ts'
import { compare, row } from './measure.ts'

const ROUNDS = 5
const MIB = 1024 * 1024

const answerSchema = z.looseObject({ rss: z.number().optional() })

/** The duration of a start, and the resident memory after it and a garbage collection. */
export async function benchStarting(): Promise<string[]> {
  const environment = await startBenchEnvironment()
  const memory = { ours: [] as number[], bare: [] as number[] }
  const run = (kind: Kind) => async () => {
    const started = performance.now()
    const child = await environment.start(kind)
    const readyMs = performance.now() - started
    child.send('how much?')
    const [answer] = await once(child, 'message')
    memory[kind].push((answerSchema.parse(answer).rss ?? Number.NaN) / MIB)
    await environment.end(child)
    return readyMs
  }
  const ready = await compare(ROUNDS, run('ours'), run('bare'))
  const rss = await compare(memory.ours.length - 1, takeFrom(memory.ours), takeFrom(memory.bare))
  await environment.close()
  return [
    row('from start to both platforms connected (ours also collects)', {
      ...ready,
      unit: 'ms',
      goal: goal(1.3, ready),
    }),
    row('resident memory with both platforms connected', { ...rss, unit: 'MiB', goal: goal(1.15, rss) }),
  ]
}

const goal = (limit: number, { ours, bare }: { ours: number; bare: number }): string =>
  `≤ ${limit}: ${ours / bare <= limit ? 'met' : 'missed'}`

const takeFrom = (figures: readonly number[]) => {
  const left = [...figures]
  return () => left.shift() ?? Number.NaN
}
