import { createFakeClock } from '../fakes/clock.ts'
import { createInstantTimer } from '../fakes/timer.ts'
import { runBot } from './run-bot.ts'

/** The whole bot as its own process, with a fake clock. */
const clock = createFakeClock(process.env.TEST_NOW ?? 0)

await runBot({ clock, timer: createInstantTimer(), setTime: clock.set })
