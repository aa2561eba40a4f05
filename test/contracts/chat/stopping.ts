import { expect, it } from 'vitest'
import type { CreateChatHarness } from './harness.ts'
import { textReply } from './samples.ts'

export function stoppingContract(createHarness: CreateChatHarness): void {
  it('waits for the answer to a running command', async () => {
    const work = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const { chat, type } = await createHarness({
      reply: () => {
        begun.resolve()
        return work.promise.then(() => textReply('Just in time.'))
      },
    })
    const order: string[] = []
    const command = await type('today')
    await begun.promise
    const stopping = chat.stop().then(() => order.push('stopped'))
    expect(chat.connected()).toBe(false)
    work.resolve()
    const { text } = await command.seen()
    order.push('answered')
    await stopping
    expect(text).toBe('Just in time.')
    expect(order).toEqual(['answered', 'stopped'])
  })

  it('is possible twice, and before the start', async () => {
    const { chat } = await createHarness({ started: false })
    await chat.stop()
    await chat.stop()
    await chat.start()
    expect(chat.connected()).toBe(false)
  })
}
