import type { CrashDatabase } from './databases.ts'
import { countDeliveries } from './outbox-view.ts'

/** What is listed of each table, and of the bot's log. */
const MAX_ROWS = 20
const MAX_LOG_LINES = 60

/** Everything that keeps a delivery from being planned or sent. Digests are left out: they are long. */
const tablesOf = (slotAt: number): readonly { title: string; query: string }[] => [
  {
    title: 'deliveries of the day, and open ones',
    query: `select id, channel, edition, origin, slot_at, expires_at, state, attempts, due_at, lease, lease_until, message_ids, error,
      settled_at, tried_at, plain from deliveries where slot_at >= ${slotAt} or state not in ('sent', 'failed') order by id`,
  },
  { title: 'channels', query: 'select * from channels order by id' },
  { title: 'suspensions', query: 'select * from suspensions' },
  { title: 'key_values', query: 'select * from key_values order by name' },
  {
    title: 'papers of the day',
    query: `select id, arxiv_id, title, listed_at, first_seen_at, delisted from papers
      where listed_at >= ${slotAt} - 43200000`,
  },
]

/** A row as JSON, without what is null; moments are ISO texts. */
function rowText(row: object): string {
  const fields = Object.entries(row).flatMap(([name, value]) => {
    if (value === null) return []
    // PostgreSQL gives 64-bit integers as texts.
    const isMoment = /_(at|until)$/.test(name) && Number.isSafeInteger(Number(value))
    return [[name, isMoment ? new Date(Number(value)).toISOString() : value]]
  })
  return JSON.stringify(Object.fromEntries(fields))
}

async function tableLines({ query }: Pick<CrashDatabase, 'query'>, slotAt: number): Promise<string[]> {
  const lines: string[] = []
  for (const { title, query: text } of tablesOf(slotAt)) {
    const rows = await query(text)
    lines.push(`${title}: ${rows.length}`, ...rows.slice(0, MAX_ROWS).map(row => `  ${rowText(row)}`))
    if (rows.length > MAX_ROWS) lines.push(`  and ${rows.length - MAX_ROWS} more`)
  }
  return lines
}

/** Lines of a log, each with how often it comes in a row but for its time: a failure that is logged each minute hides all others. */
function withoutRepeats(lines: readonly string[]): string[] {
  const different: { line: string; message: string; times: number }[] = []
  for (const line of lines) {
    const message = line.replace(/"time":\d+,/, '')
    const last = different.at(-1)
    if (last?.message === message) last.times++
    else different.push({ line, message, times: 1 })
  }
  return different.map(({ line, times }) => (times > 1 ? `${line} (${times} times)` : line))
}

/**
 * Why the deliveries of a day aren't settled: what the run waits for, what is in the bot's database, and what the bot logged last.
 * @param digests how many there should be
 */
export async function describeUnsettled(
  database: Pick<CrashDatabase, 'query'>,
  { slotAt, digests, log }: { slotAt: number; digests: number; log: string },
): Promise<string[]> {
  const { open, settled } = await countDeliveries(database, slotAt)
  const lines = log.trimEnd().split('\n')
  return [
    `${new Date(slotAt).toISOString()} was not settled: ${settled} of ${digests} digests are, and ${open} deliveries are open`,
    ...(await tableLines(database, slotAt)),
    `the bot's last log lines, of ${lines.length}:`,
    ...withoutRepeats(lines)
      .slice(-MAX_LOG_LINES)
      .map(line => `  ${line}`),
  ]
}
