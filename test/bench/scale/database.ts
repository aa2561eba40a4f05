import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Db } from '../../../adapters/sql/schema.ts'
import { openStore, openTables, placeOf } from '../../../adapters/stores.ts'
import type { ListedPaper } from '../../../src/papers/paper.ts'
import { runOn, SERVER_URL, urlOf } from '../../adapters/postgres/server.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { candidate } from '../../fixtures/candidates.ts'
import type { StoreName } from './orders.ts'

/** The slot that nearly all channels share, and that of a few others a minute later, ms UTC. */
export const SLOT = Date.parse('2026-11-23T09:00Z')
export const SMALL_SLOT = SLOT + 60_000
export const SMALL = 10
export const isSmall = (channel: string): boolean => channel.startsWith('slack:SMALL/')

const WORKSPACES = 1_000
const DAYS = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23']
const PAPERS_A_DAY = 25

const WORDS = [
  ...['agents', 'alignment', 'attention', 'benchmark', 'code', 'compression', 'control', 'dialogue'],
  ...['diffusion', 'distillation', 'embedding', 'evaluation', 'graph', 'image', 'inference', 'language'],
  ...[
    'memory',
    'multimodal',
    'navigation',
    'optimization',
    'planning',
    'policy',
    'pretraining',
    'quantization',
  ],
  ...['reasoning', 'recognition', 'retrieval', 'reward', 'robot', 'safety', 'segmentation', 'simulation'],
  ...['speech', 'summarization', 'tokenizer', 'transformer', 'translation', 'video', 'vision', 'world'],
]
const wordOf = (index: number): string => WORDS[index % WORDS.length] ?? ''

/** Papers whose titles and abstracts have the words that channels follow, some often and some seldom. */
export const papers: readonly ListedPaper[] = DAYS.flatMap((day, dayIndex) =>
  Array.from({ length: PAPERS_A_DAY }, (_, index) => {
    const number = dayIndex * PAPERS_A_DAY + index
    const words = [0, 1, 2, 3, 4, 5].map(each => wordOf(number * 7 + each * each * 3))
    return candidate(`2611.${10_000 + number}`, {
      paper: {
        day,
        title: `Paper ${number}: ${words.slice(0, 3).join(' for ')}`,
        abstract: `We study ${words.join(' and ')}, and find that order matters most. `.repeat(8),
      },
      counts: { upvotes: (number * 37) % 150, comments: 0 },
    })
  }),
)

export interface ScaleDatabase {
  /** As `DATABASE_URL` has it. */
  url: string
  drop(): Promise<void>
}

/** A new database with the papers, and so many channels that follow three topics each and are due at one slot, beside those of the small one. */
export async function createScaleDatabase(name: StoreName, channels: number): Promise<ScaleDatabase> {
  const database = await createEmpty(name)
  const place = placeOf(database.url, '/')
  const store = await openStore(place, { log: silentLog, isBot: false })
  await store.papers.record([...papers], SLOT - 3_600_000)
  await store.close()
  const { db, close } = await openTables(place, { log: silentLog, isSource: true })
  await fill(db, channels)
  await close()
  if (name === 'postgres') await runOn(database.url, 'vacuum analyze')
  return database
}

async function createEmpty(name: StoreName): Promise<ScaleDatabase> {
  if (name === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'paper-round-scale-'))
    return { url: join(folder, 'bench.db'), drop: async () => rmSync(folder, { recursive: true }) }
  }
  const database = `paper_round_scale_${randomBytes(4).toString('hex')}`
  await runOn(SERVER_URL, `create database ${database} encoding 'UTF8' template template0`)
  return {
    url: urlOf(database),
    async drop() {
      await runOn(SERVER_URL, `drop database if exists ${database} with (force)`)
    },
  }
}

/** In SQL that both databases understand: writing so many rows one by one would take longer than what is measured. */
async function fill(db: Db, channels: number): Promise<void> {
  const words = sql.raw(WORDS.map((word, index) => `(${index}, '${word}')`).join(', '))
  const count = sql.lit(WORDS.length)
  await sql`insert into channels (id, time, days, timezone, layout, size, next_slot_at, catch_up, min_score, only_code,
      unvoted, muted, downranked, created_at)
    with recursive numbers (i) as (select 0 union all select i + 1 from numbers where i + 1 < ${sql.lit(channels + SMALL)})
    select case when i >= ${sql.lit(channels)} then 'slack:SMALL/C' || i
        when i % 2 = 0 then 'slack:T' || ((i / 2) % ${sql.lit(WORKSPACES)}) || '/C' || i
        else 'discord:' || ((i / 2) % ${sql.lit(WORKSPACES)}) || '/' || i end,
      '09:00', '[1,2,3,4,5,6,7]', 'UTC', 'compact', 5,
      case when i >= ${sql.lit(channels)} then ${sql.lit(SMALL_SLOT)} else ${sql.lit(SLOT)} end,
      'once', 0, 0, 0, '[]', '[]', 0
    from numbers`.execute(db)
  // One word, two words, three words: the longer, the fewer channels follow the same.
  await sql`insert into subscriptions (channel, topic, created_by, created_at)
    with recursive words (k, word) as (values ${words}),
      numbered (channel, i) as (select id, row_number() over (order by id) from channels)
    select channel, a.word, 'Ada', 0 from numbered join words a on a.k = i % ${count}
    union all
    select channel, a.word || ' OR ' || b.word, 'Ada', 0 from numbered
      join words a on a.k = (i + 1) % ${count} join words b on b.k = (i / 40 + 3) % ${count} and b.k <> a.k
    union all
    select channel, a.word || ' OR ' || b.word || ' OR ' || c.word, 'Ada', 0 from numbered
      join words a on a.k = (i + 2) % ${count} join words b on b.k = (i / 40 + 5) % ${count}
      join words c on c.k = (i / 1600 + 7) % ${count}`.execute(db)
}
