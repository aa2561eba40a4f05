import { expect, it } from 'vitest'
import { filledIn } from '../../../src/messages/form.ts'
import { everydayDigest } from '../../fixtures/digests.ts'
import type { CreateChatHome } from './home.ts'
import { list, searchForm, textReply } from './samples.ts'

/** Every kind of asking becomes a request of the same shape. */
export function requestsContract(createHome: CreateChatHome): void {
  it('by a typed command', async () => {
    const { type, channel, person, requests, assertClean } = await createHome()
    const command = await type('schedule 9:00 weekdays Europe/Paris')
    await command.seen()
    expect(requests).toEqual([
      {
        id: command.id,
        channel,
        person: person.name,
        personId: person.id,
        mayChange: true,
        text: 'schedule 9:00 weekdays Europe/Paris',
      },
    ])
    assertClean()
  })

  it('by a button of a message in the channel, which stays as it is', async () => {
    const { chat, posted, channel, person, requests, assertClean } = await createHome({
      reply: () => ({ ...textReply('All.'), digest: everydayDigest }),
    })
    await chat.publish({ channel, digest: everydayDigest, step: 0, key: 'k' }, new AbortController().signal)
    const click = await (await posted()).click('All of today')
    const answer = await click.seen()
    expect(answer).toMatchObject({ how: 'new', visibility: 'ephemeral' })
    expect(answer.text).toContain('Papers for Monday')
    expect(requests).toMatchObject([
      { id: click.id, channel, person: person.name, personId: person.id, text: 'today' },
    ])
    assertClean()
  })

  it('by a button of a private answer', async () => {
    const { type, requests } = await createHome({ reply: () => list })
    const click = await (await (await type('today')).seen()).click('Next')
    await click.seen()
    expect(requests[1]).toMatchObject({ id: click.id, text: 'page 2 today' })
  })

  it('by an option of a menu, whose answer comes beside the list', async () => {
    const { type, channel, requests, assertClean } = await createHome({ reply: () => list })
    const [entry] = everydayDigest.entries
    const shown = await (await type('today')).seen()
    const picked = await shown.pick(entry?.title ?? '')
    expect(await picked.seen()).toMatchObject({ how: 'new', visibility: 'ephemeral' })
    expect(requests[1]).toMatchObject({ id: picked.id, channel, text: `show ${entry?.paperId}` })
    assertClean()
  })

  it('by a form that is sent', async () => {
    const { type, channel, person, requests, assertClean } = await createHome({
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

  it('by a look at a message, with its whole text', async () => {
    const { lookUp, channel, person, requests, assertClean } = await createHome({
      reply: () => textReply('One paper.'),
    })
    const text = 'Read https://arxiv.org/abs/2401.00010 @everyone'
    expect(await (await lookUp(text)).seen()).toMatchObject({ visibility: 'ephemeral', text: 'One paper.' })
    expect(requests[0]).toMatchObject({ channel, personId: person.id, text: 'lookup' })
    expect(filledIn(requests[0]?.form, 'text')).toContain(text)
    assertClean()
  })

  it('is acknowledged before the work is done', async () => {
    const work = Promise.withResolvers<void>()
    const { type } = await createHome({
      slow: true,
      reply: () => work.promise.then(() => textReply('Found.')),
    })
    const command = await type('today')
    await command.acknowledged()
    work.resolve()
    expect(await command.seen()).toMatchObject({ visibility: 'ephemeral', text: 'Found.' })
  })

  it('is carried out once though the platform delivers it twice', async () => {
    const { type, requests } = await createHome({
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

  it('is none of ours by the button of another app', async () => {
    const { type, clickForeign, requests } = await createHome()
    await clickForeign()
    await (await type('status')).seen()
    expect(requests.map(({ text }) => text)).toEqual(['status'])
  })
}
