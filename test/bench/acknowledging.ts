import { setTimeout } from 'node:timers/promises'
import { type Kind, startBenchEnvironment } from './environment.ts'
import { percentile, row } from './measure.ts'
import { separateCpus } from './own-cpus.ts'
import { personAt } from './people.ts'

const A_SECOND = 50
const SECONDS = 10
/** The slowest five of 500 depend on what the machine does at that moment, so both sides alternate for several rounds. */
const ROUNDS = 3
/** Commands that aren't counted, so that neither side is measured cold: Node compiles the most used code for some six seconds. */
const WARM_UP = 300
/** The most frequent commands; all of them read the database. */
const COMMANDS = ['status', 'subscriptions', 'today', 'help']

type Platform = 'Slack' | 'Discord'
type Person = ReturnType<typeof personAt>
type BenchEnvironment = Awaited<ReturnType<typeof startBenchEnvironment>>

/** Sends a command and waits for the first response to it. On Slack that is empty; on Discord it is the answer itself. */
const ASK: Record<Platform, (environment: BenchEnvironment, text: string, by: Person) => Promise<unknown>> = {
  Slack: async ({ slack }, text, by) => (await slack.sendCommand(text, { user: by.slack })).acked(),
  Discord: async ({ discord }, text, by) => (await discord.sendCommand(text, { person: by.discord })).act(),
}

/** The durations until each acknowledgement, ms, in a steady stream of commands. */
async function measure(environment: BenchEnvironment, platform: Platform): Promise<number[]> {
  const times: number[] = []
  const asking: Promise<void>[] = []
  const started = performance.now()
  for (let count = 0; count < WARM_UP + A_SECOND * SECONDS; count++) {
    const due = started + (count * 1000) / A_SECOND
    await setTimeout(Math.max(0, due - performance.now()))
    const sent = performance.now()
    const text = COMMANDS[count % COMMANDS.length] ?? ''
    const asked = ASK[platform](environment, text, personAt(count)).then(() => {
      if (count >= WARM_UP) times.push(performance.now() - sent)
    })
    asking.push(asked)
  }
  await Promise.all(asking)
  return times
}

/** Acknowledgements at 50 commands a second for 10 s, compared with handlers of the bare SDKs that only acknowledge. */
export async function benchAcknowledging(): Promise<string[]> {
  const environment = await startBenchEnvironment()
  const times: Record<Kind, Record<Platform, number[]>> = {
    ours: { Slack: [], Discord: [] },
    bare: { Slack: [], Discord: [] },
  }
  let areSeparate = true
  for (let round = 0; round < ROUNDS; round++) {
    for (const kind of ['bare', 'ours'] as const) {
      const child = await environment.start(kind)
      areSeparate = separateCpus(child) && areSeparate
      for (const platform of ['Slack', 'Discord'] as const)
        times[kind][platform].push(...(await measure(environment, platform)))
      await environment.end(child)
    }
  }
  await environment.close()
  return (['Slack', 'Discord'] as const).flatMap(platform => {
    const figures = (share: number) => ({
      ours: 1000 * percentile(times.ours[platform], share),
      bare: 1000 * percentile(times.bare[platform], share),
    })
    const p99 = figures(0.99)
    const shared = areSeparate ? '' : ' (sharing CPUs)'
    const goal = `≤ 1.2: ${p99.ours / p99.bare <= 1.2 ? 'met' : 'missed'}`
    return [
      row(`${platform}: acknowledging 50 commands/s, p50${shared}`, { ...figures(0.5), unit: 'µs' }),
      row(`${platform}: acknowledging 50 commands/s, p99${shared}`, { ...p99, unit: 'µs', goal }),
    ]
  })
}
