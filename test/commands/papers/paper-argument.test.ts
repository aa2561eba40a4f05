import { describe, expect, it } from 'vitest'
import type { LookUpResult } from '../../../src/collecting/look-up.ts'
import { readPaperArg } from '../../../src/commands/papers/paper-argument.ts'
import { textOf } from '../../fixtures/app-harness.ts'
import { candidate } from '../../fixtures/candidates.ts'

const read = (args: string, result: LookUpResult = { kind: 'unknown' }) =>
  readPaperArg(args, 'why', async () => result)

const refused = async (args: string, result?: LookUpResult) => {
  const arg = await read(args, result)
  return arg.ok ? undefined : arg.reply
}

describe('the paper that someone means', () => {
  it.each([true, false])('is found, stored here or not: %s', async kept => {
    const found = candidate('1706.03762')
    const arg = await read('https://arxiv.org/abs/1706.03762', { kind: 'found', found, listed: kept })
    expect(arg).toEqual({ ok: true, found, isStored: kept })
  })

  it('is asked for if nothing was typed, with an example of the same command', async () => {
    const reply = await refused('')
    expect(textOf(reply ?? { visibility: 'ephemeral', lines: [] })).toContain('/papers why 1706.03762')
    expect(reply?.actions).toBeUndefined()
  })

  it('can be searched for if words were typed', async () => {
    expect(await refused('attention')).toMatchObject({
      visibility: 'ephemeral',
      actions: [{ label: 'Search for “attention”', command: 'search attention' }],
    })
  })

  it.each([
    ['schedule', 'schedule'],
    ['Topics', 'subscriptions'],
    ['papers', 'today'],
  ])('isn’t a command: %s', async (text, meant) => {
    const reply = await refused(text)
    expect(textOf(reply ?? { visibility: 'ephemeral', lines: [] })).toBe(
      `${text} isn’t a paper. Did you mean /papers ${meant}?`,
    )
  })

  it('is the only one in what was typed, among other words', async () => {
    const found = candidate('1706.03762')
    const arg = await read('[1706.03762] Attention Is All You Need', { kind: 'found', found, listed: true })
    expect(arg).toMatchObject({ ok: true })
  })

  it('is chosen from several', async () => {
    expect(await refused('1706.03762 or 2401.00010?')).toMatchObject({
      visibility: 'ephemeral',
      actions: [{ command: 'why 1706.03762' }, { command: 'why 2401.00010' }],
    })
  })

  it('is named if it is unknown, and with the reason if it couldn’t be looked up', async () => {
    const [unknown, failed] = [
      await refused('1706.03762'),
      await refused('1706.03762', { kind: 'failed', reason: 'arXiv is down' }),
    ]
    for (const reply of [unknown, failed]) {
      expect(reply?.lines.flat()).toContainEqual({ text: '1706.03762', style: 'bold' })
      expect(reply?.visibility).toBe('ephemeral')
    }
    expect(JSON.stringify(failed)).toContain('arXiv is down')
  })
})
