import { parseArgs } from 'node:util'
import { z } from 'zod'
import { crash } from './crash.ts'
import { crashLines } from './report.ts'

/** `npm run test:crash -- --kills 200 --seed 1 --store postgres`: kills the bot repeatedly, and counts the messages on the platforms. */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    channels: { type: 'string', default: '50' },
    store: { type: 'string', default: 'sqlite' },
  },
})
const number = z.coerce.number().int().positive()
const seed = z.coerce.number().int().parse(values.seed)
const channels = number.parse(values.channels)
const kills = number.parse(values.kills)
const database = z.enum(['sqlite', 'postgres']).parse(values.store)

/** Most kills are with access to Slack's history, a tenth each without it. */
const few = Math.max(1, Math.round(kills / 10))
const runs = [
  { title: 'with the histories open', kills: kills - 2 * few, clean: true },
  {
    title: "without Slack's history, where Slack knows a client_msg_id again",
    kills: few,
    slackHistory: false,
    slackKnowsAgain: true,
    clean: true,
  },
  {
    title: "without Slack's history, where it doesn't: repeats in Slack are possible, as documented",
    kills: few,
    slackHistory: false,
    slackKnowsAgain: false,
    clean: false,
  },
]

for (const { title, clean, ...options } of runs) {
  console.log(`\n${title} (${database}, seed ${seed}, ${channels} channels on each platform)`)
  const report = await crash({
    ...options,
    seed,
    channels,
    database,
    onKill: (_, count) =>
      process.stderr.isTTY && process.stderr.write(`\r${count} of ${options.kills} kills`),
  })
  for (const line of crashLines(report)) console.log(line)
  const { slack, ...others } = report.counts
  const repeats = [...Object.values(others), ...(clean ? [slack] : [])].map(({ repeated }) => repeated)
  const rest = Object.values(report.counts).flatMap(({ lost, unexpected }) => [lost, unexpected])
  const faults = [...repeats, ...rest].reduce((sum, count) => sum + count, 0)
  if (faults > 0 || report.unsettled) process.exitCode = 1
}
