import type { Leases } from '../ports/leases.ts'
import type { Platform } from '../ports/platform.ts'
import { readDivision } from '../replicas/part-leases.ts'
import { plural } from '../text/format.ts'
import { type Finding, ok, warning } from './check.ts'

/** Which processes have a platform's shards. No finding where there is one, which whoever comes first has. */
export async function checkShards(
  { name, title }: Pick<Platform, 'name' | 'title'>,
  leases: Pick<Leases, 'startingWith'>,
): Promise<Finding[]> {
  const division = await readDivision(leases, name)
  if (!division || division.parts === 1) return []
  const { parts, counts } = division
  const open = counts.reduce((sum, count) => sum + count, 0)
  if (open < parts) {
    const text = `only ${open} of ${parts} shards are open. The others should be within half a minute; if they aren’t, the log says why.`
    return [warning(title, text)]
  }
  return [
    ok(
      title,
      `has ${parts} shards, in ${plural(counts.length, 'process', 'processes')}: ${counts.join(', ')}.`,
    ),
  ]
}
