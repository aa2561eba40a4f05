import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Counter, Gauge, type Registry } from './client.ts'

/** How often the event loop is looked at, ms. What is measured is this and the delay. */
const RESOLUTION_MS = 20
const NS_PER_MS = 1_000_000

/** The times between two looks at the event loop, ns. */
type Delays = Pick<
  ReturnType<typeof monitorEventLoopDelay>,
  'count' | 'percentile' | 'reset' | 'enable' | 'disable'
>

const PERCENTILES = [50, 99, 100]

/**
 * Gauges of the process. The event loop is only watched from the first reading on, so it costs nothing where nobody reads.
 * @returns `read` sets them, and begins a new period for the delays
 */
export function createProcessGauges(
  registry: Registry,
  version: string,
  delays: Delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS }),
) {
  const registers = [registry]
  const delay = new Gauge({
    name: 'paper_round_event_loop_delay_seconds',
    help: 'How much later than planned the event loop ran, since the last reading.',
    labelNames: ['percentile'],
    registers,
  })
  const memory = new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory size in bytes.',
    registers,
  })
  const cpu = new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Total user and system CPU time spent in seconds.',
    registers,
  })
  const started = new Gauge({
    name: 'process_start_time_seconds',
    help: 'Start time of the process since unix epoch in seconds.',
    registers,
  })
  const info = new Gauge({
    name: 'paper_round_build_info',
    help: 'Always 1; its labels say what runs.',
    labelNames: ['version', 'node'],
    registers,
  })
  started.set(Math.round(performance.timeOrigin / 1000))
  info.set({ version, node: process.versions.node }, 1)
  let isWatching = false

  function readDelays(): void {
    if (isWatching && delays.count > 0) {
      for (const percentile of PERCENTILES) {
        const ms = delays.percentile(percentile) / NS_PER_MS - RESOLUTION_MS
        delay.set({ percentile }, Math.max(0, ms) / 1000)
      }
      delays.reset()
    }
    if (!isWatching) delays.enable()
    isWatching = true
  }

  return {
    read(): void {
      readDelays()
      memory.set(process.memoryUsage.rss())
      const { user, system } = process.cpuUsage()
      cpu.reset()
      cpu.inc((user + system) / 1e6)
    },
    stop(): void {
      delays.disable()
    },
  }
}
