import { CamelCasePlugin, type CompiledQuery, Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Dialect } from '../../../adapters/postgres/kysely-dialect.ts'
import { createPool } from '../../../adapters/postgres/pool.ts'
import { POSTGRES } from '../../../adapters/postgres/sql-dialect.ts'
import { createChannels } from '../../../adapters/sql/channels.ts'
import { createOutbox } from '../../../adapters/sql/outbox.ts'
import { createPaperIndex } from '../../../adapters/sql/paper-index.ts'
import type { Database, Db } from '../../../adapters/sql/schema.ts'
import type { Query } from '../../../src/search/query/query.ts'
import { channel, edition, HOUR, listed, MINUTE, NOW } from '../../contracts/store/samples.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { createHarnesses } from './postgres-harness.ts'
import { hasServer, needsServer } from './server.ts'

/** What PostgreSQL does with a query, as `explain (format json)` says it. */
interface Plan {
  'Node Type': string
  'Relation Name'?: string | undefined
  'Index Name'?: string | undefined
  'Actual Rows'?: number | undefined
  'Rows Removed by Filter'?: number | undefined
  Plans?: Plan[] | undefined
}

const planSchema: z.ZodType<Plan> = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Index Name': z.string().optional(),
  'Actual Rows': z.number().optional(),
  'Rows Removed by Filter': z.number().optional(),
  get Plans() {
    return z.array(planSchema).optional()
  },
})
const explained = z.tuple([z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: planSchema })]) })])

const stepsOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(stepsOf)]

const createHarness = createHarnesses()
/** As many as a service has after some weeks, nearly all of them done. */
const SENT = 40_000
const CHANNELS = 20_000
/** As many as there are after two years. */
const PAPERS = 40_000

let db: Db
let executed: CompiledQuery[]
let close: () => Promise<void>

/** Copies the first row of a table so many times, with other values in some columns. */
async function copyRow(
  query: (text: string) => Promise<Record<string, unknown>[]>,
  table: string,
  count: number,
  others: Record<string, string>,
): Promise<void> {
  const [row = {}] = await query(`select * from ${table} limit 1`)
  const names = Object.keys(row).filter(name => name !== 'id' || 'id' in others)
  const values = names.map(name => others[name] ?? `${table}.${name}`)
  await query(`insert into ${table} (${names.join(', ')})
    select ${values.join(', ')} from (select * from ${table} limit 1) as ${table}, generate_series(1, ${count}) as place`)
}

beforeAll(async () => {
  if (!hasServer) return
  const harness = await createHarness()
  const store = await harness.open()
  await store.channels.save(channel('slack:T1/first'))
  await store.channels.subscribe('slack:T1/first', 'agents', { person: 'Ada' }, NOW)
  await store.outbox.plan(edition('first', { channel: 'slack:T1/first' }))
  await copyRow(harness.query, 'channels', CHANNELS, {
    id: `'slack:T' || place % 50 || '/C' || place`,
    next_slot_at: `channels.next_slot_at + (place / 20) * ${MINUTE}`,
  })
  await copyRow(harness.query, 'subscriptions', CHANNELS, {
    channel: `'slack:T' || place % 50 || '/C' || place`,
  })
  await copyRow(harness.query, 'deliveries', SENT, {
    channel: `'slack:T' || place % 50 || '/C' || 1 + (place - 1) % ${CHANNELS}`,
    edition: `'edition ' || place`,
    state: `case when place % 200 = 0 then 'due' else 'sent' end`,
    due_at: `deliveries.due_at + (place / 200) * ${MINUTE}`,
    expires_at: `deliveries.expires_at + (place / 200) * ${MINUTE}`,
  })
  const papers = Array.from({ length: 60 }, (_, place) =>
    listed(`2611.${10_001 + place}`, {}, { title: place % 2 ? 'A Model That Is Large' : 'A Large Model' }),
  )
  await store.papers.record(papers, NOW)
  await harness.query(`insert into paper_texts (paper, tokens)
    select place, array_to_tsvector(array(select 'word' || (place * other) % 997 from generate_series(1, 100) as other))
      from generate_series(1, ${PAPERS}) as place`)
  await harness.query('analyze')
  const pool = createPool({ url: harness.url, name: 'the test’s database', log: silentLog })
  db = new Kysely<Database>({
    dialect: new Dialect(pool),
    plugins: [new CamelCasePlugin()],
    log({ query }) {
      executed.push(query)
    },
  })
  close = async () => {
    await db.destroy()
    await harness.remove()
  }
})
afterAll(() => close?.())

/** What is done for each of these queries. @param how `analyze` for one that is really made */
async function stepsFor(work: (db: Db) => Promise<unknown>, how: '' | 'analyze, ' = ''): Promise<Plan[]> {
  executed = []
  await work(db)
  const steps: Plan[] = []
  for (const query of executed.filter(({ sql }) => /^(select|update|delete|with)/.test(sql))) {
    const { rows } = await db.executeQuery({ ...query, sql: `explain (${how}format json) ${query.sql}` })
    const [
      {
        'QUERY PLAN': [{ Plan: plan }],
      },
    ] = explained.parse(rows)
    steps.push(...stepsOf(plan))
  }
  return steps
}

/** Which steps read a table when this is done, by the indexes they use; `all` where one reads all of the table. */
async function readBy(table: string, work: (db: Db) => Promise<unknown>): Promise<string[]> {
  const names = new Set<string>()
  for (const step of await stepsFor(work)) {
    if (step['Node Type'] === 'Seq Scan' && step['Relation Name'] === table) names.add('all')
    if (step['Index Name']?.startsWith(table)) names.add(step['Index Name'])
  }
  return [...names].sort()
}

describe.runIf(hasServer)(`On PostgreSQL with many channels and deliveries${needsServer}`, () => {
  it.each<[what: string, index: string, table: string, work: (db: Db) => Promise<unknown>]>([
    [
      'the next deliveries',
      'deliveries_due',
      'deliveries',
      db => createOutbox(db, POSTGRES).due({ platforms: ['slack'], now: NOW + HOUR, limit: 500 }),
    ],
    [
      'deliveries to claim',
      'deliveries_pkey',
      'deliveries',
      db => {
        const ids = Array.from({ length: 50 }, (_, place) => 2 + place * 200)
        return createOutbox(db, POSTGRES).claim({
          platforms: ['slack'],
          now: NOW + HOUR,
          leaseMs: MINUTE,
          limit: 50,
          ids,
        })
      },
    ],
    [
      'late deliveries',
      'deliveries_expiry',
      'deliveries',
      db => createOutbox(db, POSTGRES).overdue(NOW + HOUR, MINUTE),
    ],
    [
      'the channels whose slot has come',
      'channels_due',
      'channels',
      db => createChannels(db).due(NOW + HOUR, { limit: 200 }),
    ],
  ])('%s are found by the index %s, without reading all rows', async (_what, index, table, work) => {
    const read = await readBy(table, work)
    expect(read).toContain(index)
    expect(read).not.toContain('all')
  })

  const missing: Query = { kind: 'words', stems: ['pediatr'], text: 'pediatric' }
  it.each<[what: string, query: Query]>([
    ['a word', missing],
    ['a phrase', { kind: 'words', stems: ['pediatr', 'imag'], text: 'pediatric image' }],
    [
      'a phrase or its words as one',
      { kind: 'words', stems: ['gpt', '4o'], joined: 'gpt4o', text: 'GPT-4o' },
    ],
    ['a word but not another', { kind: 'and', parts: [missing, { kind: 'not', part: missing }] }],
    ['one of two words', { kind: 'or', parts: [missing, { kind: 'words', stems: ['osf'], text: 'OSF' }] }],
    ['a category', { kind: 'category', category: 'math.ag' }],
  ])(
    'the newest papers with %s are found by the full-text index, however few they are',
    async (_what, query) => {
      for (const limit of [1, 20, 2_000]) {
        const options = { today: '2026-11-23', limit }
        const steps = await stepsFor(async db => {
          await createPaperIndex(db, POSTGRES).matching(query, options)
          await createPaperIndex(db, POSTGRES).find(query, options)
        })
        const read = steps.filter(step => /^(Index|Seq)/.test(step['Node Type']))
        expect(
          read.filter(step =>
            /^paper_texts(_pkey)?$/.test(step['Index Name'] ?? step['Relation Name'] ?? ''),
          ),
        ).toEqual([])
      }
    },
  )

  it.each<[what: string, query: Query]>([
    ['that lack a word', { kind: 'not', part: missing }],
    ['that have a word or lack another', { kind: 'or', parts: [missing, { kind: 'not', part: missing }] }],
    ['of a day', { kind: 'since', day: '1970-01-02', text: '1970-01-02' }],
  ])('of nearly all papers, those %s, only the newest are read', async (_what, query) => {
    const steps = await stepsFor(
      db => createPaperIndex(db, POSTGRES).matching(query, { today: '2026-11-23', limit: 5 }),
      'analyze, ',
    )
    const read = steps.filter(step => step['Index Name'] === 'paper_texts_pkey')
    expect(read.map(step => step['Actual Rows'])).toEqual([5])
  })

  it('of the papers that have some words, only the newest are read until enough have them side by side', async () => {
    const phrase: Query = { kind: 'words', stems: ['larg', 'model'], text: 'large model' }
    const steps = await stepsFor(
      db => createPaperIndex(db, POSTGRES).find(phrase, { today: '2026-11-23', limit: 5 }),
      'analyze, ',
    )
    const compared = steps.filter(
      step => step['Node Type'] === 'Subquery Scan' && step['Rows Removed by Filter'],
    )
    // Every second has.
    expect(compared.map(step => [step['Actual Rows'], step['Rows Removed by Filter']])).toEqual([[5, 5]])
  })
})
