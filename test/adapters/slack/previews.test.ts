import { describe, expect, it } from 'vitest'
import { everydayDigest } from '../../fixtures/digests.ts'
import { type Bot, startBot, textReply } from './bot.ts'

const never = new AbortController().signal
const notice = textReply('See https://arxiv.org/abs/2611.10001')

/** Every way in which the bot sends a message; each returns the arguments that Slack received. */
const WAYS: Record<string, (bot: Bot) => Promise<Record<string, unknown>>> = {
  async 'a digest'({ slack, chat }) {
    const channel = `slack:${slack.workspace.teamId}/C0PAPERS01` as const
    await chat.publish({ channel, digest: everydayDigest, step: 0, key: 'k' }, never)
    return (await slack.nextPost()).args
  },
  async 'a digest as plain text'({ slack, chat }) {
    const channel = `slack:${slack.workspace.teamId}/C0PAPERS01` as const
    await chat.publish({ channel, digest: everydayDigest, step: 0, key: 'k', plain: true }, never)
    return (await slack.nextPost()).args
  },
  async 'a direct message'({ slack, chat }) {
    await chat.sendDirectMessage?.(`slack:${slack.workspace.teamId}/C1`, 'U0ADA0001', notice, never)
    return (await slack.nextPost()).args
  },
  'an answer by response_url': async ({ slack }) => (await (await slack.sendCommand('status')).answer()).body,
  async 'an ephemeral message'({ slack }) {
    slack.fail('response_url', { status: 404 })
    await slack.sendCommand('status')
    return (await slack.nextEphemeral()).args
  },
  async 'an answer as a direct message'({ slack }) {
    slack.fail('response_url', { status: 404 })
    slack.fail('chat.postEphemeral', { error: 'channel_not_found' })
    await slack.sendCommand('status')
    return (await slack.nextPost()).args
  },
}

describe('previews of links are off in', () => {
  it.each(Object.entries(WAYS))('%s', async (_, send) => {
    const bot = await startBot({ reply: () => notice })
    const sent = await send(bot)
    // The Web API gets form fields, a response_url JSON.
    expect([String(sent.unfurl_links), String(sent.unfurl_media)]).toEqual(['false', 'false'])
    bot.slack.assertClean()
  })
})
