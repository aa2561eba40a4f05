import pg from 'pg'
import { pause } from '../../src/lib/retry.ts'
import { runBot } from '../e2e/run-bot.ts'
import { createFastTimer } from '../fakes/timer.ts'
import { putForward } from '../fixtures/postgres-clock.ts'
import { SPEED } from './databases.ts'

/** The whole bot as its own process, on a PostgreSQL database whose clock a test sets. The bot goes by that clock, as always. */

/** Time passes in steps in which leases can be renewed, because nothing here is suspended, ms. */
const STEP_MS = 4_000
const PAUSE_MS = 20

const timer = createFastTimer(Date.parse(process.env.TEST_NOW ?? ''), SPEED)
const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
client.on('error', () => {})
await client.connect()

async function setTime(time: string): Promise<void> {
  const to = Date.parse(time)
  for (let leftMs = to - timer.now(); leftMs > 0; leftMs = to - timer.now()) {
    const step = Math.min(STEP_MS, leftMs)
    await client.query(putForward(timer.now() + step))
    timer.putForward(step)
    await pause(PAUSE_MS)
  }
}

await runBot({ clock: timer, timer, setTime })
