import type { BotState, Metrics } from '../../src/ports/metrics.ts'
import { Registry } from './client.ts'
import { createProcessGauges } from './process.ts'
import { createRecorder, type KnownNames } from './recorder.ts'
import { createStateGauges } from './state.ts'

/** Metrics for Prometheus, and whatever reads its text format. */
export interface Prometheus {
  /** Where the bot records what happens. */
  metrics: Metrics
  /** Everything in the text format. @param state how the bot is now */
  render(state: BotState): Promise<string>
  contentType: string
  stop(): void
}

/** @param options.known names of platforms, sources and commands */
export function createPrometheus({ version, known }: { version: string; known: KnownNames }): Prometheus {
  const registry = new Registry()
  const metrics = createRecorder(registry, known)
  const setState = createStateGauges(registry)
  const processGauges = createProcessGauges(registry, version)
  return {
    metrics,
    render(state) {
      setState(state)
      processGauges.read()
      return registry.metrics()
    },
    contentType: registry.contentType,
    stop: processGauges.stop,
  }
}
