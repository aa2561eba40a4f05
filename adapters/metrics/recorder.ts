import { type ChannelId, partsOf, platformOf, workspaceOf } from '../../src/channels/channel-id.ts'
import {
  ATTEMPT_VERDICTS,
  COLLECTION_OUTCOMES,
  COMMAND_OUTCOMES,
  type Metrics,
} from '../../src/ports/metrics.ts'
import { Counter, Histogram, type Registry } from './client.ts'
import { createWorkspaceCounter } from './workspaces.ts'

/** Names that are known at the start: their counters begin at 0, so that the first fault is an increase. */
export interface KnownNames {
  platforms: readonly string[]
  sources: readonly string[]
  commands: readonly string[]
}

/** Upper bounds, seconds. A digest is late after minutes, and given up after six hours. */
const LAG_BUCKETS = [1, 5, 15, 30, 60, 120, 300, 600, 1800, 3600, 21_600]
/** Slack and Discord wait 3 s. */
const ACKNOWLEDGE_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 3, 5]
const ANSWER_BUCKETS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]
const RUN_BUCKETS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

const seconds = (ms: number): number => Math.max(0, ms) / 1000

/** A conversation with one person belongs to no workspace, and no person's figures are shown. */
function isInWorkspace(channel: ChannelId): boolean {
  const { workspace, place } = partsOf(channel)
  return place !== '' && workspace !== '@me'
}

/** Counters of what happens. No label has a value that people type or that grows with use. */
export function createRecorder(registry: Registry, known: KnownNames): Metrics {
  const registers = [registry]
  const collections = new Counter({
    name: 'paper_round_collections_total',
    help: 'How often a source was asked for its lists, by how that ended.',
    labelNames: ['source', 'outcome'],
    registers,
  })
  const added = new Counter({
    name: 'paper_round_papers_added_total',
    help: 'Papers of lists that were stored for the first time.',
    labelNames: ['source'],
    registers,
  })
  const attempts = new Counter({
    name: 'paper_round_deliveries_total',
    help: 'Attempts to deliver an edition, by how they ended.',
    labelNames: ['platform', 'verdict'],
    registers,
  })
  const workspaces = createWorkspaceCounter(registry)
  const lag = new Histogram({
    name: 'paper_round_delivery_lag_seconds',
    help: 'From the slot of a scheduled digest until it was sent.',
    labelNames: ['platform'],
    buckets: LAG_BUCKETS,
    registers,
  })
  const throttled = new Counter({
    name: 'paper_round_throttled_total',
    help: 'Posts that a platform answered with 429, by whose limit it was.',
    labelNames: ['platform', 'scope'],
    registers,
  })
  const commands = new Counter({
    name: 'paper_round_commands_total',
    help: 'Commands, by how they ended.',
    labelNames: ['command', 'outcome'],
    registers,
  })
  const run = new Histogram({
    name: 'paper_round_command_run_seconds',
    help: 'How long commands took to carry out, without sending the answer.',
    labelNames: ['command'],
    buckets: RUN_BUCKETS,
    registers,
  })
  const acknowledged = new Histogram({
    name: 'paper_round_acknowledge_seconds',
    help: 'From the arrival of a request of a platform until it was acknowledged.',
    labelNames: ['platform'],
    buckets: ACKNOWLEDGE_BUCKETS,
    registers,
  })
  const answered = new Histogram({
    name: 'paper_round_answer_seconds',
    help: 'From the arrival of a command until its answer was sent.',
    labelNames: ['platform'],
    buckets: ANSWER_BUCKETS,
    registers,
  })
  const served = new Counter({
    name: 'paper_round_web_requests_total',
    help: 'Requests to the web server, by the class of their status.',
    labelNames: ['status'],
    registers,
  })

  for (const source of known.sources) {
    for (const outcome of COLLECTION_OUTCOMES) collections.inc({ source, outcome }, 0)
  }
  for (const platform of known.platforms) {
    for (const verdict of ATTEMPT_VERDICTS) attempts.inc({ platform, verdict }, 0)
    for (const scope of ['bot', 'workspace', 'channel', 'unnamed']) throttled.inc({ platform, scope }, 0)
  }
  for (const command of known.commands) {
    for (const outcome of COMMAND_OUTCOMES) commands.inc({ command, outcome }, 0)
  }

  return {
    collected: (source, outcome) => collections.inc({ source, outcome }),
    added: (source, papers) => added.inc({ source }, papers),
    attempted(channel, verdict) {
      attempts.inc({ platform: platformOf(channel), verdict })
      if (isInWorkspace(channel)) workspaces.count(workspaceOf(channel), verdict)
    },
    sentAfterSlot: (channel, ms) => lag.observe({ platform: platformOf(channel) }, seconds(ms)),
    throttled: (channel, scope) => throttled.inc({ platform: platformOf(channel), scope }),
    ran(command, outcome, ms) {
      commands.inc({ command, outcome })
      run.observe({ command }, seconds(ms))
    },
    acknowledged: (platform, ms) => acknowledged.observe({ platform }, seconds(ms)),
    answered: (platform, ms) => answered.observe({ platform }, seconds(ms)),
    served: status => served.inc({ status: `${Math.floor(status / 100)}xx` }),
  }
}
