import { pause } from '../lib/retry.ts'
import type { Timer } from './clock.ts'

/** The timer of the running process. */
export const realTimer: Timer = {
  now: () => performance.now(),
  wait: pause,
}
