import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Reply } from '../../../src/messages/reply.ts'
import { packIds } from '../../../src/papers/packed-ids.ts'
import { type AppHarness, createAppHarness, textOf } from '../../fixtures/app-harness.ts'
import { candidate } from '../../fixtures/candidates.ts'

/** A Monday. */
const NOW = '2026-11-23T08:30Z'

const listedOn = (day: string, id: string, title = 'Agents') =>
  candidate(id, { paper: { title, day, listedAt: Date.parse(`${day}T08:00Z`) } })

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness(NOW)
  await harness.store.papers.record(
    [
      listedOn('2026-11-23', '2611.00001'),
      listedOn('2026-11-23', '2611.00002', 'Robots'),
      listedOn('2026-11-22', '2611.00003'),
      listedOn('2026-11-20', '2611.00004'),
      listedOn('2026-11-20', '2611.00005', 'Robots'),
      listedOn('2026-11-16', '2611.00006'),
      listedOn('2026-11-01', '2611.00007'),
      listedOn('2026-08-19', '2608.00008'),
    ],
    harness.clock.now(),
  )
  return () => harness.store.close()
})

/** The last digits of the exported papers, in order of their number. */
const exported = ({ file }: Reply): string | undefined =>
  file &&
  [...file.text.matchAll(/(?:eprint=\{|AN {2}- arXiv:)\d{4}\.0000(\d)/g)]
    .map(([, digit]) => digit)
    .sort()
    .join('')

describe('export', () => {
  it.each([
    ['export month', 'Papers are collected back to Thursday 12 November; more are coming.'],
    ['export month birdsong', 'Papers are collected back to Thursday 12 November; more are coming.'],
    ['export week', undefined],
    ['export 2026-11-01', undefined],
  ])('%s says how far back it goes while older lists are collected', async (text, expected) => {
    await harness.store.keyValues.set('archive', JSON.stringify([{ from: '2026-11-12', to: '2026-11-20' }]))
    const [said] = /Papers are collected back to [^.]*\./.exec(textOf(await harness.type(text))) ?? []
    expect(said).toBe(expected)
  })

  it.each([
    ['export', '12', 'papers-2026-11-23.bib'],
    ['export today', '12', 'papers-2026-11-23.bib'],
    ['export day', '12', 'papers-2026-11-23.bib'],
    ['export ris', '12', 'papers-2026-11-23.ris'],
    ['export bibtex', '12', 'papers-2026-11-23.bib'],
    ['export today ris', '12', 'papers-2026-11-23.ris'],
    ['export as RIS today', '12', 'papers-2026-11-23.ris'],
    ['download .bib', '12', 'papers-2026-11-23.bib'],
    ['export robots', '2', 'papers-2026-11-23.bib'],
    ['export agents day ris', '1', 'papers-2026-11-23.ris'],
    ['export ris agents', '1', 'papers-2026-11-23.ris'],
    ['export yesterday', '3', 'papers-2026-11-22.bib'],
    ['export 2026-11-20', '45', 'papers-2026-11-20.bib'],
    ['export for 2026-11-20', '45', 'papers-2026-11-20.bib'],
    ['export 2026-11-20 robots ris', '5', 'papers-2026-11-20.ris'],
    ['export ris robots 2026-11-20', '5', 'papers-2026-11-20.ris'],
    ['export robots ris 3 days ago', '5', 'papers-2026-11-20.ris'],
    ['export last friday', '45', 'papers-2026-11-20.bib'],
    ['export robots on friday', '5', 'papers-2026-11-20.bib'],
    ['export robots last friday', '5', 'papers-2026-11-20.bib'],
    ['export robots from 2026-11-20', '5', 'papers-2026-11-20.bib'],
    ['export robots of this week', '25', 'papers-2026-11-17-to-2026-11-23.bib'],
    ['export today 2026-11-20 robots', '5', 'papers-2026-11-20.bib'],
    ['export 2026-08-19', '8', 'papers-2026-08-19.bib'],
    ['export week', '123456', 'papers-2026-11-17-to-2026-11-23.bib'],
    ['export this week in bibtex', '123456', 'papers-2026-11-17-to-2026-11-23.bib'],
    ['export last 7 days', '123456', 'papers-2026-11-17-to-2026-11-23.bib'],
    ['export agents week', '1346', 'papers-2026-11-17-to-2026-11-23.bib'],
    ['export ris week robots', '25', 'papers-2026-11-17-to-2026-11-23.ris'],
    ['export month', '1234567', 'papers-2026-10-25-to-2026-11-23.bib'],
    ['export trending week robots', '25', 'papers-2026-11-17-to-2026-11-23.bib'],
    ['export trending day robots', '2', 'papers-2026-11-23.bib'],
    ['export search robots', '25', 'papers-2026-11-23.bib'],
    ['export ris search robots', '25', 'papers-2026-11-23.ris'],
    ['export search robots ris', '25', 'papers-2026-11-23.ris'],
    [`export ris ${packIds(['2611.00001', '2611.00006'])}`, '16', 'papers-2026-11-23.ris'],
    [`export ${packIds(['2611.00001', '2611.00006'])}`, '16', 'papers-2026-11-23.bib'],
    ['export 2611.00006;2611.00001', '16', 'papers-2026-11-23.bib'],
    ['export yesterday, ris', '3', 'papers-2026-11-22.ris'],
    ['export 7d robots', '25', 'papers-2026-11-17-to-2026-11-23.bib'],
    ['export 2611.00006 2611.00006', '6', 'papers-2026-11-23.bib'],
    ['export 2611.00006 ris https://arxiv.org/abs/2611.00001', '16', 'papers-2026-11-23.ris'],
  ])('%s has these papers', async (text, papers, name) => {
    const reply = await harness.type(text)
    expect([exported(reply), reply.file?.name, reply.visibility]).toEqual([papers, name, 'ephemeral'])
    expect(textOf(reply)).toContain(`${papers.length} paper`)
  })

  it.each([
    ['ris bibtex', 'Choose one format: BibTeX or RIS.'],
    ['week csv', 'Papers can’t be exported as csv, only as BibTeX or RIS.'],
    ['as EndNote', 'Papers can’t be exported as EndNote, only as BibTeX or RIS.'],
    ['year', 'A file has the papers of a day, a week or a month.'],
    ['agents last year ris', 'A file has the papers of a day, a week or a month.'],
    ['year agents', 'A file has the papers of a day, a week or a month.'],
    ['tomorrow', 'Tomorrow’s list doesn’t exist yet.'],
    ['2026-02-30', '“2026-02-30” isn’t a day.'],
    ['24 Nov', '“24 Nov” wasn’t understood as a day.'],
    ['week yesterday', 'Name only one of them.'],
    ['yesterday to monday', 'Name only one day.'],
    ['2026-11-20..2026-11-22 ris', '“2026-11-20..2026-11-22” wasn’t understood as a day.'],
    ['12/25', '“12/25” wasn’t understood as a day.'],
    ['2611.00001 agents', 'Name either papers or words.'],
    ['agents 2611.00001 ris', 'Name either papers or words.'],
    ['yesterday agents week', 'Name only one of them.'],
    ['today week', 'Name only one of them.'],
    ['search', 'Add the words to search for.'],
    ['similar agents', 'Add the arXiv id of a paper.'],
    ['week (agents', 'bracket'],
    ['robots friday', 'Write “on friday” for the day, or put the topic in quotation marks.'],
    ['black friday ris', '“friday” can be the day or a word of the topic.'],
  ])('%s is refused: %s', async (text, reason) => {
    const reply = await harness.type(`export ${text}`)
    expect(reply.file).toBeUndefined()
    expect(textOf(reply)).toContain(reason)
  })

  it.each([
    ['export quantum', 'No papers to export for quantum.'],
    ['export 2026-11-19', 'No papers of Thursday 19 November to export.'],
    ['export search zebra', 'No papers found by “zebra” to export.'],
  ])('%s says that there are none', async (text, said) => {
    const reply = await harness.type(text)
    expect(reply.file).toBeUndefined()
    expect(textOf(reply)).toContain(said)
  })

  it('a quoted day of the week is a topic', async () => {
    expect(textOf(await harness.type('export "black friday"'))).toContain('No papers to export for')
  })

  it('a quoted format is a topic', async () => {
    expect(textOf(await harness.type('export "ris"'))).toContain('No papers to export for "ris"')
  })

  it.each([
    'today',
    'today 2026-11-20 robots',
    'trending week agents',
    'search robots',
    'similar 2611.00001',
  ])('a button of %s exports all its papers, and offers the other format', async text => {
    const list = await harness.type(text)
    const button = list.digest?.actions.find(({ label }) => label === 'Export')
    const first = await harness.type(button?.command ?? '', { origin: 'control' })
    const ids = list.digest?.entries.map(({ paperId }) => paperId.at(-1)).sort()
    expect(exported(first)).toBe(ids?.join(''))
    const other = first.actions?.find(({ label }) => label === 'As RIS')
    const second = await harness.type(other?.command ?? '', { origin: 'control' })
    expect(second.file?.name).toMatch(/\.ris$/)
    expect(exported(second)).toBe(exported(first))
    expect(second.actions?.map(({ label }) => label)).toEqual(['As BibTeX'])
  })

  it('a button searches for words that end in the name of a format', async () => {
    const reply = await harness.type('export search robots ris', { origin: 'control' })
    expect(textOf(reply)).toContain('“robots ris”')
  })

  it('a posted digest has a button for its own papers', async () => {
    harness.source.days.set('2026-11-23', [
      listedOn('2026-11-23', '2611.00001'),
      listedOn('2026-11-23', '2611.00002', 'Robots'),
      listedOn('2026-11-23', '2611.00005', 'Robots'),
    ])
    await harness.app.start()
    onTestFinished(() => harness.app.stop())
    await harness.type('confirm subscribe robots')
    await harness.type('post')
    await harness.delivered()
    await harness.at('2026-11-23T08:31Z')
    const [post] = harness.posts
    const shown = post?.digest.entries.map(({ paperId }) => paperId.at(-1)).sort()
    expect(shown).toEqual(['2', '5'])
    const button = post?.digest.actions.find(({ label }) => label === 'Export')
    const reply = await harness.type(button?.command ?? '', { origin: 'control' })
    expect(exported(reply)).toBe('25')
    expect(textOf(reply)).toBe('2 papers as BibTeX.')
  })

  it('leaves out what can’t be found, and says how many', async () => {
    harness.lookUps.failure = 'down'
    const reply = await harness.type('export 2611.00001 2611.09999')
    expect(exported(reply)).toBe('1')
    expect(textOf(reply)).toContain('1 paper as BibTeX. 1 paper can’t be found right now.')
    expect(textOf(await harness.type('export 2611.09999'))).toContain('Try again later.')
  })

  it('has at most 500 papers, and says how many there are', async () => {
    const many = Array.from({ length: 501 }, (_, index) =>
      listedOn('2026-11-21', `2611.1${String(index).padStart(4, '0')}`),
    )
    await harness.store.papers.record(many, harness.clock.now())
    const reply = await harness.type('export 2026-11-21')
    expect(reply.file?.text.match(/^@misc/gm)).toHaveLength(500)
    expect(textOf(reply)).toContain('The first 500 of 501.')
    const week = await harness.type('export week')
    expect(week.file?.text.match(/^@misc/gm)).toHaveLength(500)
    expect(textOf(week)).toContain('500 papers of this week as BibTeX.')
    expect(textOf(week)).toContain('The first 500 of 507.')
  })
})
