import { textOfSpans } from '../../src/messages/moment.ts'
import type { Post } from '../../src/ports/publisher.ts'
import { CHANNEL, createAppHarness } from '../fixtures/app-harness.ts'
import { candidate } from '../fixtures/candidates.ts'
import type { OpenFaultDatabase } from './fault-database.ts'
import {
  PLATFORM_FAULTS,
  type PlatformFaultName,
  SOURCE_FAULTS,
  type SourceFault,
  STORAGE_FAULTS,
  type StorageFault,
} from './faults.ts'

/** Long enough that a digest of four papers doesn't fit into the free pages of the database. */
const TITLE = 'A Paper With a Title as Long as They Come These Days, Which Is Long Indeed '.repeat(40)

const paperOf = (id: string, day: string) =>
  candidate(id, { paper: { day, listedAt: Date.parse(`${day}T06:00Z`), title: `${TITLE} ${id}` } })
const YESTERDAY = ['1', '2'].map(id => paperOf(id, '2026-11-23'))
const TODAY = ['3', '4'].map(id => paperOf(id, '2026-11-24'))

export interface FaultRun {
  /** The paper ids in each message on the platform. */
  messages: string[][]
  /** Messages with a key that another one has, too. */
  repeated: number
  /** Messages that arrived while the faults lasted. */
  during: number
  /** The notes about the source in the digests. */
  remarks: string[]
  wasPaused: boolean
  wasSuspended: boolean
  /** Deliveries in the outbox that aren't settled. */
  left: number
}

/**
 * Runs a channel whose Tuesday digest meets these faults together at 09:00. The faults end before 10:00, and the run ends after
 * Wednesday's digest. Monday's papers were listed after Monday's digest, so they are for Tuesday's.
 */
export async function runWithFaults(
  source: SourceFault,
  platform: PlatformFaultName,
  storage: StorageFault,
  open: OpenFaultDatabase,
): Promise<FaultRun> {
  const database = await open()
  const { store, timer } = database
  const harness = await createAppHarness('2026-11-23T10:00Z', { store, timer })
  const at = async (time: string): Promise<void> => {
    await database.setTime(time)
    await harness.at(time)
  }
  const arrived: Post[] = []
  const fault = STORAGE_FAULTS[storage]
  let next: PlatformFaultName | undefined
  harness.answer = async post => {
    const { arrives, verdict } = PLATFORM_FAULTS[next ?? 'none']
    const isFirst = next !== undefined
    next = undefined
    if (arrives) arrived.push(post)
    if (isFirst && fault?.when === 'posted') await database[fault.what](true)
    return verdict.kind === 'sent' ? { ...verdict, messageId: `m${arrived.length}` } : verdict
  }
  harness.reconcile = post => {
    const place = arrived.findIndex(({ key }) => key === post.key)
    return place < 0 ? { kind: 'absent' } : { kind: 'posted', messageId: `m${place + 1}` }
  }
  harness.source.days.set('2026-11-23', YESTERDAY)
  await harness.app.start()
  await harness.type('confirm subscribe')
  await at('2026-11-23T20:00Z')

  const listWithFault = SOURCE_FAULTS[source]
  const listWithoutFault = harness.source.list
  harness.source.list = async (day, signal) =>
    day === '2026-11-24' ? listWithFault(TODAY, YESTERDAY) : listWithoutFault(day, signal)
  next = platform
  harness.tokenIsValid = platform !== 'token refused'
  await at('2026-11-24T08:45Z')
  if (fault?.when === 'planning') await database[fault.what](true)
  await at('2026-11-24T09:00Z').catch(() => {})
  await at('2026-11-24T09:01Z').catch(() => {})
  const during = arrived.length
  if (fault) await database[fault.what](false)
  await at('2026-11-24T09:02Z')
  const paused = (await harness.store.channels.find(CHANNEL))?.pausedReason
  const suspensions = await harness.store.suspensions.all()

  harness.source.list = listWithoutFault
  harness.source.days.set('2026-11-24', TODAY)
  harness.tokenIsValid = true
  await harness.accessRestored(CHANNEL)
  for (const time of [
    '2026-11-24T09:40Z',
    '2026-11-24T10:00Z',
    '2026-11-24T10:01Z',
    '2026-11-25T09:00Z',
    '2026-11-25T09:01Z',
  ]) {
    await at(time)
  }
  const rows = await harness.store.outbox.latest(CHANNEL, 99)
  await harness.app.stop()
  await database.close()
  return {
    messages: arrived.map(({ digest }) => digest.entries.map(({ paperId }) => paperId)),
    repeated: arrived.length - new Set(arrived.map(({ key }) => key)).size,
    during,
    remarks: [...new Set(arrived.flatMap(({ digest }) => digest.notes.map(textOfSpans)))],
    wasPaused: paused !== undefined,
    wasSuspended: suspensions.length > 0,
    left: rows.filter(({ state }) => state === 'due' || state === 'sending').length,
  }
}
