import { describe, expect, it } from 'vitest'
import { startBot } from './bot.ts'

describe('a slash command in Socket Mode', () => {
  it('is run once when Slack delivers it twice, and each delivery is acknowledged', async () => {
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

  it('arrives as typed, although Slack escapes three characters', async () => {
    const { slack, requests } = await startBot()
    const command = await slack.sendCommand('search a &lt;b&gt; &amp;amp; c')
    await command.answer()
    expect(requests[0]?.text).toBe('search a <b> &amp; c')
  })
})
