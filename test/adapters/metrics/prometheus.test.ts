import { setTimeout } from 'node:timers/promises'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createPrometheus, type Prometheus } from '../../../adapters/metrics/prometheus.ts'
import type { BotState } from '../../../src/ports/metrics.ts'
import { readMetrics } from '../../fixtures/metrics-text.ts'

const WELL: BotState = {
  shards: [],
  isReady: true,
  stored: {
    feeds: [{ source: 'Hugging Face', state: 'fresh' }],
    outbox: { due: 3, sending: 1, sent: 20, failed: 2 },
    late: 4,
    uncertain: 1,
    papers: 12_345,
  },
}

let prometheus: Prometheus
beforeEach(() => {
  prometheus = createPrometheus({
    version: '1.2.3',
    known: { platforms: ['slack'], sources: ['Hugging Face'], commands: ['search'] },
  })
  onTestFinished(prometheus.stop)
})

const read = async (state = WELL) => readMetrics(await prometheus.render(state))

describe('metrics for Prometheus', () => {
  it('are families with a type and a help text, in the names that Prometheus recommends', async () => {
    const { families } = await read()
    expect(families.length).toBeGreaterThan(15)
    for (const { name, type, help } of families) {
      expect(name).toMatch(/^(paper_round|process)_[a-z_]+$/)
      expect(help).toMatch(/^[A-Z\d].*\.$/)
      expect(name.endsWith('_total')).toBe(type === 'COUNTER')
      if (type === 'HISTOGRAM') expect(name).toMatch(/_seconds$/)
    }
    const { value } = await read()
    expect(value('paper_round_build_info', { version: '1.2.3', node: process.versions.node })).toBe(1)
  })

  it('begin at 0 where the names are known, so that the first fault is an increase', async () => {
    const { value } = await read()
    expect(value('paper_round_deliveries_total', { platform: 'slack', verdict: 'dead' })).toBe(0)
    expect(value('paper_round_throttled_total', { platform: 'slack', scope: 'bot' })).toBe(0)
    expect(value('paper_round_commands_total', { command: 'search', outcome: 'failed' })).toBe(0)
    expect(value('paper_round_collections_total', { source: 'Hugging Face', outcome: 'error' })).toBe(0)
  })

  it('are in seconds, and never negative where a clock was set back', async () => {
    prometheus.metrics.sentAfterSlot('slack:T1/C1', 61_500)
    prometheus.metrics.sentAfterSlot('slack:T1/C1', -3_600_000)
    const { value } = await read()
    const labels = { platform: 'slack' }
    expect(value('paper_round_delivery_lag_seconds_sum', labels)).toBe(61.5)
    expect(value('paper_round_delivery_lag_seconds_count', labels)).toBe(2)
    expect(value('paper_round_delivery_lag_seconds_bucket', { ...labels, le: '60' })).toBe(1)
    expect(value('paper_round_delivery_lag_seconds_bucket', { ...labels, le: '120' })).toBe(2)
  })

  it('have the statuses of web requests by class', async () => {
    for (const status of [200, 204, 404, 503]) prometheus.metrics.served(status)
    const { value } = await read()
    const served = (status: string) => value('paper_round_web_requests_total', { status })
    expect(['2xx', '3xx', '4xx', '5xx'].map(served)).toEqual([2, undefined, 1, 1])
  })

  it('say what the database says, and nothing of it while it doesn’t answer', async () => {
    const names = [
      ['paper_round_database_up'],
      ['paper_round_ready'],
      ['paper_round_papers'],
      ['paper_round_outbox_deliveries', { state: 'failed' }],
      ['paper_round_outbox_overdue_deliveries', { kind: 'late' }],
      ['paper_round_outbox_overdue_deliveries', { kind: 'uncertain' }],
      ['paper_round_feed_status', { source: 'Hugging Face', state: 'fresh' }],
    ] as const
    const values = async (state?: BotState) => {
      const { value } = await read(state)
      return names.map(([name, labels]) => value(name, labels))
    }
    expect(await values()).toEqual([1, 1, 12_345, 2, 4, 1, 1])
    const without = [0, 0, undefined, undefined, undefined, undefined, undefined]
    expect(await values({ isReady: false, shards: [] })).toEqual(without)
    expect(await values()).toEqual([1, 1, 12_345, 2, 4, 1, 1])
  })

  it('say how many shards of a gateway this process has, while processes divide it', async () => {
    const values = async (state?: BotState) => {
      const { value } = await read(state)
      const of = (state: string) => value('paper_round_gateway_shards', { platform: 'discord', state })
      return ['total', 'held', 'connected'].map(of)
    }
    const shards = [{ platform: 'discord', total: 4, held: 2, connected: 1 }]
    expect(await values({ ...WELL, shards })).toEqual([4, 2, 1])
    expect(await values()).toEqual([undefined, undefined, undefined])
  })

  it('have the delays of the event loop since the last reading, from the second reading on', async () => {
    const longest = async () =>
      (await read()).value('paper_round_event_loop_delay_seconds', { percentile: '100' })
    expect(await longest()).toBeUndefined()
    const blocked = async () => {
      const until = performance.now() + 150
      while (performance.now() < until);
      await setTimeout(50)
      return longest()
    }
    // On a busy machine, the first look at the event loop may come after the first block.
    await expect.poll(blocked).toBeGreaterThan(0.1)
  })
})

describe('metrics by workspace', () => {
  const count = async (workspace: string) =>
    (await read()).value('paper_round_workspace_deliveries_total', { workspace, verdict: 'sent' })

  it('are there for 20 workspaces, and for none from the 21st on', async () => {
    for (let number = 1; number <= 20; number++) prometheus.metrics.attempted(`slack:T${number}/C1`, 'sent')
    prometheus.metrics.attempted('slack:T1/C2', 'sent')
    expect(await count('slack:T1')).toBe(2)
    expect(await count('slack:T20')).toBe(1)
    prometheus.metrics.attempted('slack:T21/C1', 'sent')
    prometheus.metrics.attempted('slack:T1/C1', 'sent')
    const { families, value } = await read()
    expect(families.find(({ name }) => /workspace/.test(name))?.metrics).toEqual([])
    expect(value('paper_round_deliveries_total', { platform: 'slack', verdict: 'sent' })).toBe(23)
  })

  it('leave out conversations with one person', async () => {
    prometheus.metrics.attempted('discord:@me/123', 'sent')
    prometheus.metrics.attempted('email:abc', 'sent')
    const { families } = await read()
    expect(families.find(({ name }) => /workspace/.test(name))?.metrics).toEqual([])
  })
})
