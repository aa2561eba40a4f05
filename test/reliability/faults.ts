import { sql } from 'kysely'
import type { Db } from '../../adapters/sql/schema.ts'
import type { ListedPaper } from '../../src/papers/paper.ts'
import type { SourceList } from '../../src/ports/paper-source.ts'
import type { Verdict } from '../../src/ports/publisher.ts'
import { SourceError } from '../../src/ports/source-error.ts'

/** What a source returns or throws instead of today's list. */
export const SOURCE_FAULTS = {
  none: (today: ListedPaper[]): SourceList => ({ papers: today, skipped: [] }),
  'can’t be reached': () => {
    throw new SourceError('Hugging Face couldn’t be reached')
  },
  hangs: () => {
    throw new SourceError('Hugging Face sent no complete list within 120 s')
  },
  'is cut off': () => {
    throw new SourceError('Hugging Face sent no whole answer')
  },
  'is empty': () => ({ papers: [], skipped: [] }),
  'gives yesterday’s list': (_today: ListedPaper[], yesterday: ListedPaper[]) => ({
    papers: yesterday.map(({ paper, counts }) => ({ counts, paper: { ...paper, day: '2026-11-24' } })),
    skipped: [],
  }),
  'is half malformed': (today: ListedPaper[]) => ({
    papers: today.slice(0, Math.ceil(today.length / 2)),
    skipped: today
      .slice(Math.ceil(today.length / 2))
      .map(({ paper: { id } }) => ({ id, reason: 'no title' })),
  }),
} satisfies Record<string, (today: ListedPaper[], yesterday: ListedPaper[]) => SourceList>
export type SourceFault = keyof typeof SOURCE_FAULTS

/** How a platform treats the next message: whether it arrives, and the adapter's verdict. */
export interface PlatformFault {
  arrives: boolean
  verdict: Verdict
}

export const PLATFORM_FAULTS = {
  none: { arrives: true, verdict: { kind: 'sent', messageId: 'm' } },
  '429': { arrives: false, verdict: { kind: 'retry', reason: 'busy', afterMs: 2_000, throttled: 'channel' } },
  '5xx': { arrives: false, verdict: { kind: 'retry', reason: 'Slack answered 503' } },
  'no connection': { arrives: false, verdict: { kind: 'retry', reason: 'could not connect' } },
  'answer lost': { arrives: true, verdict: { kind: 'unknown', reason: 'the connection broke' } },
  hangs: { arrives: false, verdict: { kind: 'unknown', reason: 'no answer in time' } },
  'channel refused': {
    arrives: false,
    verdict: { kind: 'dead', scope: 'channel', code: 'not_in_channel', reason: 'the bot was removed' },
  },
  'token refused': {
    arrives: false,
    verdict: { kind: 'dead', scope: 'workspace', code: 'token_revoked', reason: 'the token was revoked' },
  },
  'fault of ours': {
    arrives: false,
    verdict: { kind: 'dead', scope: 'message', code: 'invalid_blocks', reason: 'refused' },
  },
} satisfies Record<string, PlatformFault>
export type PlatformFaultName = keyof typeof PLATFORM_FAULTS

const readOnly = (on: boolean) => (db: Db) =>
  sql`pragma query_only = ${sql.raw(on ? 'on' : 'off')}`.execute(db)
/** Uses up the pages that are free, and allows the database no more than it has, so that writes fail as on a full disk. */
const full = (on: boolean) => async (db: Db) => {
  if (on) {
    await sql`create table filler as select zeroblob(3000) as page`.execute(db)
    while ((await freePages(db)) > 0) await sql`insert into filler values (zeroblob(3000))`.execute(db)
  }
  await sql`pragma max_page_count = ${sql.raw(on ? '1' : '1000000')}`.execute(db)
  if (!on) await sql`drop table filler`.execute(db)
}

async function freePages(db: Db): Promise<number> {
  const { rows } = await sql<{ freelistCount: number }>`pragma freelist_count`.execute(db)
  return rows[0]?.freelistCount ?? 0
}

/** Real failures of the database, and when they begin: while an edition is planned, or after a message was posted. */
export const STORAGE_FAULTS = {
  none: undefined,
  'read-only when planning': { when: 'planning', set: readOnly },
  'full when planning': { when: 'planning', set: full },
  'read-only after posting': { when: 'posted', set: readOnly },
} satisfies Record<
  string,
  { when: 'planning' | 'posted'; set: (on: boolean) => (db: Db) => Promise<unknown> } | undefined
>
export type StorageFault = keyof typeof STORAGE_FAULTS
