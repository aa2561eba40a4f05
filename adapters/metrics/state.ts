import type { BotState } from '../../src/ports/metrics.ts'
import { Gauge, type Registry } from './client.ts'

/** Gauges of how the bot is. @returns a function that sets them; those of the database are absent while it doesn't answer */
export function createStateGauges(registry: Registry): (state: BotState) => void {
  const registers = [registry]
  const ready = new Gauge({
    name: 'paper_round_ready',
    help: '1 if the bot can do its work, as /readyz says, else 0.',
    registers,
  })
  const database = new Gauge({
    name: 'paper_round_database_up',
    help: '1 if the database answers, else 0.',
    registers,
  })
  const feeds = new Gauge({
    name: 'paper_round_feed_status',
    help: '1 for the state that the lists of a source are in: fresh, waiting, quiet, stalled or failed.',
    labelNames: ['source', 'state'],
    registers,
  })
  const outbox = new Gauge({
    name: 'paper_round_outbox_deliveries',
    help: 'Deliveries in the database, by state.',
    labelNames: ['state'],
    registers,
  })
  const overdue = new Gauge({
    name: 'paper_round_outbox_overdue_deliveries',
    help: 'Deliveries that nobody has sent in time (late), or that may have arrived (uncertain).',
    labelNames: ['kind'],
    registers,
  })
  const papers = new Gauge({
    name: 'paper_round_papers',
    help: 'Papers in the database.',
    registers,
  })
  const gateway = new Gauge({
    name: 'paper_round_gateway_shards',
    help: 'Shards that all processes of the bot divide: all of them (total), those that this process has (held), and those of them that are connected.',
    labelNames: ['platform', 'state'],
    registers,
  })

  return ({ isReady, shards, stored }) => {
    ready.set(isReady ? 1 : 0)
    gateway.reset()
    for (const { platform, ...counts } of shards) {
      for (const [state, count] of Object.entries(counts)) gateway.set({ platform, state }, count)
    }
    database.set(stored ? 1 : 0)
    feeds.reset()
    outbox.reset()
    overdue.reset()
    papers.remove()
    if (!stored) return
    for (const { source, state } of stored.feeds) feeds.set({ source, state }, 1)
    for (const [state, count] of Object.entries(stored.outbox)) outbox.set({ state }, count)
    overdue.set({ kind: 'late' }, stored.late)
    overdue.set({ kind: 'uncertain' }, stored.uncertain)
    papers.set(stored.papers)
  }
}
