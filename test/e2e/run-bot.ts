import { PLATFORMS } from '../../adapters/platforms.ts'
import { start } from '../../src/main.ts'
import type { Clock, Timer } from '../../src/time/clock.ts'
import { addressesById, fakeLinks } from '../fakes/mail/addresses.ts'
import { createManualTimetable } from '../fakes/timetable.ts'
import { type BotOrder, botOrderSchema } from './bot-orders.ts'

/**
 * Runs the whole bot in this process; with TEST_ADDRESSES, each e-mail channel has the address that its id names. The test that started it sets the time and runs the minute's jobs by messages.
 * @param options.setTime makes it that time, an ISO text
 */
export async function runBot(options: {
  clock: Clock
  timer: Timer
  setTime: (time: string) => void | Promise<void>
}): Promise<void> {
  const timetable = createManualTimetable()
  const running = await start({
    env: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    clock: options.clock,
    timetable: () => timetable,
    timer: options.timer,
    platforms: PLATFORMS,
    mailing: process.env.TEST_ADDRESSES ? { addresses: addressesById, links: fakeLinks } : undefined,
  })

  async function carryOut(order: BotOrder): Promise<void> {
    if (order.kind === 'at') {
      await options.setTime(order.time)
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
}
