import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parser } from '@prometheus-io/lezer-promql'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { createPrometheus } from '../../adapters/metrics/prometheus.ts'
import { COMMAND_NAMES } from '../../src/commands/registry.ts'
import { ATTEMPT_VERDICTS, COMMAND_OUTCOMES } from '../../src/ports/metrics.ts'
import { readMetrics } from '../fixtures/metrics-text.ts'

/** The alerts, the dashboard and the table in the docs name metrics; here they are compared with those that there are. */

const ROOT = join(import.meta.dirname, '../..')
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

const alertsSchema = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^PaperRound[A-Za-z]+$/),
          expr: z.string(),
          for: z
            .string()
            .regex(/^\d+[mh]$/)
            .optional(),
          labels: z.strictObject({ severity: z.enum(['critical', 'warning']) }),
          annotations: z.strictObject({ summary: z.string(), runbook: z.string() }),
        }),
      ),
    }),
  ),
})
const alerts = alertsSchema.parse(parse(read('deploy/alerts.yaml'))).groups.flatMap(({ rules }) => rules)

const dashboardSchema = z.looseObject({
  title: z.string(),
  panels: z.array(
    z.looseObject({
      id: z.number(),
      title: z.string(),
      gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
      targets: z.array(z.looseObject({ expr: z.string(), refId: z.string() })).min(1),
    }),
  ),
})
const { panels } = dashboardSchema.parse(JSON.parse(read('deploy/grafana-dashboard.json')))

const queries: [where: string, query: string][] = [
  ...alerts.map(({ alert, expr }): [string, string] => [alert, expr]),
  ...panels.flatMap(({ title, targets }) =>
    targets.map(({ expr }): [string, string] => [title, expr.replaceAll('$__rate_interval', '5m')]),
  ),
]

/** Metrics after everything has happened once, so that each has its labels. */
async function everything() {
  const platforms = ['slack', 'discord']
  const { metrics, render, stop } = createPrometheus({
    version: '1.2.3',
    known: { platforms, sources: ['Hugging Face'], commands: COMMAND_NAMES },
  })
  const channel = 'slack:T1/C1'
  metrics.added('Hugging Face', 1)
  for (const verdict of ATTEMPT_VERDICTS) metrics.attempted(channel, verdict)
  for (const outcome of COMMAND_OUTCOMES) metrics.ran('search', outcome, 1)
  metrics.sentAfterSlot(channel, 1)
  metrics.acknowledged('slack', 1)
  metrics.answered('slack', 1)
  metrics.served(200)
  const stored = {
    feeds: ['fresh', 'waiting', 'quiet', 'stalled', 'failed'].map(state => ({
      source: 'Hugging Face',
      state,
    })),
    outbox: { due: 1, sending: 1, sent: 1, failed: 1 },
    late: 1,
    uncertain: 1,
    papers: 1,
  }
  const state = {
    isReady: true,
    shards: [{ platform: 'discord', total: 2, held: 1, connected: 1 }],
    stored,
  }
  await render(state)
  // The event loop is watched from the first reading on.
  await new Promise(resolve => setTimeout(resolve, 60))
  const text = await render(state)
  stop()
  return readMetrics(text)
}

/** Labels that Prometheus itself adds to each series. */
const ADDED = ['job', 'instance']

const metrics = await everything()
const types = new Map(metrics.families.map(({ name, type }) => [name, type.toLowerCase()]))

/** The samples that a name selects: `_bucket` and the like are those of a histogram. */
function labelsOf(name: string): readonly Readonly<Record<string, string>>[] {
  const samples = metrics.samples.filter(sample => sample.name === name)
  return samples.map(({ labels }) => labels)
}

interface Selector {
  name: string
  matchers: { label: string; operator: string; value: string }[]
}

/** What a query selects, and where it can't be read. */
function readQuery(query: string) {
  const selectors: Selector[] = []
  const groupings: string[] = []
  const faults: string[] = []
  const textOf = ({ from, to }: { from: number; to: number }): string => query.slice(from, to)
  parser.parse(query).iterate({
    enter(node) {
      if (node.type.isError) faults.push(`at ${node.from}: ${textOf(node)}`)
      const { parent } = node.node
      if (node.name === 'Identifier' && parent?.name === 'VectorSelector') {
        selectors.push({ name: textOf(node), matchers: [] })
      }
      if (node.name === 'UnquotedLabelMatcher') {
        const [, label = '', operator = '', value = ''] = /^(\w+)(=~|!~|!=|=)"(.*)"$/.exec(textOf(node)) ?? []
        selectors.at(-1)?.matchers.push({ label, operator, value })
      }
      if (node.name === 'LabelName' && parent?.name === 'GroupingLabels') groupings.push(textOf(node))
    },
  })
  return { selectors, groupings, faults }
}

const matches = (actual: string, operator: string, value: string): boolean => {
  const isEqual = operator.endsWith('~') ? new RegExp(`^(?:${value})$`).test(actual) : actual === value
  return operator.startsWith('!') ? !isEqual : isEqual
}

describe('the metrics', () => {
  // As `promtool check metrics` demands.
  it.each(metrics.families.map(({ name, type, help }) => [name, type.toLowerCase(), help] as const))(
    '%s has a name, a type and labels that Prometheus expects',
    (name, type, help) => {
      expect(help).toMatch(/\S.*\.$/)
      expect(name.endsWith('_total')).toBe(type === 'counter')
      expect(name).not.toMatch(/_(count|sum|bucket)$/)
      expect(labelsOf(name).flatMap(labels => Object.keys(labels))).not.toContain('quantile')
      expect(labelsOf(name).flatMap(labels => Object.keys(labels))).not.toContain('le')
    },
  )
})

describe('a query', () => {
  it.each(['sum(rate(x[5m])', 'foo bar', 'rate(x)[5m'])('that can’t be read is found: %s', query =>
    expect(readQuery(query).faults).not.toEqual([]),
  )

  it.each(queries)('of %s selects metrics and labels that there are: %s', (_, query) => {
    const { selectors, groupings, faults } = readQuery(query)
    expect(faults).toEqual([])
    expect(selectors).not.toEqual([])
    for (const { name, matchers } of selectors.filter(({ name }) => name !== 'up')) {
      const series = labelsOf(name)
      expect(series, name).not.toEqual([])
      const fitting = series.filter(labels =>
        matchers.every(
          ({ label, operator, value }) =>
            ADDED.includes(label) || matches(labels[label] ?? '', operator, value),
        ),
      )
      expect(fitting, `${name} ${JSON.stringify(matchers)}`).not.toEqual([])
      for (const label of groupings) {
        if (!ADDED.includes(label)) expect(Object.keys(series[0] ?? {}), name).toContain(label)
      }
    }
  })
})

describe('the alerts', () => {
  const sections = new Map(
    read('docs/operations.md')
      .split(/^#{2,3} /m)
      .map(section => [section.split('\n')[0] ?? '', section]),
  )

  it.each(alerts.map(({ alert, annotations }) => [alert, annotations.runbook]))(
    '%s has a section with what to do',
    (alert, runbook) => {
      expect(runbook).toBe(`docs/operations.md#${alert.toLowerCase()}`)
      expect(sections.get(alert)).toMatch(/\*\*Do:\*\*\s[\s\S]{40}/)
    },
  )

  it('are all that the docs describe, each once', () => {
    const described = [...sections.keys()].filter(name => name.startsWith('PaperRound'))
    expect(described.toSorted()).toEqual(alerts.map(({ alert }) => alert).toSorted())
  })
})

describe('the table of metrics in the docs', () => {
  const rows = [...read('docs/operations.md').matchAll(/^\| `(\w+)` \| (\w+) \|(.*?)\| .* \|$/gm)].map(
    ([, name = '', type = '', labels = '']) => ({ name, type, labels }),
  )

  it('has each of them, with its type', () => {
    expect(Object.fromEntries(rows.map(({ name, type }) => [name, type]))).toEqual(Object.fromEntries(types))
  })

  it.each(rows)('has the labels of $name', ({ name, type, labels }) => {
    const [first = {}] = labelsOf(type === 'histogram' ? `${name}_count` : name)
    expect([...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label)).toEqual(Object.keys(first))
  })
})

describe('the dashboard', () => {
  it('has panels that don’t overlap', () => {
    const taken = panels.flatMap(({ title, gridPos: { x, y, w, h } }) => {
      expect(x + w, title).toBeLessThanOrEqual(24)
      return Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)} ${y + Math.floor(cell / w)}`)
    })
    expect(new Set(taken).size).toBe(taken.length)
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  })
})
