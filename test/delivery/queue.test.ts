import { describe, expect, it } from 'vitest'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import { createQueue, type Gate } from '../../src/delivery/queue.ts'
import type { DueRow, Origin } from '../../src/ports/outbox.ts'

let id = 0
const row = (channel: ChannelId, origin: Origin = 'schedule'): DueRow => ({
  id: ++id,
  channel,
  edition: `e${id}`,
  origin,
})

/** A gate that allows everything except these names, which have to wait. */
function gateOf(waits: Record<string, number> = {}) {
  const asked: string[] = []
  const waitOf = (name: string): number => {
    asked.push(name)
    return waits[name] ?? 0
  }
  const gate: Gate = { bot: waitOf, workspace: (_, workspace) => waitOf(workspace), begin: waitOf }
  return { gate, asked, waits }
}

/** The channels in the order in which a new queue with these rows returns them. */
function pick(rows: readonly DueRow[], gate = gateOf().gate) {
  const queue = createQueue()
  queue.fill(rows)
  const { ready, waitMs } = queue.pick(gate)
  return { channels: ready.map(({ channel }) => channel), waitMs, left: queue.size() }
}

describe('a queue', () => {
  it('is empty at first', () => {
    const queue = createQueue()
    expect(queue.size()).toBe(0)
    expect(queue.pick(gateOf().gate)).toEqual({ ready: [], waitMs: Infinity })
  })

  it('returns each row once, unchanged', () => {
    const rows = [row('slack:T/1'), row('slack:T/2')]
    const queue = createQueue()
    queue.fill(rows)
    expect(queue.size()).toBe(2)
    expect(queue.pick(gateOf().gate)).toEqual({ ready: rows, waitMs: Infinity })
    expect(queue.size()).toBe(0)
    expect(queue.pick(gateOf().gate)).toEqual({ ready: [], waitMs: Infinity })
  })

  it('drops its old rows when it is filled again', () => {
    const queue = createQueue()
    queue.fill([row('slack:T/1'), row('slack:T/2')])
    const next = row('slack:T/3')
    queue.fill([next])
    expect(queue.size()).toBe(1)
    expect(queue.pick(gateOf().gate).ready).toEqual([next])
  })

  it('alternates between workspaces, and keeps the order within each', () => {
    const rows = [row('slack:T/1'), row('slack:T/2'), row('slack:T/3'), row('slack:U/1'), row('slack:U/2')]
    expect(pick(rows).channels).toEqual(['slack:T/1', 'slack:U/1', 'slack:T/2', 'slack:U/2', 'slack:T/3'])
  })

  it.each(['request', 'notice'] as const)('returns a %s before scheduled editions', origin => {
    const rows = [row('slack:T/1'), row('slack:U/1'), row('slack:V/1', origin), row('slack:T/2', origin)]
    expect(pick(rows).channels).toEqual(['slack:V/1', 'slack:T/2', 'slack:T/1', 'slack:U/1'])
  })

  it('returns nothing of a platform whose bot has to wait, and asks about nothing else there', () => {
    const { gate, asked } = gateOf({ slack: 7 })
    expect(pick([row('slack:T/1'), row('discord:G/1')], gate)).toEqual({
      channels: ['discord:G/1'],
      waitMs: 7,
      left: 1,
    })
    expect(asked).toEqual(['slack', 'discord', 'discord:G', 'discord:G/1'])
  })

  it('stops when its bot has to wait, and continues later with the next workspace', () => {
    const queue = createQueue()
    queue.fill([row('slack:T/1'), row('slack:T/2'), row('slack:U/1')])
    let places = 1
    const gate: Gate = {
      bot: () => (places > 0 ? 0 : 5),
      workspace: () => 0,
      begin() {
        places--
        return 0
      },
    }
    expect(queue.pick(gate)).toMatchObject({ ready: [{ channel: 'slack:T/1' }], waitMs: 5 })
    places = 2
    expect(queue.pick(gate)).toMatchObject({ ready: [{ channel: 'slack:U/1' }, { channel: 'slack:T/2' }] })
  })

  it('skips a workspace that has to wait', () => {
    const { gate, asked } = gateOf({ 'slack:T': 9 })
    const rows = [row('slack:T/1'), row('slack:U/1')]
    expect(pick(rows, gate)).toEqual({ channels: ['slack:U/1'], waitMs: 9, left: 1 })
    expect(asked).not.toContain('slack:T/1')
  })

  it('skips channels that have to wait, and returns a later one of their workspace', () => {
    const { gate } = gateOf({ 'slack:T/1': Infinity, 'slack:T/2': 20 })
    const rows = [row('slack:T/1'), row('slack:T/2'), row('slack:T/3')]
    expect(pick(rows, gate)).toEqual({ channels: ['slack:T/3'], waitMs: 20, left: 2 })
  })

  it.each([
    ['channels of a workspace', { 'slack:T/1': 30, 'slack:T/2': 20, 'slack:T/3': 25 }, 20],
    ['workspaces', { 'slack:T': 30, 'slack:U': 20, 'slack:V': 25 }, 20],
    ['platforms', { slack: 30, discord: 20 }, 20],
    ['requested and scheduled editions', { 'slack:W': 10, 'slack:T': 30 }, 10],
  ])('returns the shortest wait among %s', (_, waits, waitMs) => {
    const rows = [
      ...[row('slack:T/1'), row('slack:T/2'), row('slack:T/3'), row('slack:U/1'), row('slack:V/1')],
      ...[row('discord:G/1'), row('slack:W/1', 'request')],
    ]
    expect(pick(rows, gateOf(waits).gate).waitMs).toBe(waitMs)
  })

  it('asks no more about a workspace without rows', () => {
    const { gate, asked, waits } = gateOf()
    const queue = createQueue()
    queue.fill([row('slack:T/1')])
    queue.pick(gate)
    Object.assign(waits, { slack: 5, 'slack:T': 5 })
    expect(queue.pick(gate).waitMs).toBe(Infinity)
    expect(asked).toEqual(['slack', 'slack:T', 'slack:T/1'])
  })
})
