import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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

describe('questions to the sources', () => {
  it('count over all processes', async () => {
    const { count } = (await import('../../config/defaults.ts')).LOOK_UP.budget.process
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
