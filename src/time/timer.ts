import type { Timer } from './clock.ts'

/** The timer of the running process. */
export const realTimer: Timer = {
  now: () => performance.now(),
  wait: (ms, signal) =>
    new Promise(resolve => {
      if (signal.aborted) return resolve()
      const end = (): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', end)
        resolve()
      }
      const timer = setTimeout(end, Math.ceil(ms))
      signal.addEventListener('abort', end)
    }),
}
