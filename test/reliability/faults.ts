import type { ListedPaper } from '../../src/papers/paper.ts'
import type { SourceList } from '../../src/ports/paper-source.ts'
import type { Verdict } from '../../src/ports/publisher.ts'
import { SourceError } from '../../src/ports/source-error.ts'
import type { DatabaseFaults } from './fault-database.ts'

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

/** Failures of the database, and when they begin: while an edition is planned, or after a message was posted. */
export const STORAGE_FAULTS = {
  none: undefined,
  'read-only when planning': { when: 'planning', what: 'readOnly' },
  'full when planning': { when: 'planning', what: 'full' },
  'read-only after posting': { when: 'posted', what: 'readOnly' },
} as const satisfies Record<string, { when: 'planning' | 'posted'; what: keyof DatabaseFaults } | undefined>
export type StorageFault = keyof typeof STORAGE_FAULTS
