import { describe, expect, it } from 'vitest'
import type { Reply } from '../../../src/messages/reply.ts'
import { everydayDigest } from '../../fixtures/digests.ts'
import { says, startBot } from './bot.ts'

const list: Reply = {
  ...says('Page one.'),
  digest: { ...everydayDigest, actions: [{ label: 'Next', command: 'page 2 today', inPlace: true }] },
}
const confirm: Reply = {
  ...says('Follow agents?'),
  actions: [{ label: 'Subscribe', command: 'confirm subscribe agents', inPlace: true }],
}

describe('a button that answers in place', () => {
  it('defers the update when the reply is slow', async () => {
    const work = Promise.withResolvers<void>()
    const { discord } = await startBot({
      deferAfterMs: 0,
      reply: ({ text }) => (text === 'today' ? list : work.promise.then(() => says('Page two.'))),
    })
    const first = await (await discord.sendCommand('today')).answer()
    const click = await discord.clickButton(first, 'Next')
    expect(await click.act()).toMatchObject({ kind: 'defer-update' })
    work.resolve()
    expect(await click.answer()).toMatchObject({ kind: 'edit', visibility: 'ephemeral', text: 'Page two.' })
    discord.assertClean()
  })

  it('posts a public answer even when its private message can no longer be deleted', async () => {
    const { discord } = await startBot({
      reply: ({ text }) => (text.startsWith('confirm') ? says('Followed.', 'public') : confirm),
    })
    const asked = await (await discord.sendCommand('subscribe agents')).answer()
    discord.fail('deleteOriginal', { status: 404, code: 10008 })
    const click = await discord.clickButton(asked, 'Subscribe')
    expect(await click.answer()).toMatchObject({ kind: 'follow-up', text: 'Followed.' })
  })

  it('answers with a new message when its own message is public', async () => {
    const { discord } = await startBot({ reply: () => list })
    const click = await discord.clickButton({ components: (await answerOf(discord)).components }, 'Next')
    expect(await click.answer()).toMatchObject({ kind: 'reply', visibility: 'ephemeral' })
  })
})

const answerOf = async (discord: Awaited<ReturnType<typeof startBot>>['discord']) =>
  (await discord.sendCommand('today')).answer()

describe('a button whose command is longer than a custom id', () => {
  const long = `confirm subscribe ${'very '.repeat(40)}long`
  const reply = ({ text }: { text: string }): Reply =>
    text === 'today'
      ? { ...says('Sure?'), actions: [{ label: 'Yes', command: long, inPlace: true }] }
      : says(text)

  it('works, also after a restart', async () => {
    const first = await startBot({ reply })
    const asked = await answerOf(first.discord)
    await first.chat.stop()
    const { discord, requests } = await startBot({
      reply,
      discord: first.discord,
      keyValues: first.keyValues,
    })
    await (await discord.clickButton(asked, 'Yes')).answer()
    expect(requests.map(({ text }) => text)).toEqual([long])
    discord.assertClean()
  })

  it('says that it is too old once its stored command is gone', async () => {
    const first = await startBot({ reply })
    const asked = await answerOf(first.discord)
    await first.chat.stop()
    const { discord, requests } = await startBot({ reply, discord: first.discord })
    expect((await (await discord.clickButton(asked, 'Yes')).answer()).text).toContain('expired')
    expect(requests).toEqual([])
    discord.assertClean()
  })
})
