import type { AttemptVerdict } from '../../src/ports/metrics.ts'
import { Counter, type Registry } from './client.ts'

/** With more workspaces there are no figures by workspace, because each would be a time series of its own. */
const MAX_WORKSPACES = 20

/** Counts deliveries by workspace, where they are few. */
export function createWorkspaceCounter(registry: Registry) {
  const deliveries = new Counter({
    name: 'paper_round_workspace_deliveries_total',
    help: `Attempts to deliver an edition, by workspace; absent where there are more than ${MAX_WORKSPACES}.`,
    labelNames: ['workspace', 'verdict'],
    registers: [registry],
  })
  const seen = new Set<string>()
  let isTooMany = false
  return {
    count(workspace: string, verdict: AttemptVerdict): void {
      if (isTooMany) return
      seen.add(workspace)
      isTooMany = seen.size > MAX_WORKSPACES
      if (isTooMany) deliveries.reset()
      else deliveries.inc({ workspace, verdict })
    },
  }
}
