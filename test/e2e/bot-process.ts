import { PLATFORMS } from '../../adapters/platforms.ts'
import { start } from '../../src/main.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { addressesById, fakeLinks } from '../fakes/mail/addresses.ts'
import { createInstantTimer } from '../fakes/timer.ts'
import { createManualTimetable } from '../fakes/timetable.ts'
import { type BotOrder, botOrderSchema } from './bot-orders.ts'

/**
 * The whole bot as its own process, with a fake clock: the test that started it sets the time and runs the minute's jobs by
 * messages.
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
  emailParts: () => ({ addresses: addressesById, links: fakeLinks }),
})

async function carryOut(order: BotOrder): Promise<void> {
  if (order.kind === 'at') {
    clock.set(order.time)
    await timetable.tick()
  } else if (order.kind === 'stop') {
    await running.stop()
  }
}

process.on('message', message => {
  const order = botOrderSchema.parse(message)
  void carryOut(order).then(() => {
    // Like `paper-round start`: exiting ends whatever an SDK still has running.
    process.send?.({ done: order.id }, () => order.kind === 'stop' && process.exit())
  })
})

await running.started()
await running.connected()
process.send?.({ ready: running.url })
