import { expect, it } from 'vitest'
import { filledIn } from '../../../src/messages/form.ts'
import { everydayDigest } from '../../fixtures/digests.ts'
import type { CreateChatHarness } from './harness.ts'
import { list, menu, searchForm, textReply } from './samples.ts'

/** All kinds of requests have the same form. */
export function requestsContract(createHarness: CreateChatHarness): void {
  it('comes from a typed command', async () => {
    const { type, channel, person, requests, assertClean, role } = await createHarness()
    const command = await type('schedule 9:00 weekdays Europe/Paris')
    await command.seen()
    expect(requests).toEqual([
      {
        id: command.id,
        channel,
        person: person.name,
        personId: person.id,
        mayChange: true,
        role,
        text: 'schedule 9:00 weekdays Europe/Paris',
        origin: 'typed',
      },
    ])
    assertClean()
  })

  it('comes from a button of a message in the channel, which stays unchanged', async () => {
    const { chat, posted, channel, person, requests, assertClean } = await createHarness({
      reply: () => ({ ...textReply('All.'), digest: everydayDigest }),
    })
    await chat.publish({ channel, digest: everydayDigest, step: 0, key: 'k' }, new AbortController().signal)
    const click = await (await posted()).click('All of today')
    const answer = await click.seen()
    expect(answer).toMatchObject({ how: 'new', visibility: 'ephemeral' })
    expect(answer.text).toContain(everydayDigest.title)
    expect(requests).toMatchObject([
      { id: click.id, channel, person: person.name, personId: person.id, text: 'today', origin: 'control' },
    ])
    assertClean()
  })

  it('comes from a button of an ephemeral answer', async () => {
    const { type, requests } = await createHarness({ reply: () => list })
    const click = await (await (await type('today')).seen()).click('Next')
    await click.seen()
    expect(requests[1]).toMatchObject({ id: click.id, text: 'page 2 today', origin: 'control' })
  })

  it('comes from the details of a paper in a list, with the answer in a new message', async () => {
    const { type, channel, requests, assertClean } = await createHarness({ reply: () => list })
    const [entry] = everydayDigest.entries
    const shown = await (await type('today')).seen()
    const click = await shown.click('Details')
    expect(await click.seen()).toMatchObject({ how: 'new', visibility: 'ephemeral' })
    expect(requests[1]).toMatchObject({ id: click.id, channel, text: `show ${entry?.paperId}` })
    assertClean()
  })

  it('comes from an option of a menu, with the answer in a new message', async () => {
    const { type, channel, requests, assertClean } = await createHarness({ reply: () => menu })
    const shown = await (await type('today')).seen()
    const picked = await shown.pick('Small Steps')
    expect(await picked.seen()).toMatchObject({ how: 'new', visibility: 'ephemeral' })
    expect(requests[1]).toMatchObject({ id: picked.id, channel, text: 'show 2611.00001' })
    assertClean()
  })

  it('comes from a submitted form', async () => {
    const { type, channel, person, requests, assertClean } = await createHarness({
      reply: ({ form }) => (form ? textReply('Found.') : { ...textReply('What?'), form: searchForm }),
    })
    const form = await (await type('search')).form()
    const sent = await form.send({ query: 'agents' })
    await sent.seen()
    expect(requests[1]).toMatchObject({
      id: sent.id,
      channel,
      person: person.name,
      personId: person.id,
      text: 'search',
      form: { query: ['agents'] },
    })
    assertClean()
  })

  it('comes from the shortcut on a message, with the whole text of the message', async () => {
    const { lookUp, channel, person, requests, assertClean } = await createHarness({
      reply: () => textReply('One paper.'),
    })
    const text = 'Read https://arxiv.org/abs/2401.00010 @everyone'
    expect(await (await lookUp(text)).seen()).toMatchObject({ visibility: 'ephemeral', text: 'One paper.' })
    expect(requests[0]).toMatchObject({ channel, personId: person.id, text: 'lookup', origin: 'control' })
    expect(filledIn(requests[0]?.form, 'text')).toContain(text)
    assertClean()
  })

  it('is acknowledged before the command is done', async () => {
    const work = Promise.withResolvers<void>()
    const { type } = await createHarness({
      slow: true,
      reply: () => work.promise.then(() => textReply('Found.')),
    })
    const command = await type('today')
    await command.acknowledged()
    work.resolve()
    expect(await command.seen()).toMatchObject({ visibility: 'ephemeral', text: 'Found.' })
  })

  it('is run once if the platform delivers it twice', async () => {
    const { type, requests } = await createHarness({
      reply: ({ text, form }) => {
        if (text !== 'search') return list
        return form ? textReply('Found.') : { ...textReply('What?'), form: searchForm }
      },
    })
    const shown = await (await type('today', { copies: 2 })).seen()
    await (await shown.click('Next', { copies: 2 })).seen()
    const form = await (await type('search')).form()
    await (await form.send({ query: 'agents' }, { copies: 2 })).seen()
    await (await type('status')).seen()
    expect(requests.map(({ text }) => text)).toEqual(['today', 'page 2 today', 'search', 'search', 'status'])
  })

  it('is ignored if it comes from a button of another app', async () => {
    const { type, clickForeign, requests } = await createHarness()
    await clickForeign()
    await (await type('status')).seen()
    expect(requests.map(({ text }) => text)).toEqual(['status'])
  })
}
