import { describe, expect, it } from 'vitest'
import { filledIn } from '../../../src/messages/form.ts'
import type { Reply } from '../../../src/messages/reply.ts'
import type { Request } from '../../../src/messages/request.ts'
import { searchForm } from '../../contracts/chat/samples.ts'
import { PERSON } from '../../fakes/slack/workspace.ts'
import { everydayDigest } from '../../fixtures/digests.ts'
import { createHttpBot, startBot, textReply } from './bot.ts'

/** Requests from outside channels: the home page and the shortcuts. */

const search: Reply = { ...textReply('What should be looked for?'), form: searchForm }

const found: Reply = {
  ...textReply(''),
  lines: [],
  digest: { ...everydayDigest, actions: [{ label: 'Next', command: 'page 2 search agents', inPlace: true }] },
}

function reply({ text, form }: Request): Reply {
  if (text === 'app-home')
    return { ...textReply('This workspace follows agents.'), actions: [{ label: 'Help', command: 'help' }] }
  if (text === 'search') return form ? found : search
  return textReply(`Ran ${text}.`)
}

const textIn = (view: { blocks: unknown[] }): string => JSON.stringify(view.blocks)

describe('the home page', () => {
  it('shows what the workspace follows, below a search box', async () => {
    const { slack, requests } = await startBot({ reply })
    await (await slack.openHome()).acked()
    const home = await slack.nextView()
    expect(home).toMatchObject({ how: 'publish', type: 'home' })
    expect(textIn(home)).toContain('This workspace follows agents.')
    expect(requests[0]).toMatchObject({
      channel: `slack:${slack.workspace.teamId}/${PERSON.id}`,
      mayChange: false,
      origin: 'control',
    })
    slack.assertClean()
  })

  it('searches papers from its search box, turns pages in place, and opens a paper on top', async () => {
    const { slack, requests } = await startBot({ reply })
    await slack.openHome()
    const home = await slack.nextView()
    const box = { action_id: 'papers-box:search', block_id: 'query', value: 'agents', text: '' }
    await slack.clickInView(home, { ...box, type: 'plain_text_input' })
    const results = await slack.nextView()
    expect(results).toMatchObject({ how: 'open', type: 'modal' })
    expect(requests.at(-1)).toMatchObject({ text: 'search', origin: 'control', form: { query: ['agents'] } })
    await slack.clickInView(results, 'Next')
    const turned = await slack.nextView()
    expect(turned).toMatchObject({ how: 'update', id: results.id })
    expect(textIn(turned)).toContain('Ran page 2 search agents.')
    await slack.clickInView(results, 'Details')
    expect(await slack.nextView()).toMatchObject({ how: 'push' })
    slack.assertClean()
  })

  it('answers its buttons in a modal', async () => {
    const { slack } = await startBot({ reply })
    await slack.openHome()
    await slack.clickInView(await slack.nextView(), 'Help')
    const opened = await slack.nextView()
    expect(opened.how).toBe('open')
    expect(textIn(opened)).toContain('Ran help.')
    slack.assertClean()
  })

  it('is published for its own tab only, and once for an event that is delivered twice', async () => {
    const { slack, requests } = await startBot({ reply })
    await (await slack.openHome('messages')).acked()
    await slack.openHome('home', { copies: 2 })
    await slack.nextView()
    await (await slack.sendCommand('status')).answer()
    expect(requests.filter(({ text }) => text === 'app-home')).toHaveLength(1)
  })
})

describe('the shortcut “Search papers”', () => {
  it('asks for words, and shows the results in the same modal', async () => {
    const { slack } = await startBot({ reply })
    await slack.useShortcut('search_papers')
    const form = await slack.nextView()
    expect(form).toMatchObject({ how: 'open', title: 'Search papers' })
    const sent = await slack.submitView(form, { query: 'agents' })
    expect((await sent.acked()).payload).toMatchObject({
      response_action: 'update',
      view: { type: 'modal', callback_id: 'papers-reply' },
    })
    slack.assertClean()
  })
})

describe('the shortcut “Look up papers”', () => {
  it('looks up the links of a message, visible only to the person', async () => {
    const { slack, requests } = await startBot({ reply })
    const text = 'See <https://arxiv.org/abs/2401.00010v2|this> &amp; that'
    const used = await slack.useMessageShortcut('look_up_papers', text)
    await used.acked()
    expect((await used.answer()).visibility).toBe('ephemeral')
    expect(requests[0]?.text).toBe('lookup')
    expect(filledIn(requests[0]?.form, 'text')).toContain(
      'See <https://arxiv.org/abs/2401.00010v2|this> & that',
    )
    slack.assertClean()
  })
})

describe('HTTP mode', () => {
  it('has the shortcuts and the home page, too', async () => {
    const { slack, chat, url: to } = await createHttpBot({ reply })
    await chat.start()
    expect((await slack.openHome('home', { to })).statuses).toEqual([200])
    expect((await slack.nextView()).how).toBe('publish')
    await slack.useShortcut('search_papers', { to })
    const form = await slack.nextView()
    const sent = await slack.submitView(form, { query: 'agents' }, { to })
    expect((await sent.acked()).payload).toMatchObject({ response_action: 'update' })
    slack.assertClean()
  })
})
