import { describe, expect, it } from 'vitest'
import { CHANNEL, PERSON } from '../../fakes/slack/workspace.ts'
import { startBot, textReply } from './bot.ts'

describe('a slash command in Socket Mode', () => {
  it('is run once when Slack delivers it twice, and both are acknowledged', async () => {
    const { slack, requests } = await startBot()
    const command = await slack.sendCommand('post', { copies: 2 })
    await command.acked()
    await command.acked()
    await command.answer()
    const next = await slack.sendCommand('status')
    await next.answer()
    expect(requests.map(({ text }) => text)).toEqual(['post', 'status'])
    expect(slack.responses).toHaveLength(2)
  })

  it('arrives as typed, though Slack escapes three characters', async () => {
    const { slack, requests } = await startBot()
    const command = await slack.sendCommand('search a &lt;b&gt; &amp;amp; c')
    await command.answer()
    expect(requests[0]?.text).toBe('search a <b> &amp; c')
  })

  it('is told to the sender by other means when the response_url is spent', async () => {
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
})
