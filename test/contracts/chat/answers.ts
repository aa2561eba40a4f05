import { expect, it } from 'vitest'
import type { CreateChatHarness } from './harness.ts'
import { fileReply, list, publicList, question, textReply } from './samples.ts'

export function answersContract(createHarness: CreateChatHarness): void {
  it.each(['ephemeral', 'public'] as const)('that are %s are seen so', async visibility => {
    const { type, assertClean } = await createHarness({ reply: () => textReply('Done well.', visibility) })
    const command = await type('subscribe agents')
    expect(await command.seen()).toMatchObject({ how: 'new', visibility, text: 'Done well.' })
    assertClean()
  })

  it('turn the page of a private list in place', async () => {
    const { type, assertClean } = await createHarness({
      reply: ({ text }) => (text === 'today' ? list : textReply('Page two.')),
    })
    const first = await (await type('today')).seen()
    const click = await first.click('Next')
    expect(await click.seen()).toMatchObject({ how: 'replaced', visibility: 'ephemeral', text: 'Page two.' })
    assertClean()
  })

  it.each([false, true])('send a file to the person who asked alone (slow: %s)', async slow => {
    const { type, received, assertClean } = await createHarness({ reply: () => fileReply, slow })
    const answer = await (await type('export')).seen()
    expect(answer).toMatchObject({ visibility: 'ephemeral' })
    expect(answer.text).toContain('Two papers.')
    expect(received()).toEqual([fileReply.file])
    assertClean()
  })

  it('send the file of a click on a public message to the person who clicked alone', async () => {
    const { type, received, requests, assertClean } = await createHarness({
      reply: ({ text }) => (text === 'pause' ? publicList : fileReply),
    })
    const shown = await (await type('pause')).seen()
    const click = await shown.click('Export')
    expect(await click.seen()).toMatchObject({ how: 'new', visibility: 'ephemeral' })
    expect(received()).toEqual([fileReply.file])
    expect(requests[1]?.text).toBe('export today')
    assertClean()
  })

  it('remove the question if they are public', async () => {
    const { type, requests, assertClean } = await createHarness({
      reply: ({ text }) => (text.startsWith('confirm') ? textReply('Followed.', 'public') : question),
    })
    const asked = await (await type('subscribe agents')).seen()
    expect(asked).toMatchObject({ visibility: 'ephemeral', text: expect.stringContaining('Follow agents?') })
    const click = await asked.click('Subscribe')
    expect(await click.seen()).toMatchObject({ how: 'removed', visibility: 'ephemeral' })
    expect(await click.seen()).toMatchObject({ how: 'new', visibility: 'public', text: 'Followed.' })
    expect(requests[1]?.text).toBe('confirm subscribe agents')
    assertClean()
  })
}
