import { beforeEach, describe, expect, it } from 'vitest'
import { type AppHarness, CHANNEL, createAppHarness, textOf } from '../../fixtures/app-harness.ts'
import { candidate } from '../../fixtures/candidates.ts'
import { aChannel } from '../../fixtures/channels.ts'

const ID = '2611.00001'

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:30Z')
  const paper = {
    title: 'Quantized Agents',
    abstract: 'Quantized agents negotiate turnips, lanterns, walrus, cobalt.',
  }
  await harness.store.papers.record([candidate(ID, { paper })], harness.clock.now())
  return () => harness.store.close()
})

const downranked = async () => (await harness.store.channels.find(CHANNEL))?.downranked

describe('downrank', () => {
  it('stores the paper with its typical words, and shows the channel six of them', async () => {
    const reply = await harness.type(`downrank ${ID}`)
    const [first, ...others] = (await downranked()) ?? []
    expect(others).toEqual([])
    expect(first).toMatchObject({ paperId: ID, title: 'Quantized Agents' })
    expect(first?.terms.length).toBeGreaterThan(6)
    expect(reply.visibility).toBe('public')
    expect(textOf(reply)).toMatch(/^Ada .*Quantized Agents/)
    const bold = reply.lines.flat().flatMap(({ style, text }) => (style === 'bold' ? [text] : []))
    expect(bold.at(-1)?.split(', ')).toEqual(first?.terms.slice(0, 6))
    expect(reply.actions).toEqual([{ label: 'Undo', command: `downrank undo ${ID}` }])
  })

  it('stores a paper once, and offers to undo it', async () => {
    await harness.type(`downrank ${ID}`)
    const reply = await harness.type(`downrank ${ID}`)
    expect(reply).toMatchObject({ visibility: 'ephemeral', actions: [{ command: `downrank undo ${ID}` }] })
    expect(await downranked()).toHaveLength(1)
  })

  it('undoes the one that is named, and keeps the others', async () => {
    const other = { paperId: '2611.00002', title: 'Walrus', terms: ['walrus'] }
    await harness.store.channels.save(aChannel({ downranked: [other] }))
    await harness.type(`downrank ${ID}`)
    const reply = await harness.type(`downrank UNDO ${ID}`)
    expect(reply.visibility).toBe('public')
    expect(textOf(reply)).toBe('Ada stopped ranking papers like Quantized Agents lower.')
    expect(await downranked()).toEqual([other])
    expect(reply.actions).toEqual([{ label: 'Undo', command: `downrank ${ID}` }])
    await harness.type(`downrank ${ID}`)
    expect((await downranked())?.map(({ paperId }) => paperId)).toEqual(['2611.00002', ID])
  })

  it('is in the status under the name of its button', async () => {
    const lastChange = async () =>
      textOf(await harness.type('status')).match(/^Last change: (.*), by Ada/m)?.[1]
    await harness.type(`downrank ${ID}`)
    expect(await lastChange()).toBe(`“Less like this” for ${ID}`)
    await harness.type(`downrank undo ${ID}`)
    expect(await lastChange()).toBe(`undo of “Less like this” for ${ID}`)
  })

  it('has nothing to undo for other papers', async () => {
    await harness.type(`downrank ${ID}`)
    expect(await harness.type('downrank undo 2611.00009')).toMatchObject({ visibility: 'ephemeral' })
    expect(await downranked()).toHaveLength(1)
    expect(await harness.type('downrank undo')).toMatchObject({ visibility: 'ephemeral' })
  })

  it('drops the oldest of more than fifty papers', async () => {
    const old = Array.from({ length: 50 }, (_, index) => ({ paperId: `p${index}`, title: 'Old', terms: [] }))
    await harness.store.channels.save(aChannel({ downranked: old }))
    await harness.type(`downrank ${ID}`)
    const ids = (await downranked())?.map(({ paperId }) => paperId)
    expect(ids).toHaveLength(50)
    expect([ids?.[0], ids?.at(-1)]).toEqual(['p1', ID])
  })

  it('needs a paper', async () => {
    expect(textOf(await harness.type('downrank'))).toContain('/papers show')
    expect(await downranked()).toBeUndefined()
  })
})
