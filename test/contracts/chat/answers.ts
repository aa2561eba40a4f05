import { expect, it } from 'vitest'
import type { CreateChatHome } from './home.ts'
import { list, question, says } from './samples.ts'

export function answersContract(createHome: CreateChatHome): void {
  it.each(['asker', 'channel'] as const)('addressed to the %s are seen there', async audience => {
    const { type, assertClean } = await createHome({ reply: () => says('Done well.', audience) })
    const command = await type('subscribe agents')
    expect(await command.seen()).toMatchObject({ how: 'new', audience, text: 'Done well.' })
    assertClean()
  })

  it('turn the page of a private list in place', async () => {
    const { type, assertClean } = await createHome({
      reply: ({ text }) => (text === 'today' ? list : says('Page two.')),
    })
    const first = await (await type('today')).seen()
    const click = await first.click('Next')
    expect(await click.seen()).toMatchObject({ how: 'replaced', audience: 'asker', text: 'Page two.' })
    assertClean()
  })

  it('take a question away where they are for the channel', async () => {
    const { type, requests, assertClean } = await createHome({
      reply: ({ text }) => (text.startsWith('confirm') ? says('Followed.', 'channel') : question),
    })
    const asked = await (await type('subscribe agents')).seen()
    expect(asked).toMatchObject({ audience: 'asker', text: expect.stringContaining('Follow agents?') })
    const click = await asked.click('Subscribe')
    expect(await click.seen()).toMatchObject({ how: 'removed', audience: 'asker' })
    expect(await click.seen()).toMatchObject({ how: 'new', audience: 'channel', text: 'Followed.' })
    expect(requests[1]?.text).toBe('confirm subscribe agents')
    assertClean()
  })
}
