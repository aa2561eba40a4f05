import type { ChildProcess } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import type { startBenchEnvironment } from './environment.ts'
import { percentile } from './measure.ts'
import { personAt } from './people.ts'
import { residentMemory } from './process-figures.ts'

/** Other people's commands over HTTP, by which one user's work is seen to hold them up or not. */

const A_SECOND = 50
const SECONDS = 4
const COMMANDS = ['status', 'subscriptions', 'today', 'help', 'search diffusion models']

/** The time that 99 of 100 took no longer than. */
export const p99 = (times: readonly number[]): number => percentile(times, 0.99)

/** The durations until each acknowledgement, ms, and the peak of the bot's memory, bytes. */
export interface Stream {
  times: number[]
  lost: number
  peak: number
}

/** Sends a steady stream of commands. @param url of the bot, which takes Slack's requests by HTTP */
export async function sendCommands(
  { slack }: Pick<Awaited<ReturnType<typeof startBenchEnvironment>>, 'slack'>,
  bot: ChildProcess,
  url: string,
): Promise<Stream> {
  const stream: Stream = { times: [], lost: 0, peak: 0 }
  const asking: Promise<void>[] = []
  const started = performance.now()
  for (let count = 0; count < A_SECOND * SECONDS; count++) {
    await setTimeout(Math.max(0, started + (count * 1000) / A_SECOND - performance.now()))
    const sent = performance.now()
    const text = COMMANDS[count % COMMANDS.length] ?? ''
    const asked = slack.sendCommand(text, { to: `${url}/slack/events`, user: personAt(count).slack }).then(
      ({ statuses }) => {
        if (statuses[0] !== 200) stream.lost++
        stream.times.push(performance.now() - sent)
      },
      () => void stream.lost++,
    )
    asking.push(asked)
    if (count % 10 === 0) stream.peak = Math.max(stream.peak, residentMemory(bot))
  }
  await Promise.all(asking)
  return stream
}
