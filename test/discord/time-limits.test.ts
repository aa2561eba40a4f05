import { describe, expect, it } from 'vitest'
import { CHANNEL, GUILD } from '../fakes/discord/world.ts'
import { everydayDigest } from '../fixtures/digests.ts'
import { startBot } from './bot.ts'

describe('the time limit', () => {
  it('ends an answer to a command that Discord begins to take and never ends', async () => {
    const { discord, nextLine } = await startBot({ callTimeoutMs: 30 })
    discord.fail('callback', 'stall')
    await discord.sendCommand('status')
    const line = await nextLine('could not answer a command on Discord')
    expect(line.fields.reason).toBe('Discord: no answer in time')
  })

  it('does not let an answer to a command wait for a limit that lasts', async () => {
    const { discord, nextLine } = await startBot()
    discord.fail('callback', { status: 429, retryAfter: 3600, global: true })
    await discord.sendCommand('status')
    const line = await nextLine('could not answer a command on Discord')
    expect(line.fields.reason).toBe('Discord asks us to slow down')
  })

  it('ends a post that Discord begins to take and never ends', async () => {
    const { chat, discord } = await startBot({ postTimeoutMs: 30 })
    discord.fail('postMessage', 'stall')
    const post = {
      channel: `discord:${GUILD}/${CHANNEL}`,
      digest: everydayDigest,
      step: 0,
      key: 'k',
    } as const
    const verdict = await chat.publish(post, new AbortController().signal)
    expect(verdict).toEqual({ kind: 'unknown', reason: 'Discord: no answer in time' })
  })
})
