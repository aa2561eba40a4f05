import { describe, expect, it } from 'vitest'
import { startBot } from './bot.ts'

describe('the time limit', () => {
  it('ends a stalled call that answers a command', async () => {
    // Long enough for a status to come on a busy machine: without one, the call would be repeated.
    const { discord, nextLine } = await startBot({ callTimeoutMs: 1_000 })
    discord.fail('callback', 'stall')
    await discord.sendCommand('status')
    const line = await nextLine('could not answer a command on Discord')
    expect(line.fields.reason).toBe('Discord: no answer in time')
  })

  it('doesn’t let an answer to a command wait for a long rate limit', async () => {
    const { discord, nextLine } = await startBot()
    discord.fail('callback', { status: 429, retryAfter: 3600, global: true })
    await discord.sendCommand('status')
    const line = await nextLine('could not answer a command on Discord')
    expect(line.fields.reason).toBe('Discord asks us to slow down')
  })
})
