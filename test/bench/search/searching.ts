import { z } from 'zod'
import { openSearch } from './library.ts'

/** A process that only searches, to measure its resident memory after all queries. */
const jobSchema = z.object({ path: z.string(), queries: z.array(z.string()) })

process.once('message', async message => {
  const { path, queries } = jobSchema.parse(message)
  const { search, close } = await openSearch(path)
  for (const query of queries) await search.search(query, { page: 1, pageSize: 5 })
  process.send?.({ rss: process.memoryUsage().rss })
  await close()
})
