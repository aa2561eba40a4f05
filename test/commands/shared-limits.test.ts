import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { COMMAND_LIMITS, LOOK_UP } from '../../config/defaults.ts'
import { textOf } from '../fixtures/app-harness.ts'
import { candidate, MONDAY } from '../fixtures/candidates.ts'
import { type ReplicaHarness, sharedMemory, startReplicas } from '../fixtures/replicas.ts'

let harness: ReplicaHarness
beforeEach(async () => {
  harness = await startReplicas(`${MONDAY}T08:00Z`, sharedMemory())
  harness.days.set(MONDAY, [candidate('2611.00001')])
  await harness.at(`${MONDAY}T08:15Z`)
})
afterEach(() => harness.close())

describe('what a person may do', () => {
  it('counts over all processes: posts', async () => {
    const [first, second, third] = harness.replicas
    for (const replica of [first, second, third]) {
      expect(textOf(await replica.type('post'))).not.toContain('Too many posts')
    }
    expect(textOf(await second.type('post'))).toContain('Too many posts')
    expect(textOf(await second.type('post', { personId: 'U2' }))).not.toContain('Too many posts')
  })

  it('counts over all processes: changes', async () => {
    const replies: string[] = []
    for (let times = 0; times < 63; times++) {
      const replica = harness.replicas[times % 3]
      const minute = String(times % 60).padStart(2, '0')
      replies.push(
        textOf((await replica?.type(`schedule 10:${minute}`)) ?? { visibility: 'public', lines: [] }),
      )
    }
    expect(replies.filter(text => text.includes('Too many changes'))).toHaveLength(3)
  })
})

describe('what a person or a workspace may ask for', () => {
  const typeByTurns = async (
    count: number,
    text: (time: number) => string,
    personOf: (time: number) => string = () => 'U1',
  ): Promise<string[]> => {
    const replies: string[] = []
    for (let time = 0; time < count; time++) {
      const reply = await harness.replicas[time % 3]?.type(text(time), { personId: personOf(time) })
      replies.push(reply ? textOf(reply) : '')
    }
    return replies
  }

  it('counts over all processes: searches of a person', async () => {
    const { count } = COMMAND_LIMITS.searches.person
    const replies = await typeByTurns(count + 2, () => 'search agents')
    const refused = replies.filter(text => text.startsWith('Too many searches in a short time'))
    expect(refused).toHaveLength(2)
    const [first] = harness.replicas
    expect(textOf(await first.type('search agents', { personId: 'U2' }))).not.toContain('Too many')
  })

  it('counts over all processes: look-ups by a person', async () => {
    const { count } = LOOK_UP.budget.person
    const asked = () => harness.replicas.reduce((sum, { lookUps }) => sum + lookUps.asked.length, 0)
    await typeByTurns(count + 3, time => `show 2601.${10_000 + time}`)
    expect(asked()).toBe(count)
  })

  it('counts over all processes: commands in a workspace', async () => {
    const { count } = COMMAND_LIMITS.commands.workspace
    const replies = await typeByTurns(
      count + 2,
      () => 'help',
      time => `U${time % 200}`,
    )
    expect(replies.filter(text => text.startsWith('Too many commands in this workspace'))).toHaveLength(2)
  })

  it('runs a command that can’t be counted', async () => {
    const [first] = harness.replicas
    const { rateCounters } = first.store
    rateCounters.count = () => Promise.reject(new Error('the database is gone'))
    expect(textOf(await first.type('help'))).not.toContain('Too many')
  })
})

describe('questions to the sources', () => {
  it('count over all processes', async () => {
    const { count } = LOOK_UP.budget.process
    const asked = () => harness.replicas.reduce((sum, { lookUps }) => sum + lookUps.asked.length, 0)
    for (let times = 0; times < count + 30; times++) {
      const channel = `slack:T${times}/C1` as const
      await harness.replicas[times % 3]?.type(`show 2601.${10_000 + times}`, {
        channel,
        personId: `U${times}`,
      })
    }
    expect(asked()).toBe(count)
  })
})
