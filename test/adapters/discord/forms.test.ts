import { describe, expect, it } from 'vitest'
import { modalOf } from '../../../adapters/discord/forms.ts'
import { settingsForm } from '../../../src/commands/channel/settings-form.ts'
import { type Form, filledIn } from '../../../src/messages/form.ts'
import type { Reply } from '../../../src/messages/reply.ts'
import type { Request } from '../../../src/messages/request.ts'
import { everyKindForm, pickForm, searchForm } from '../../contracts/chat/samples.ts'
import { buttonsIn } from '../../fakes/discord/contents.ts'
import { shownIn } from '../../fakes/discord/form-state.ts'
import type { Act } from '../../fakes/discord/interactions.ts'
import { aChannel } from '../../fixtures/channels.ts'
import { says, startBot } from './bot.ts'

/** The settings have more fields than a modal. */
const settings: Form = settingsForm({ channel: aChannel(), topics: ['agents'] }, 7)

const more = [{ label: 'More settings', command: 'page 2 settings' }]

/** Answers as the core would: shows a form, accepts valid input, and reports problems. */
function reply({ text, form }: Request): Reply {
  if (text === 'search')
    return form ? says(`Found for ${filledIn(form, 'query')}.`) : { ...says('What?'), form: searchForm }
  if (!form) return { ...says('Settings'), form: settings }
  const problems = {
    ...(filledIn(form, 'time') === '25:00' && { time: '“25:00” isn’t a time of day.' }),
    ...(filledIn(form, 'score') === '101' && { score: '“101” isn’t a score.' }),
  }
  const [problem] = Object.values(problems)
  if (problem) return { ...says(`Nothing was changed. ${problem}`), problems }
  return { ...says(`Ada set ${Object.keys(form).join(', ')}.`, 'public'), actions: more }
}

/** The names of the components of a modal’s fields. */
const TYPES: Readonly<Record<number, string>> = {
  3: 'menu',
  4: 'text',
  21: 'radio group',
  22: 'checkbox group',
}
const fieldsOf = (form: Form, page = 1) =>
  Object.fromEntries(
    modalOf(form, page).components.flatMap(label =>
      'component' in label && 'custom_id' in label.component
        ? [[label.component.custom_id, TYPES[label.component.type]]]
        : [],
    ),
  )

describe('a modal', () => {
  it('shows each kind of field with Discord’s own component', () => {
    expect(fieldsOf(everyKindForm)).toEqual({
      topics: 'text',
      time: 'text',
      options: 'checkbox group',
      layout: 'radio group',
      score: 'text',
    })
    expect(fieldsOf(pickForm)).toEqual({ size: 'menu', days: 'checkbox group', zone: 'text' })
  })

  it.each([
    [0, 24, 'menu'],
    [0, 25, 'text'],
    [1, 25, 'menu'],
    [1, 26, 'text'],
  ])('asks for a number from %i to %i with a %s', (min, max, type) => {
    const fields: Form['fields'] = [{ name: 'n', label: 'N', kind: 'number', value: 5, min, max }]
    expect(fieldsOf({ ...pickForm, fields })).toEqual({ n: type })
  })

  it('has the settings in two parts of at most five fields', () => {
    expect(Object.keys(fieldsOf(settings, 1))).toEqual(['topics', 'time', 'days', 'zone', 'options'])
    expect(Object.keys(fieldsOf(settings, 2))).toEqual(['layout', 'size', 'score', 'muted'])
    expect(fieldsOf(settings, 3)).toEqual(fieldsOf(settings, 1))
    expect([1, 2].map(page => modalOf(settings, page).title)).toEqual(['Settings', 'More settings'])
    expect([1, 2].map(page => modalOf(settings, page).custom_id)).toEqual([
      'papers-form:settings 7',
      'papers-form:page 2 settings 7',
    ])
  })

  it('shows a note in place of a field that is too long', () => {
    const fields: Form['fields'] = [{ name: 'topics', label: 'Topics', kind: 'note', value: 'Too *long*.' }]
    expect(modalOf({ ...pickForm, fields }, 1).components).toEqual([
      { type: 10, content: '-# Too \\*long\\*.' },
    ])
  })

  it('says how to type a time, unless the form says something else', () => {
    const hintOf = (hint?: string) => {
      const fields: Form['fields'] = [{ name: 't', label: 'T', hint, kind: 'time', value: '09:00' }]
      const [label] = modalOf({ ...pickForm, fields }, 1).components
      return label && 'description' in label ? label.description : undefined
    }
    expect(hintOf()).toBe('Such as 9:00, 17.30 or 5pm')
    expect(hintOf('In UTC')).toBe('In UTC')
  })
})

describe('a form', () => {
  it('opened from a digest leaves the digest unchanged', async () => {
    const { discord } = await startBot({ reply })
    const digest = {
      components: [
        { type: 1, components: [{ type: 2, style: 2, label: 'Search', custom_id: 'papers:search' }] },
      ],
    }
    const modal = await (await discord.clickButton(digest, 'Search')).answer()
    const answer = await (await discord.submitModal(modal, { query: 'x' }, { from: digest })).answer()
    expect(answer).toMatchObject({ kind: 'reply', visibility: 'ephemeral' })
    discord.assertClean()
  })

  it('opens even when the reply takes longer than other replies may', async () => {
    const { discord } = await startBot({
      deferAfterMs: 0,
      reply: request => Promise.resolve(reply(request)),
    })
    expect((await (await discord.sendCommand('search')).answer()).kind).toBe('modal')
  })

  it('that comes too late is offered again', async () => {
    const { promise, resolve } = Promise.withResolvers<Reply>()
    const { discord } = await startBot({ deferAfterMs: 0, reply: () => promise })
    const sent = await discord.sendCommand('show 2611.1')
    expect((await sent.act()).kind).toBe('defer')
    resolve({ ...says('What?'), form: searchForm })
    const late = await sent.answer()
    expect(late.text).toBe('The form took too long to open. Try again.')
    expect(buttonsIn(late.components)).toMatchObject([
      { label: 'Try again', custom_id: 'papers:show 2611.1' },
    ])
    discord.assertClean()
  })

  it('with more fields than a modal has its other part behind a button', async () => {
    const { discord, requests } = await startBot({ reply })
    const first = await (await discord.sendCommand('settings')).answer()
    expect(first).toMatchObject({ kind: 'modal', body: { title: 'Settings' } })
    const saved = await (await discord.submitModal(first, { time: '17:30', options: ['code'] })).answer()
    expect(saved).toMatchObject({ kind: 'reply', visibility: 'public' })
    expect(requests[1]).toMatchObject({
      text: 'settings 7',
      form: { topics: ['agents'], time: ['17:30'], options: ['code'] },
    })
    const second = await (await discord.clickButton(saved, 'More settings')).answer()
    expect(second).toMatchObject({ kind: 'modal', body: { title: 'More settings' } })
    expect(shownIn(second.components)).toEqual({ layout: 'compact', size: ['5'], score: '0', muted: '' })
    await (await discord.submitModal(second, { layout: 'thread', size: '3' }, { from: saved })).answer()
    expect(requests[3]).toMatchObject({
      text: 'page 2 settings 7',
      form: { layout: ['thread'], size: ['3'], score: ['0'], muted: [''] },
    })
    discord.assertClean()
  })

  it.each([
    [
      1,
      {
        topics: 'agents\nvideo',
        time: '25:00',
        days: ['6', '7'],
        zone: 'Paris',
        options: ['code', 'paused'],
      },
    ],
    [2, { layout: 'thread', size: ['9'], score: '101', muted: 'robots' }],
  ] as const)('with a problem opens again with what was typed (part %i)', async (page, typed) => {
    const { discord, requests } = await startBot({ reply })
    const shown = {
      components: [{ type: 2, style: 2, label: 'Open', custom_id: `papers:page ${page} settings` }],
    }
    const modal = await (await discord.clickButton(shown, 'Open')).answer()
    const rejected = await (await discord.submitModal(modal, typed)).answer()
    expect(rejected).toMatchObject({ kind: 'reply', visibility: 'ephemeral' })
    expect(rejected.text).toContain('Nothing was changed. “')
    const again = await (await discord.clickButton(rejected, 'Edit again')).answer()
    expect(again.body).toMatchObject({ title: modal.body.title, custom_id: modal.body.custom_id })
    expect(shownIn(again.components)).toEqual(typed)
    expect(requests.at(-1)?.form).toBeUndefined()
    const valid = { ...(page === 1 ? { time: '9:00' } : { score: '40' }) }
    const saved = await (await discord.submitModal(again, valid, { from: rejected })).answer()
    expect(saved.visibility).toBe('public')
    const fresh: Act = await (await discord.clickButton(rejected, 'Edit again')).answer()
    expect(shownIn(fresh.components)).toEqual(shownIn(modal.components))
    discord.assertClean()
  })

  it('opens with the current values for everyone else, and by its command', async () => {
    const { discord } = await startBot({ reply })
    const modal = await (await discord.sendCommand('settings')).answer()
    await (await discord.submitModal(modal, { time: '25:00' })).answer()
    const again = await (await discord.sendCommand('settings')).answer()
    expect(shownIn(again.components)).toEqual(shownIn(modal.components))
  })

  it('is answered with text for someone who may not change anything', async () => {
    const { discord } = await startBot({ reply: () => says('Please ask one who may.') })
    expect((await (await discord.sendCommand('settings', { mayManage: false })).answer()).text).toBe(
      'Please ask one who may.',
    )
  })
})

describe('a panel of an early version', () => {
  it('opens the form by its menus and its button, with nothing changed', async () => {
    const { discord, requests } = await startBot({ reply })
    const panel = {
      components: [{ type: 2, style: 1, label: 'Change these', custom_id: 'papers-edit:settings' }],
    }
    const picked = { menu: 'papers-pick:layout:settings', values: ['thread'] }
    for (const sent of [
      await discord.pick(panel, picked),
      await discord.clickButton(panel, 'Change these'),
    ]) {
      expect(await sent.answer()).toMatchObject({ kind: 'modal', body: { title: 'Settings' } })
    }
    expect(requests.map(({ form }) => form)).toEqual([undefined, undefined])
    discord.assertClean()
  })
})
