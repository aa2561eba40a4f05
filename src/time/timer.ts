import { pause } from '../lib/retry.ts'
import type { Timer } from './clock.ts'

/** Time as it passes. */
export const realTimer: Timer = {
  now: () => performance.now(),
  wait: pause,
}
