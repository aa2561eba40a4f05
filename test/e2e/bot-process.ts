import { PLATFORMS } from '../../adapters/platforms.ts'
import { start } from '../../src/main.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { createInstantTimer } from '../fakes/timer.ts'
import { createManualTimetable } from '../fakes/timetable.ts'
import { type BotOrder, botOrderSchema } from './bot-orders.ts'

/**
 * The whole bot as a process of its own, but for its clock: the test that started it moves that by messages, and says
 * when a minute comes.
 */
const clock = createFakeClock(process.env.TEST_NOW ?? 0)
const timetable = createManualTimetable()

const running = await start({
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  clock,
  timetable: () => timetable,
  timer: createInstantTimer(),
  platforms: PLATFORMS,
})

async function obey(order: BotOrder): Promise<void> {
  if (order.kind === 'at') {
    clock.set(order.time)
    await timetable.tick()
  } else if (order.kind === 'stop') {
    await running.stop()
  }
}

process.on('message', message => {
  const order = botOrderSchema.parse(message)
  void obey(order).then(() => {
    // As `paper-round start` does: an exit ends what an SDK may still have under way.
    process.send?.({ done: order.id }, () => order.kind === 'stop' && process.exit())
  })
})

await running.started()
await running.connected()
process.send?.({ ready: running.url })
