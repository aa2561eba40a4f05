import { beforeEach, describe, expect, it } from 'vitest'
import { readExport } from '../../../src/commands/papers/export.ts'
import { packIds } from '../../../src/papers/packed-ids.ts'
import { type AppHarness, createAppHarness, textOf } from '../../fixtures/app-harness.ts'
import { candidate } from '../../fixtures/candidates.ts'

const TODAY = '2026-11-23'
const list = (name: string, args = '') => ({ kind: 'list', name, args })

describe('what is typed after export', () => {
  it.each([
    ['', 'bibtex', list('today')],
    ['today', 'bibtex', list('today')],
    ['day', 'bibtex', list('today')],
    ['week', 'bibtex', list('trending', 'week')],
    ['month ris', 'ris', list('trending', 'month')],
    ['ris', 'ris', list('today')],
    ['RIS week', 'ris', list('trending', 'week')],
    ['Week BibTeX', 'bibtex', list('trending', 'week')],
    ['2026-11-20', 'bibtex', list('today', '2026-11-20')],
    ['2026-11-20 ris', 'ris', list('today', '2026-11-20')],
    ['ris yesterday', 'ris', list('today', 'yesterday')],
    ['2611.00001', 'bibtex', { kind: 'papers', ids: ['2611.00001'] }],
    ['2611.00001 ris 2611.00002', 'ris', { kind: 'papers', ids: ['2611.00001', '2611.00002'] }],
    ['~0A0bC', 'bibtex', { kind: 'papers', ids: [expect.any(String)] }],
    ['trending week agents', 'bibtex', list('trending', 'week agents')],
    ['trending week agents ris', 'ris', list('trending', 'week agents')],
    ['ris today 2026-11-20 agents', 'ris', list('today', '2026-11-20 agents')],
    ['today ris', 'ris', list('today')],
    ['year ris', 'ris', list('today', 'year')],
    ['ris search bibtex parser', 'ris', list('search', 'bibtex parser')],
    ['similar 2611.00001', 'bibtex', list('similar', '2611.00001')],
  ])('%j is understood', (args, format, wanted) =>
    expect(readExport(args, TODAY)).toEqual({ ok: true, format, wanted }),
  )

  it.each([
    ['agents', 'agents'],
    ['week agents', 'week agents'],
    ['2026-11-20 2026-11-21', '2026-11-20 2026-11-21'],
    ['bibtex ris', 'bibtex ris'],
    ['2611.00001 foo', '2611.00001 foo'],
    ['endnote', 'endnote'],
  ])('%j is refused', (args, word) => expect(readExport(args, TODAY)).toEqual({ ok: false, word }))
})

describe('an export', () => {
  let harness: AppHarness
  beforeEach(async () => {
    harness = await createAppHarness('2026-11-23T08:30Z')
    const days = ['2026-11-23', '2026-11-20']
    await harness.store.papers.record(
      Array.from({ length: 12 }, (_, index) => {
        const day = days[index < 8 ? 0 : 1] ?? TODAY
        const paper = { title: `Agents ${index}`, day, listedAt: Date.parse(`${day}T08:00Z`) }
        return candidate(`2611.000${10 + index}`, { paper })
      }),
      harness.clock.now(),
    )
    return () => harness.store.close()
  })

  it.each([
    ['export', 8, 'papers-2026-11-23.bib'],
    ['export ris', 8, 'papers-2026-11-23.ris'],
    ['export week', 12, 'papers-2026-11-23.bib'],
    ['export 2026-11-20 ris', 4, 'papers-2026-11-20.ris'],
    ['export trending week agents', 12, 'papers-2026-11-23.bib'],
    ['export search agents', 12, 'papers-2026-11-23.bib'],
    ['export 2611.00010 2611.00011', 2, 'papers-2026-11-23.bib'],
    [`export ${packIds(['2611.00010', '2611.00011'])}`, 2, 'papers-2026-11-23.bib'],
  ])('%s has all %d papers in %s', async (text, count, name) => {
    const { file, visibility } = await harness.type(text)
    expect(visibility).toBe('ephemeral')
    expect(file?.name).toBe(name)
    expect(file?.text.match(/^(?:@misc|TY)/gm)).toHaveLength(count)
  })

  it('offers the other format', async () => {
    const actions = async (text: string) => (await harness.type(text)).actions
    expect(await actions('export week')).toEqual([{ label: 'As RIS', command: 'export ris week' }])
    expect(await actions('export ris search agents')).toEqual([
      { label: 'As BibTeX', command: 'export bibtex search agents' },
    ])
  })

  it('says what is wrong, or that there is nothing', async () => {
    const refused = await harness.type('export agents')
    expect(textOf(refused)).toContain('agents can’t be exported')
    expect(refused.file).toBeUndefined()
    for (const text of ['export 2026-11-19', 'export year', 'export 2026-11-24'])
      expect((await harness.type(text)).file).toBeUndefined()
    expect(textOf(await harness.type('export 2026-11-24'))).toContain('doesn’t exist yet')
  })

  it('is behind a button of every list', async () => {
    const reply = await harness.type('trending week agents')
    const action = reply.digest?.actions.find(({ label }) => label === 'Export')
    expect((await harness.type(action?.command ?? '')).file?.text.match(/^@misc/gm)).toHaveLength(12)
  })
})
