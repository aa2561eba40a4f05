import { describe, expect, it } from 'vitest'
import type { Reply } from '../../../src/messages/reply.ts'
import { CHANNEL, PERSON } from '../../fakes/slack/workspace.ts'
import { everydayDigest } from '../../fixtures/digests.ts'
import { startBot, textReply } from './bot.ts'

const list: Reply = {
  ...textReply('Page one.'),
  digest: { ...everydayDigest, actions: [{ label: 'Next', command: 'page 2 today', inPlace: true }] },
}

describe('a button that answers in place', () => {
  it('is answered anew in private where its message can no longer be reached', async () => {
    const { slack } = await startBot({ reply: () => list })
    const first = await (await slack.sendCommand('today')).answer()
    slack.fail('response_url', { status: 500 })
    await slack.clickButton(first, 'Next')
    expect(await slack.nextEphemeral()).toMatchObject({ channel: CHANNEL, user: PERSON.id })
    slack.assertClean()
  })
})

describe('a person where the bot may not speak', () => {
  it('is told in a conversation with the bot when the response_url is spent', async () => {
    const { slack } = await startBot({
      workspace: { channels: [PERSON.id] },
      reply: () => textReply('Here.'),
    })
    slack.fail('response_url', { status: 404 })
    await slack.sendCommand('status')
    expect(await slack.nextPost()).toMatchObject({ channel: PERSON.id, text: 'Here.' })
    slack.assertClean()
  })
})
