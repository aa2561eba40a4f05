import { setImmediate } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import { createPlanTogether, type PlanTogether } from '../../src/delivery/plan-together.ts'
import type { PlannedSlot } from '../../src/ports/outbox.ts'
import { runUnder } from '../../src/replicas/held-lease.ts'
import { HOUR, NOW } from '../contracts/store/samples.ts'

const slot = (id: string): PlannedSlot => ({
  kind: 'skip',
  channel: `slack:T1/${id}` satisfies ChannelId,
  skip: { slotAt: NOW, reason: 'nothing new' },
  nextSlotAt: NOW + HOUR,
})
const nameOf = (planned: PlannedSlot): string =>
  planned.kind === 'skip' ? planned.channel.slice('slack:T1/'.length) : ''

/** The channels of each transaction. */
let transactions: string[]
/** These can't be stored. */
let broken: string[]
let plan: PlanTogether

beforeEach(() => {
  transactions = []
  broken = []
  plan = createPlanTogether({
    async planSlots(slots) {
      const names = slots.map(nameOf)
      transactions.push(names.join(' '))
      if (names.some(name => broken.includes(name))) throw new Error(`can't store ${names.join(' ')}`)
      return names.map(name => name !== 'known')
    },
  })
})

describe('what is planned', () => {
  it('in the same turn of the event loop is stored in one transaction, each with its own result', async () => {
    expect(await Promise.all(['a', 'known', 'b'].map(id => plan(slot(id))))).toEqual([true, false, true])
    await setImmediate()
    expect(await plan(slot('c'))).toBe(true)
    expect(transactions).toEqual(['a known b', 'c'])
  })

  it('is stored one by one if that fails, so that only what is broken is missing', async () => {
    broken = ['b']
    const done = await Promise.allSettled(['a', 'b', 'c'].map(id => plan(slot(id))))
    expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(transactions).toEqual(['a b c', 'a', 'b', 'c'])
  })

  it('fails once if it was alone', async () => {
    broken = ['a']
    await expect(plan(slot('a'))).rejects.toThrow("can't store a")
    expect(transactions).toEqual(['a'])
  })

  it('under a lease that is lost until then is not stored, and all else is', async () => {
    const held = { signal: new AbortController().signal, check() {} }
    let isLost = false
    const losing = {
      ...held,
      check() {
        if (isLost) throw new Error('lost')
      },
    }
    const done = Promise.allSettled([
      runUnder(losing, () => plan(slot('a'))),
      runUnder(held, () => plan(slot('b'))),
      plan(slot('c')),
    ])
    isLost = true
    expect((await done).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
    expect(transactions).toEqual(['b c'])
  })
})
