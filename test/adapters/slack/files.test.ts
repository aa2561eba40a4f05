import { expect, it } from 'vitest'
import type { Reply } from '../../../src/messages/reply.ts'
import { PERSON, WORKSPACE } from '../../fakes/slack/workspace.ts'
import { startBot } from './bot.ts'

const file = { name: 'papers-2026-11-26.bib', text: '@misc{a,\n  title={Müller}\n}\n' }
const exported: Reply = { visibility: 'ephemeral', lines: [[{ text: '1 paper.' }]], file }
const exporting = { label: 'Export', command: 'export' }
const withScope = { scopes: [...WORKSPACE.scopes, 'files:write'] }
const longFile = {
  ...file,
  text: Array.from({ length: 100 }, (_, n) => `@misc{a${n},\n${'x'.repeat(400)}\n}`).join('\n\n'),
}

it('comes as a direct message, because a file can’t be ephemeral', async () => {
  const { slack } = await startBot({ reply: () => exported, workspace: withScope })
  const answer = await (await slack.sendCommand('export')).answer()
  expect(answer).toMatchObject({ visibility: 'ephemeral' })
  expect(answer.text).toContain(`${file.name} is in your direct messages`)
  const [opening] = slack.posts
  expect(opening?.channel).toBe(PERSON.id)
  expect(slack.files).toEqual([{ ...file, channel: PERSON.id.replace(/^U/, 'D') }])
  slack.assertClean()
})

it('comes where it was asked for in a direct message to the bot', async () => {
  const { slack } = await startBot({ reply: () => exported, workspace: withScope })
  await slack.sendEvent({
    type: 'message',
    channel: 'D0OWN00001',
    channel_type: 'im',
    user: PERSON.id,
    text: 'export',
    ts: '1790000000.000100',
  })
  expect((await slack.nextPost()).text).toContain(`${file.name} follows.`)
  expect(slack.posts).toHaveLength(1)
  expect(slack.files).toEqual([{ ...file, channel: 'D0OWN00001' }])
  slack.assertClean()
})

it('doesn’t come where two people talk, which the bot can’t see', async () => {
  const { slack } = await startBot({ reply: () => exported, workspace: withScope })
  const answer = await (await slack.sendCommand('export', { channel: 'D0DIRECT01' })).answer()
  expect(answer.text).toContain(`${file.name} is in your direct messages`)
  expect(slack.files).toEqual([{ ...file, channel: PERSON.id.replace(/^U/, 'D') }])
  slack.assertClean()
})

it('is text where the scope is missing, which the answer names', async () => {
  const { slack } = await startBot({ reply: () => exported })
  const answer = await (await slack.sendCommand('export')).answer()
  expect(answer.text).toContain('files:write')
  expect(JSON.stringify(answer.blocks)).toContain('title={Müller}')
  expect(slack.posts).toEqual([])
  slack.assertClean()
})

it('is as many whole papers as fit where the scope is missing', async () => {
  const { slack } = await startBot({ reply: () => ({ ...exported, file: longFile }) })
  const answer = await (await slack.sendCommand('export')).answer()
  const shown = JSON.stringify(answer.blocks)
  expect(answer.text).toContain('Only the first papers fit here')
  expect(shown.match(/@misc/g)?.length).toBeGreaterThan(15)
  expect(shown.match(/@misc/g)).toHaveLength(shown.match(/x\\n\}/g)?.length ?? 0)
  slack.assertClean()
})

it('is text where the upload fails', async () => {
  const { slack } = await startBot({ reply: () => exported, workspace: withScope })
  slack.fail('files.completeUploadExternal', { error: 'internal_error' })
  const answer = await (await slack.sendCommand('export')).answer()
  expect(answer.text).toContain('Slack didn’t take the file')
  expect(answer.text).not.toContain('files:write')
})

it('opens the answer to a click in a view before the upload, which may take longer than a trigger lives', async () => {
  const { slack } = await startBot({
    reply: ({ text }) =>
      text === 'app-home' ? { ...exported, file: undefined, actions: [exporting] } : exported,
    workspace: withScope,
  })
  await slack.openHome()
  await slack.clickInView(await slack.nextView(), 'Export')
  const opened = await slack.nextView()
  expect(JSON.stringify(opened.blocks)).toContain('One moment…')
  const updated = await slack.nextView()
  expect(updated).toMatchObject({ how: 'update', id: opened.id })
  expect(JSON.stringify(updated.blocks)).toContain(`${file.name} is in your direct messages`)
  const methods = slack.calls.map(({ method }) => method).filter(method => /^(?:views|files)\./.test(method))
  expect(methods).toEqual([
    'views.publish',
    'views.open',
    'files.getUploadURLExternal',
    'files.completeUploadExternal',
    'views.update',
  ])
  slack.assertClean()
})
