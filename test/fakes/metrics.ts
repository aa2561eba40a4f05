import type { Metrics } from '../../src/ports/metrics.ts'

/** Metrics that keep each record, such as `attempted slack:T1/C1 sent`, in order. */
export function createRecordedMetrics(): { metrics: Metrics; records: string[] } {
  const records: string[] = []
  const record =
    (name: keyof Metrics) =>
    (...given: readonly unknown[]): void =>
      void records.push([name, ...given].join(' '))
  return {
    records,
    metrics: {
      collected: record('collected'),
      added: record('added'),
      attempted: record('attempted'),
      sentAfterSlot: record('sentAfterSlot'),
      throttled: record('throttled'),
      ran: record('ran'),
      acknowledged: record('acknowledged'),
      answered: record('answered'),
      served: record('served'),
    },
  }
}
