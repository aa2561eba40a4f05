import { expect, it } from 'vitest'
import type { ConnectedHarness, CreateChatHarness } from './harness.ts'
import { textReply } from './samples.ts'

/** For persistent connections. */
export function reconnectingContract(createHarness: CreateChatHarness<ConnectedHarness>): void {
  it.each([
    ['the connection breaks', 'cut'],
    ['the platform asks for it', 'askToReconnect'],
  ] as const)('happens when %s, is reported, and commands still work', async (_, event) => {
    const { chat, connection, type, requests, reconnections } = await createHarness()
    connection[event]()
    await connection.renewed()
    await (await type('status')).seen()
    expect(requests).toHaveLength(1)
    expect(chat.connected()).toBe(true)
    expect(reconnections).toEqual([true])
  })

  it('ends without an error if we stop while the platform keeps us waiting', async () => {
    const { chat, connection } = await createHarness({ started: false })
    const { waits } = connection.keepWaiting()
    const starting = chat.start()
    await waits()
    await chat.stop()
    await starting
    expect(chat.connected()).toBe(false)
  })

  it('doesn’t happen after a stop', async () => {
    const { chat, connection, type } = await createHarness({ reply: () => textReply('Done.') })
    await (await type('status')).seen()
    await chat.stop()
    await connection.left()
    expect(chat.connected()).toBe(false)
  })
}
