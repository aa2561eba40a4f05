import { expect, it } from 'vitest'
import type { CreateChatHome } from './home.ts'
import { says } from './samples.ts'

export function stoppingContract(createHome: CreateChatHome): void {
  it('lets a command under way answer first', async () => {
    const work = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const { chat, type } = await createHome({
      reply: () => {
        begun.resolve()
        return work.promise.then(() => says('Just in time.'))
      },
    })
    const command = await type('today')
    await begun.promise
    let stopped = false
    const stopping = chat.stop().then(() => {
      stopped = true
    })
    expect(chat.connected()).toBe(false)
    expect(stopped).toBe(false)
    work.resolve()
    await stopping
    expect((await command.seen()).text).toBe('Just in time.')
  })

  it('can be done twice, and before any start', async () => {
    const { chat } = await createHome({ started: false })
    await chat.stop()
    await chat.stop()
    await chat.start()
    expect(chat.connected()).toBe(false)
  })
}
