import { describe, expect, it } from 'vitest'
import { formView } from '../../../adapters/slack/views.ts'
import { settingsForm } from '../../../src/commands/channel/settings-form.ts'
import type { Form } from '../../../src/messages/form.ts'
import type { Reply } from '../../../src/messages/reply.ts'
import { CHANNEL } from '../../fakes/slack/workspace.ts'
import { aChannel } from '../../fixtures/channels.ts'
import { startBot, textReply } from './bot.ts'

const form: Form = {
  title: 'Settings',
  submit: 'Save',
  command: 'settings',
  fields: [
    {
      name: 'time',
      label: 'Time',
      kind: 'text',
      value: '09:00',
      optional: false,
      maxLength: 20,
      lines: 'one',
    },
    { name: 'zone', label: 'Zone', kind: 'found', suggestions: 'zone', value: 'UTC' },
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
  ],
}

const settings = (answer: Reply) => (request: { form?: unknown }) =>
  request.form ? answer : { ...textReply('Settings'), form }

describe('the settings', () => {
  it('have Slack’s own control for each kind of field', () => {
    const all = settingsForm({ channel: aChannel(), topics: ['agents'] }, 7)
    const elements = formView(all, '{}').blocks.flatMap(block =>
      'element' in block ? [[block.block_id, block.element] as const] : [],
    )
    expect(elements.map(([name, { type }]) => [name, type])).toEqual([
      ['topics', 'plain_text_input'],
      ['time', 'timepicker'],
      ['days', 'checkboxes'],
      ['zone', 'external_select'],
      ['options', 'checkboxes'],
      ['layout', 'radio_buttons'],
      ['size', 'number_input'],
      ['score', 'number_input'],
      ['muted', 'plain_text_input'],
    ])
    const elementOf = Object.fromEntries(elements)
    expect(elementOf.time).toMatchObject({ initial_time: '09:00' })
    expect(elementOf.size).toMatchObject({
      initial_value: '5',
      min_value: '1',
      max_value: '15',
      is_decimal_allowed: false,
    })
    expect(elementOf.topics).toMatchObject({ multiline: true, initial_value: 'agents' })
  })

  it.each([
    [5, 'radio_buttons'],
    [6, 'static_select'],
  ])('with a choice of %i have %s', (count, type) => {
    const options = Array.from({ length: count }, (_, index) => ({ label: `L${index}`, value: `${index}` }))
    const fields: Form['fields'] = [{ name: 'a', label: 'A', kind: 'one', value: '0', options }]
    expect(formView({ ...form, fields }, '{}').blocks).toMatchObject([{ element: { type } }])
  })
})

it('a form shows a note in place of a field that is too long', () => {
  const fields: Form['fields'] = [{ name: 'topics', label: 'Topics', kind: 'note', value: 'Too long.' }]
  expect(formView({ ...form, fields: [...fields, ...form.fields] }, '{}').blocks[0]).toEqual({
    type: 'context',
    elements: [{ type: 'plain_text', text: 'Too long.', emoji: false }],
  })
})

describe('a form', () => {
  it('opens as a modal with the current settings, and submits the new ones', async () => {
    const { slack, requests } = await startBot({
      reply: settings({ ...textReply('Ada changed it.'), visibility: 'public' }),
    })
    const command = await slack.sendCommand('settings')
    const view = await slack.nextView()
    expect(view).toMatchObject({ how: 'open', title: 'Settings' })
    const sent = await slack.submitView(view, { time: '17:30', days: ['1', '2'], layout: 'thread' })
    expect((await sent.acked()).payload).toEqual({})
    expect(await command.answer()).toMatchObject({ visibility: 'public', text: 'Ada changed it.' })
    expect(requests[1]).toMatchObject({
      channel: `slack:${slack.workspace.teamId}/${CHANNEL}`,
      text: 'settings',
      form: { time: ['17:30'], zone: ['UTC'], days: ['1', '2'], layout: ['thread'] },
    })
    slack.assertClean()
  })

  it('stays open and shows a problem at its field', async () => {
    const problems = { time: '“25:00” is no time of day.', gone: 'no such field' }
    const { slack } = await startBot({ reply: settings({ ...textReply('No.'), problems }) })
    await slack.sendCommand('settings')
    const sent = await slack.submitView(await slack.nextView(), { time: '25:00' })
    expect((await sent.acked()).payload).toEqual({
      response_action: 'errors',
      errors: { time: '“25:00” is no time of day.' },
    })
    expect(slack.responses).toEqual([])
  })

  it('offers a retry when Slack fails to open it', async () => {
    const { slack } = await startBot({ reply: settings(textReply('Saved.')) })
    slack.fail('views.open', { status: 500 })
    const command = await slack.sendCommand('settings')
    const answer = await command.answer()
    expect(answer.text).toContain('Slack took too long to open the form. Try again.')
    await slack.clickButton(answer, 'Try again')
    expect((await slack.nextView()).title).toBe('Settings')
    slack.assertClean()
  })

  it('is answered with an ephemeral message when the response_url of its command no longer works', async () => {
    const { slack } = await startBot({ reply: settings(textReply('Saved.')) })
    await slack.sendCommand('settings')
    const view = await slack.nextView()
    slack.fail('response_url', { status: 404 })
    await slack.submitView(view, {})
    expect((await slack.nextEphemeral()).text).toBe('Saved.')
  })
})
