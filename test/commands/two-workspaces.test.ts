import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import type { SuggestionKind } from '../../src/messages/form.ts'
import { type AppHarness, createAppHarness } from '../fixtures/app-harness.ts'
import { candidate, MONDAY } from '../fixtures/candidates.ts'

/**
 * What a workspace sees must not depend on what happens in another one: the same actions of one are run alone and among random
 * actions of the other, and everything it gets has to be the same.
 */

const START = '2026-11-23T08:30Z'

/** Words that only the other workspace uses. */
const FOREIGN = ['zebrafish', 'yggdrasil', 'Mallory']

type Act =
  | { kind: 'type'; channel: ChannelId; text: string; person: string }
  | { kind: 'suggest'; channel: ChannelId; what: SuggestionKind; typed: string }

const PAPERS = Array.from({ length: 12 }, (_, index) =>
  candidate(`2611.000${10 + index}`, {
    paper: {
      title: `${index % 2 ? 'Agents' : 'Diffusion'} for ${index % 3 ? 'Zebrafish' : 'Yggdrasil'} ${index}`,
      listedAt: Date.parse('2026-11-23T07:00Z') + index * 60_000,
    },
    counts: { upvotes: 5 + index * 7, comments: 0 },
  }),
)

const commandsWith = (topics: readonly string[]) =>
  fc.oneof(
    fc.constantFrom(...topics).map(topic => `confirm subscribe ${topic}`),
    fc.constantFrom(...topics).map(topic => `unsubscribe ${topic}`),
    fc.constantFrom(...topics).map(topic => `search ${topic}`),
    fc.constantFrom(
      'subscribe',
      'unsubscribe all',
      'subscriptions',
      'status',
      'settings',
      'schedule 9:00',
      'schedule weekdays 18:30',
      'pause',
      'resume',
      'preview',
      'confirm post',
      'post-paper 2611.00012',
      'downrank 2611.00013',
      'why 2611.00011',
      'today',
      'trending week',
      'show 2611.00014',
      'similar 2611.00015',
      'export',
      'app-home',
      'welcome',
      'help',
    ),
  )

const actsOf = (workspace: string, person: string, topics: readonly string[]): fc.Arbitrary<Act> => {
  const channel = fc.constantFrom<ChannelId>(`slack:${workspace}/C1`, `slack:${workspace}/C2`)
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('type' as const),
        channel,
        text: commandsWith(topics),
        person: fc.constant(person),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('suggest' as const),
        channel,
        what: fc.constantFrom<SuggestionKind>('topic', 'followed', 'paper'),
        typed: fc.constantFrom('', 'z', 'a'),
      }),
    },
  )
}

const ours = actsOf('T1', 'U1', ['agents', 'diffusion'])
/** A workspace whose id begins like ours, too. */
const theirs = fc
  .constantFrom('T2', 'T10')
  .chain(workspace => actsOf(workspace, 'Mallory', ['zebrafish', 'yggdrasil', 'agents']))

const isOurs = ({ channel }: Pick<Act, 'channel'>): boolean => channel.startsWith('slack:T1/')

/** @param id not for all actions, because the platforms number some themselves */
async function carryOut(harness: AppHarness, act: Act, id: string): Promise<string> {
  const { channel } = act
  if (act.kind === 'suggest') return JSON.stringify(await harness.suggest(act.what, act.typed, channel))
  const reply = await harness.type(act.text, { id, channel, personId: act.person, role: 'admin' })
  // Numbers of recorded changes are drawn for all workspaces; each is good for nothing outside its own channel.
  return JSON.stringify(reply).replaceAll(/"(undo|settings) \d+"/g, '"$1"')
}

/** All that our workspace gets: answers, suggestions and messages. */
async function seenBy(acts: readonly Act[]): Promise<unknown[]> {
  const harness = await createAppHarness(START)
  try {
    await harness.store.papers.record(PAPERS, harness.clock.now())
    harness.source.days.set(MONDAY, PAPERS)
    await harness.app.start()
    const seen: unknown[] = []
    let others = 0
    for (const act of acts) {
      const answer = await carryOut(harness, act, `r${isOurs(act)} ${isOurs(act) ? seen.length : others++}`)
      if (isOurs(act)) seen.push(answer)
    }
    for (const time of ['09:00', '09:01', '18:30', '18:31']) await harness.at(`${MONDAY}T${time}:00Z`)
    const posts = harness.posts.filter(({ channel }) => isOurs({ channel }))
    const told = harness.directMessages.filter(({ channel }) => isOurs({ channel }))
    seen.push(...posts.sort((a, b) => a.key.localeCompare(b.key)), ...told)
    return seen
  } finally {
    await harness.app.stop()
    await harness.store.close()
  }
}

it('a workspace sees, is suggested, counted and timed nothing of another', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(ours, theirs), { minLength: 6, maxLength: 20 }), async acts => {
      const among = await seenBy(acts)
      expect(among).toEqual(await seenBy(acts.filter(isOurs)))
      const said = JSON.stringify(among.filter(each => typeof each === 'string'))
      expect(said).not.toContain(FOREIGN[2])
    }),
    { numRuns: 10 },
  )
})
