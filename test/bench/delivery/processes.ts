import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { z } from 'zod'
import { START_FLAGS } from '../../fixtures/start-flags.ts'
import { type BotReport, botReport, type PlatformReport, platformReport, type toBot } from './orders.ts'

async function answerOf(child: ChildProcess): Promise<unknown> {
  const [answer] = await once(child, 'message')
  return answer
}

/** Runs an order in a bot against the fake platforms, each in its own process. @param faults the share of requests that fail */
export async function deliverWith(
  order: z.input<typeof toBot>,
  faults = 0,
): Promise<{ bot: BotReport; platforms: PlatformReport }> {
  const platforms = fork(new URL('platforms-process.ts', import.meta.url))
  const { port } = z.object({ port: z.number() }).parse(await answerOf(platforms))
  platforms.send({ kind: 'faults', share: faults })
  const execArgv = [...START_FLAGS, '--expose-gc']
  const bot = fork(new URL('bot-process.ts', import.meta.url), [String(port)], { execArgv })
  await answerOf(bot)
  bot.send(order)
  const report = botReport.parse(await answerOf(bot))
  platforms.send({ kind: 'report' })
  const platformsReport = platformReport.parse(await answerOf(platforms))
  platforms.kill()
  return { bot: report, platforms: platformsReport }
}
