import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import type { WorkspaceId } from '../../src/ports/personal-data.ts'
import type { Store } from '../../src/ports/store.ts'
import { type ExportedChannel, exportChannels, exportHead } from '../../src/privacy/export.ts'
import { type AppHarness, createAppHarness } from '../fixtures/app-harness.ts'
import { candidate, MONDAY } from '../fixtures/candidates.ts'

/** Two workspaces with ids that begin alike; people and topics of one are named after it. */
const OURS: WorkspaceId = 'slack:T1'
const THEIRS: WorkspaceId = 'slack:T10'

const PAPERS = ['agents', 'zebrafish'].map((topic, index) =>
  candidate(`2611.0001${index}`, {
    paper: { title: `About ${topic}`, listedAt: Date.parse(`${MONDAY}T07:00Z`) },
  }),
)

interface Act {
  workspace: WorkspaceId
  place: string
  text: string
}

const actsOf = (workspace: WorkspaceId, topic: string, paper: string): fc.Arbitrary<Act> =>
  fc.record({
    workspace: fc.constant(workspace),
    place: fc.constantFrom('C1', 'C2'),
    text: fc.constantFrom(
      `confirm subscribe ${topic}`,
      'unsubscribe all',
      'schedule 9:00',
      'pause',
      'resume',
      `post-paper ${paper}`,
      `downrank ${paper}`,
    ),
  })

const personOf = (workspace: WorkspaceId): string => (workspace === OURS ? 'Ada' : 'Mallory')

async function carryOut(harness: AppHarness, { workspace, place, text }: Act, id: string): Promise<void> {
  const channel: ChannelId = `${workspace}/${place}`
  const person = personOf(workspace)
  await harness.type(text, { id, channel, person, personId: `U-${person}`, role: 'admin' })
}

async function exported(store: Store, workspace: WorkspaceId) {
  const head = await exportHead(store, workspace, { now: 1, whoCanChange: 'members' })
  const channels: ExportedChannel[] = []
  for await (const channel of exportChannels(store, workspace)) channels.push(channel)
  return { head, channels }
}

/** Numbers of rows and messages are drawn for all workspaces. */
const withoutNumbers = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/"id":\d+,|"messageIds":\[[^\]]*\],/g, '')

async function exportAfter(acts: readonly Act[]) {
  const harness = await createAppHarness(`${MONDAY}T08:30Z`)
  try {
    await harness.store.papers.record(PAPERS, harness.clock.now())
    harness.source.days.set(MONDAY, PAPERS)
    await harness.app.start()
    for (const [index, act] of acts.entries()) {
      const before = acts.slice(0, index).filter(({ workspace }) => workspace === act.workspace).length
      await carryOut(harness, act, `r${before}`)
    }
    await harness.at(`${MONDAY}T09:00Z`)
    return { ours: await exported(harness.store, OURS), theirs: await exported(harness.store, THEIRS) }
  } finally {
    await harness.app.stop()
    await harness.store.close()
  }
}

it('an export has all of a workspace, and nothing of another', { timeout: 300_000 }, async () => {
  const acts = fc.array(
    fc.oneof(actsOf(OURS, 'agents', '2611.00010'), actsOf(THEIRS, 'zebrafish', '2611.00011')),
    {
      minLength: 4,
      maxLength: 12,
    },
  )
  await fc.assert(
    fc.asyncProperty(acts, async acts => {
      const among = await exportAfter(acts)
      const alone = await exportAfter(acts.filter(({ workspace }) => workspace === OURS))
      expect(withoutNumbers(among.ours)).toBe(withoutNumbers(alone.ours))
      expect(JSON.stringify(among.ours)).not.toMatch(/T10|Mallory|zebrafish/)
      expect(JSON.stringify(among.theirs)).not.toMatch(/T1\b|Ada/)
    }),
    { numRuns: 8 },
  )
})

it('an export has settings, subscriptions, changes and editions, with names but no hashes', async () => {
  const subscribe = { workspace: OURS, place: 'C1', text: 'confirm subscribe agents' }
  const { ours } = await exportAfter([subscribe, { ...subscribe, text: 'schedule 9:00' }])
  expect(ours.head).toEqual({
    format: 'paper-round export',
    version: 1,
    workspace: OURS,
    exportedAt: 1,
    whoCanChange: 'members',
  })
  expect(ours.channels).toMatchObject([
    {
      id: 'slack:T1/C1',
      settings: { time: '09:00', layout: 'compact', downranked: [] },
      subscriptions: [
        { topic: 'agents', by: { name: 'Ada', id: 'U-Ada' }, at: Date.parse(`${MONDAY}T08:30Z`) },
      ],
      changes: [{ by: 'Ada', command: 'subscribe agents', after: { topics: ['agents'] } }],
      editions: [{ origin: 'schedule', digest: { entries: [{ paperId: '2611.00010' }] } }],
    },
  ])
  expect(JSON.stringify(ours)).not.toMatch(/hash/i)
})
