import type { CrashReport } from './crash.ts'

/** Formats a report as the lines of a table. */
export function crashLines({
  kills,
  days,
  counts,
  recognised,
  repeatedMails,
  failed,
  unsettled = [],
  ms,
}: CrashReport): string[] {
  const all = [...kills.values()].reduce((sum, count) => sum + count, 0)
  const points = [...kills].toSorted(([a], [b]) => a.localeCompare(b))
  return [
    ...points.map(([point, count]) => `  ${point.padEnd(26)} ${String(count).padStart(4)}`),
    `  ${'kills'.padEnd(26)} ${String(all).padStart(4)}   in ${days} days of digests, ${Math.round(ms / 1000)} s`,
    '',
    `  ${''.padEnd(10)} ${['messages', 'lost', 'repeated', 'unexpected'].map(name => name.padStart(11)).join('')}`,
    ...Object.entries(counts).map(([platform, { messages, lost, repeated, unexpected }]) => {
      const figures = [messages, lost, repeated, unexpected].map(figure => String(figure).padStart(11))
      return `  ${platform.padEnd(10)} ${figures.join('')}`
    }),
    `  ${recognised} requests to webhooks repeated one that had arrived, with the same id`,
    `  ${repeatedMails} mails repeated one that had arrived, with the same Message-ID`,
    ...(failed > 0 ? [`  ${failed} deliveries failed`] : []),
    ...Object.values(counts).flatMap(({ examples }) => examples.slice(0, 5).map(example => `  ${example}`)),
    ...unsettled.map(line => `  ${line}`),
  ]
}
