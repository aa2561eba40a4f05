import { describe, expect, it } from 'vitest'
import { CHANNEL, PERSON } from '../fakes/slack/workspace.ts'
import { everydayDigest } from '../fixtures/digests.ts'
import { says, startBot } from './bot.ts'

describe('a slash command in Socket Mode', () => {
  it('is acknowledged, run, and answered to the asker alone', async () => {
    const { slack, requests } = await startBot({ reply: () => says('It stands well.') })
    const command = await slack.sendCommand('status')
    expect((await command.acked()).payload).toEqual({})
    expect(await command.answer()).toMatchObject({ audience: 'asker', text: 'It stands well.' })
    expect(requests).toEqual([
      {
        id: command.triggerId,
        channel: `slack:${slack.workspace.teamId}/${CHANNEL}`,
        person: PERSON.name,
        personId: PERSON.id,
        mayChange: true,
        text: 'status',
      },
    ])
    slack.assertClean()
  })

  it('is acknowledged before its work is done', async () => {
    const work = Promise.withResolvers<void>()
    const { slack } = await startBot({ reply: () => work.promise.then(() => says('Found.')) })
    const command = await slack.sendCommand('today')
    await command.acked()
    expect(slack.responses).toHaveLength(0)
    work.resolve()
    expect((await command.answer()).text).toBe('Found.')
  })

  it('is answered in the channel when the reply is for all', async () => {
    const { slack } = await startBot({ reply: () => ({ ...says('Subscribed.'), audience: 'channel' }) })
    const command = await slack.sendCommand('subscribe agents')
    expect((await command.answer()).audience).toBe('channel')
    slack.assertClean()
  })

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

  it('is told to the asker by other means when the response_url is spent', async () => {
    const { slack, lines } = await startBot({ reply: () => says('Better late.') })
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

describe('a button in Socket Mode', () => {
  it('does what its command would, and leaves the message as it is', async () => {
    const { slack, chat, requests } = await startBot({
      reply: () => ({ ...says('All.'), digest: everydayDigest }),
    })
    const channel = `slack:${slack.workspace.teamId}/${CHANNEL}` as const
    await chat.publish({ channel, digest: everydayDigest, step: 0, key: 'k' }, new AbortController().signal)
    const click = await slack.clickButton(await slack.nextPost(), 'All of today')
    await click.acked()
    const { body, audience } = await click.answer()
    expect({ audience, replaces: body.replace_original }).toEqual({ audience: 'asker', replaces: false })
    expect(requests[0]).toMatchObject({ id: click.triggerId, channel, text: 'today', person: PERSON.name })
    slack.assertClean()
  })

  it('of another app or an older version is left alone', async () => {
    const { slack, requests } = await startBot()
    await slack.clickButton({ blocks: [] }, { action_id: 'other:1', value: 'today', text: 'Other' })
    const command = await slack.sendCommand('status')
    await command.answer()
    expect(requests.map(({ text }) => text)).toEqual(['status'])
  })
})
