import { describe, expect, it } from 'vitest'
import type { Reply } from '../../../src/messages/reply.ts'
import { CHANNEL, PERSON } from '../../fakes/slack/workspace.ts'
import { everydayDigest } from '../../fixtures/digests.ts'
import { startBot, textReply } from './bot.ts'

const list: Reply = {
  ...textReply('Page one.'),
  digest: { ...everydayDigest, actions: [{ label: 'Next', command: 'page 2 today', inPlace: true }] },
}

describe('an answer whose response_url no longer works', () => {
  it('is an ephemeral message instead', async () => {
    const { slack, lines } = await startBot({ reply: () => textReply('Better late.') })
    slack.fail('response_url', { status: 404 })
    await slack.sendCommand('status')
    expect(await slack.nextEphemeral()).toMatchObject({
      channel: CHANNEL,
      user: PERSON.id,
      text: 'Better late.',
    })
    expect(lines.filter(({ level }) => level === 'warn')).toHaveLength(1)
    slack.assertClean()
  })

  it('is an ephemeral message even if it should have replaced one', async () => {
    const { slack } = await startBot({ reply: () => list })
    const first = await (await slack.sendCommand('today')).answer()
    slack.fail('response_url', { status: 500 })
    await slack.clickButton(first, 'Next')
    expect(await slack.nextEphemeral()).toMatchObject({ channel: CHANNEL, user: PERSON.id })
    slack.assertClean()
  })

  it('is a direct message where the bot may not post', async () => {
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
