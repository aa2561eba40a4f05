import { describe, expect, it } from 'vitest'
import { type Form, filledIn } from '../../../src/messages/form.ts'
import type { Reply } from '../../../src/messages/reply.ts'
import type { Request } from '../../../src/messages/request.ts'
import { searchForm } from '../../contracts/chat/samples.ts'
import { inputsIn } from '../../fakes/discord/contents.ts'
import { says, startBot } from './bot.ts'

const settings = (time: string): Form => ({
  title: 'Settings',
  submit: 'Save',
  command: 'settings',
  fields: [
    {
      name: 'time',
      label: 'Time',
      kind: 'text',
      value: time,
      optional: false,
      maxLength: 20,
      lines: 'one',
    },
    { name: 'zone', label: 'Zone', kind: 'found', suggestions: 'zone', value: 'UTC' },
    {
      name: 'layout',
      label: 'Layout',
      kind: 'one',
      value: 'compact',
      options: [
        { label: 'Compact', value: 'compact' },
        { label: 'Thread', value: 'thread' },
      ],
    },
    {
      name: 'days',
      label: 'Days',
      kind: 'several',
      optional: false,
      values: ['1'],
      options: [
        { label: 'Mon', value: '1' },
        { label: 'Tue', value: '2' },
      ],
    },
  ],
})

/** Answers as the core would: shows a form, accepts valid input, and reports problems. */
function createFormReply() {
  let time = '09:00'
  return ({ text, form }: Request): Reply => {
    if (text === 'search')
      return form ? says(`Found for ${filledIn(form, 'query')}.`) : { ...says('What?'), form: searchForm }
    if (!form) return { ...says('Settings'), form: settings(time) }
    const typed = filledIn(form, 'time')
    if (typed === '25:00') return { ...says('No.'), problems: { time: '“25:00” is no time of day.' } }
    time = typed ?? time
    return says(`Ada set ${Object.keys(form).join(' and ')}.`, 'public')
  }
}

describe('a form with text fields only', () => {
  it('opened from a digest leaves the digest unchanged', async () => {
    const { discord } = await startBot({ reply: createFormReply() })
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
      reply: request => Promise.resolve(createFormReply()(request)),
    })
    expect((await (await discord.sendCommand('search')).answer()).kind).toBe('modal')
  })
})

describe('a form with menus', () => {
  it('is a private panel where each pick takes effect at once and is announced in the channel', async () => {
    const { discord, requests } = await startBot({ reply: createFormReply() })
    const panel = await (await discord.sendCommand('settings')).answer()
    expect(panel).toMatchObject({ kind: 'reply', visibility: 'ephemeral' })
    expect(panel.text).toContain('Time: 09')
    const picked = await discord.pick(panel, 'Thread')
    const acts = [await picked.act(), await picked.act(), await picked.act()]
    expect(acts.map(({ kind, visibility }) => [kind, visibility])).toEqual([
      ['defer-update', 'ephemeral'],
      ['edit', 'ephemeral'],
      ['follow-up', 'public'],
    ])
    expect(acts[2]?.text).toBe('Ada set layout.')
    expect(requests[1]).toMatchObject({ text: 'settings', form: { layout: ['thread'] } })
    discord.assertClean()
  })

  it('takes several picks of one field', async () => {
    const { discord, requests } = await startBot({ reply: createFormReply() })
    const panel = await (await discord.sendCommand('settings')).answer()
    await (await discord.pick(panel, { menu: 'papers-pick:days:settings', values: ['1', '2'] })).answer()
    expect(requests[1]?.form).toEqual({ days: ['1', '2'] })
    discord.assertClean()
  })

  it('opens its text fields in a modal, and shows the new values afterwards', async () => {
    const { discord } = await startBot({ reply: createFormReply() })
    const panel = await (await discord.sendCommand('settings')).answer()
    const modal = await (await discord.clickButton(panel, 'Change these')).answer()
    expect(inputsIn(modal.components).map(({ custom_id, value }) => [custom_id, value])).toEqual([
      ['time', '09:00'],
      ['zone', 'UTC'],
    ])
    const sent = await discord.submitModal(modal, { time: '17:30' }, { from: panel })
    await sent.act()
    expect((await sent.act()).text).toContain('Time: 17')
    expect(await sent.act()).toMatchObject({ kind: 'follow-up', visibility: 'public' })
    discord.assertClean()
  })

  it('reports a problem with the label of its field, and keeps the input for another try', async () => {
    const { discord } = await startBot({ reply: createFormReply() })
    const panel = await (await discord.sendCommand('settings')).answer()
    const modal = await (await discord.clickButton(panel, 'Change these')).answer()
    const sent = await discord.submitModal(modal, { time: '25:00' }, { from: panel })
    await sent.act()
    await sent.act()
    const rejected = await sent.act()
    expect(rejected).toMatchObject({ kind: 'follow-up', visibility: 'ephemeral' })
    expect(rejected.text.replaceAll('\\', '')).toContain(
      '**Time: **“25:00” is no time of day.'.replace(': **', ':** '),
    )
    const again = await (await discord.clickButton(rejected, 'Edit again')).answer()
    expect(inputsIn(again.components)[0]?.value).toBe('25:00')
    discord.assertClean()
  })

  it('is answered with text for someone who may not change anything', async () => {
    const { discord } = await startBot({ reply: () => says('Please ask one who may.') })
    expect((await (await discord.sendCommand('settings', { mayManage: false })).answer()).text).toBe(
      'Please ask one who may.',
    )
  })
})
