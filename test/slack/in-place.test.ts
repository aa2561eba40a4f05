import { describe, expect, it } from 'vitest'
import type { Reply } from '../../src/commands/reply.ts'
import { CHANNEL, PERSON } from '../fakes/slack/workspace.ts'
import { everydayDigest } from '../fixtures/digests.ts'
import { says, startBot } from './bot.ts'

const list: Reply = {
  ...says('Page one.'),
  digest: { ...everydayDigest, actions: [{ label: 'Next', command: 'page 2 today', inPlace: true }] },
}

describe('a button that answers in place', () => {
  it('turns the page of a private list', async () => {
    const { slack, requests } = await startBot({
      reply: ({ text }) => (text === 'today' ? list : says('Page two.')),
    })
    const first = await (await slack.sendCommand('today')).answer()
    const second = await (await slack.clickButton(first, 'Next')).answer()
    expect(second.text).toBe('Page two.')
    expect(second.body).toMatchObject({ response_type: 'ephemeral', replace_original: true })
    expect(requests[1]?.text).toBe('page 2 today')
    slack.assertClean()
  })

  it('goes away where its answer is for the channel', async () => {
    const ask: Reply = {
      ...says('Follow agents?'),
      actions: [{ label: 'Subscribe', command: 'confirm subscribe agents', inPlace: true }],
    }
    const { slack } = await startBot({
      reply: ({ text }) => (text.startsWith('confirm') ? { ...says('Followed.'), audience: 'channel' } : ask),
    })
    const asked = await (await slack.sendCommand('subscribe agents')).answer()
    const click = await slack.clickButton(asked, 'Subscribe')
    expect((await click.answer()).body).toEqual({ delete_original: true })
    expect(await click.answer()).toMatchObject({ audience: 'channel', text: 'Followed.' })
    slack.assertClean()
  })

  it('is answered anew in private where its message can no longer be reached', async () => {
    const { slack } = await startBot({ reply: () => list })
    const first = await (await slack.sendCommand('today')).answer()
    slack.fail('response_url', { status: 500 })
    await slack.clickButton(first, 'Next')
    expect(await slack.nextEphemeral()).toMatchObject({ channel: CHANNEL, user: PERSON.id })
    slack.assertClean()
  })
})

describe('a menu', () => {
  it('opens what was picked beside the list', async () => {
    const { slack, requests } = await startBot({ reply: () => list })
    const first = await (await slack.sendCommand('today')).answer()
    const [entry] = everydayDigest.entries
    const picked = await (await slack.clickButton(first, entry?.title ?? '')).answer()
    expect(picked.body).toMatchObject({ response_type: 'ephemeral', replace_original: false })
    expect(requests[1]?.text).toBe(`show ${entry?.paperId}`)
    slack.assertClean()
  })
})

describe('a person where the bot may not speak', () => {
  it('is told in a conversation with the bot when the response_url is spent', async () => {
    const { slack } = await startBot({ workspace: { channels: [PERSON.id] }, reply: () => says('Here.') })
    slack.fail('response_url', { status: 404 })
    await slack.sendCommand('status')
    expect(await slack.nextPost()).toMatchObject({ channel: PERSON.id, text: 'Here.' })
    slack.assertClean()
  })
})
