import { Registry } from '@prometheus-io/client'
import { expect, it } from 'vitest'
import { createProcessGauges } from '../../../adapters/metrics/process.ts'
import { readMetrics } from '../../fixtures/metrics-text.ts'

it('the delays are those since the last reading, without the interval itself', async () => {
  const registry = new Registry()
  /** The times between two looks at the event loop, ms. */
  let intervals: number[] = []
  const calls: string[] = []
  const gauges = createProcessGauges(registry, '1.2.3', {
    get count() {
      return intervals.length
    },
    percentile: percent => (intervals[Math.ceil((percent / 100) * intervals.length) - 1] ?? 0) * 1_000_000,
    reset() {
      intervals = []
    },
    enable: () => calls.push('enable') > 0,
    disable: () => calls.push('disable') > 0,
  })
  const read = async () => {
    gauges.read()
    const { value } = readMetrics(await registry.metrics())
    return ['50', '99', '100'].map(percentile =>
      value('paper_round_event_loop_delay_seconds', { percentile }),
    )
  }
  expect(calls).toEqual([])
  expect(await read()).toEqual([undefined, undefined, undefined])
  expect(calls).toEqual(['enable'])
  intervals = [...Array(98).fill(20), 70, 320]
  expect(await read()).toEqual([0, 0.05, 0.3])
  expect(intervals).toEqual([])
  intervals = [19, 25]
  expect(await read()).toEqual([0, 0.005, 0.005])
  // Nobody has read them since.
  expect(await read()).toEqual([0, 0.005, 0.005])
  gauges.stop()
  expect(calls).toEqual(['enable', 'disable'])
})
