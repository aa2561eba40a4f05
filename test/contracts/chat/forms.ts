import { expect, it } from 'vitest'
import { filledIn } from '../../../src/messages/form.ts'
import type { Request } from '../../../src/messages/request.ts'
import type { CreateChatHarness } from './harness.ts'
import { everyKindForm, pickForm, searchForm, textReply, zoneForm } from './samples.ts'

const reply = ({ form }: Request) => {
  if (!form) return { ...textReply('What should be looked for?'), form: searchForm }
  const query = filledIn(form, 'query')
  return query === 'bad'
    ? { ...textReply('No paper has that word.'), problems: { query: 'No paper has that word.' } }
    : textReply(`Found ${query}.`)
}

export function formsContract(createHarness: CreateChatHarness): void {
  it('open instead of an answer, and are answered when submitted', async () => {
    const { type, requests, assertClean } = await createHarness({ reply })
    const form = await (await type('search')).form()
    expect(form.title).toBe('Search papers')
    expect(requests).toHaveLength(1)
    const sent = await form.send({ query: 'agents' })
    expect(await sent.seen()).toMatchObject({ how: 'new', visibility: 'ephemeral', text: 'Found agents.' })
    assertClean()
  })

  it('can be opened by buttons', async () => {
    const { type, assertClean } = await createHarness({
      reply: request =>
        request.text === 'help'
          ? { ...textReply('Help'), actions: [{ label: 'Search', command: 'search' }] }
          : reply(request),
    })
    const click = await (await (await type('help')).seen()).click('Search')
    const form = await click.form()
    expect(form.title).toBe('Search papers')
    assertClean()
  })

  it('show the problem of a field only to the person who submitted them', async () => {
    const { type, requests, assertClean } = await createHarness({ reply })
    const form = await (await type('search')).form()
    const sent = await form.send({ query: 'bad' })
    expect(await sent.problem('query')).toBe('No paper has that word.')
    expect(requests).toHaveLength(2)
    assertClean()
  })

  it.each([
    [
      everyKindForm,
      {},
      { topics: ['agents\nrobots'], time: ['09:00'], options: [], layout: ['compact'], score: ['0'] },
    ],
    [
      everyKindForm,
      { topics: '', time: '17:30', options: ['paused', 'code'], layout: 'thread', score: '40' },
      { topics: [''], time: ['17:30'], options: ['paused', 'code'], layout: ['thread'], score: ['40'] },
    ],
    [pickForm, {}, { size: ['5'], days: ['1', '3'], zone: ['UTC'] }],
    [pickForm, { size: '15', days: ['2'] }, { size: ['15'], days: ['2'], zone: ['UTC'] }],
  ])('send the values of every kind of field, changed or as shown (%#)', async (form, filled, sent) => {
    const { type, requests, assertClean } = await createHarness({
      reply: request => (request.form ? textReply('Saved.') : { ...textReply('Settings'), form }),
    })
    const opened = await (await type('settings')).form()
    await (await opened.send(filled)).seen()
    expect(requests[1]).toMatchObject({ text: form.command, origin: 'control' })
    expect(requests[1]?.form).toEqual(sent)
    assertClean()
  })

  it('can have a note in place of a field, of which nothing comes back', async () => {
    const note = { name: 'topics', label: 'Topics', kind: 'note', value: 'The topics are too long.' } as const
    const form = { ...pickForm, fields: [note, ...pickForm.fields] }
    const { type, requests, assertClean } = await createHarness({
      reply: request => (request.form ? textReply('Saved.') : { ...textReply('Settings'), form }),
    })
    const opened = await (await type('settings')).form()
    await (await opened.send({})).seen()
    expect(requests[1]?.form).toEqual({ size: ['5'], days: ['1', '3'], zone: ['UTC'] })
    assertClean()
  })

  it('can have a public answer', async () => {
    const { type, assertClean } = await createHarness({
      reply: request => (request.form ? textReply('Ada changed it.', 'public') : reply(request)),
    })
    const form = await (await type('search')).form()
    const sent = await form.send({ query: 'agents' })
    expect(await sent.seen()).toMatchObject({ visibility: 'public', text: 'Ada changed it.' })
    assertClean()
  })
}

export function suggestionsContract(createHarness: CreateChatHarness): void {
  it('are given while someone types, for their channel', async () => {
    const asked: unknown[] = []
    const { suggestZone, channel, assertClean } = await createHarness({
      reply: () => ({ ...textReply('Settings'), form: zoneForm }),
      async suggest(question) {
        asked.push(question)
        return [
          { label: 'Paris', value: 'Europe/Paris' },
          { label: 'Parma', value: 'Europe/Rome' },
        ]
      },
    })
    expect(await suggestZone('settings', 'par')).toEqual(['Paris: Europe/Paris', 'Parma: Europe/Rome'])
    expect(asked).toEqual([{ channel, kind: 'zone', typed: 'par' }])
    assertClean()
  })

  it('can be empty', async () => {
    const { suggestZone, assertClean } = await createHarness({
      reply: () => ({ ...textReply('Settings'), form: zoneForm }),
    })
    expect(await suggestZone('settings', 'xyz')).toEqual([])
    assertClean()
  })
}
