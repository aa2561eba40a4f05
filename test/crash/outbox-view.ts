import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'

const rowSchema = z.object({ state: z.string(), count: z.number() })

/** Counts the deliveries by state while the bot runs. @param path the bot's database */
export function deliveriesIn(path: string): { open: number; sent: number; failed: number } {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    const rows = database.prepare('select state, count(*) as count from deliveries group by state').all()
    const counts = new Map(rows.map(row => rowSchema.parse(row)).map(({ state, count }) => [state, count]))
    const of = (state: string): number => counts.get(state) ?? 0
    return { open: of('due') + of('sending'), sent: of('sent'), failed: of('failed') }
  } finally {
    database.close()
  }
}
