import { describe, expect, it } from 'vitest'
import { filledIn } from '../../../src/messages/form.ts'
import type { Suggest } from '../../../src/ports/chat.ts'
import { CHANNEL, DIRECT_CHANNEL, FOREIGN_CHANNEL, FOREIGN_GUILD, GROUP } from '../../fakes/discord/world.ts'
import { says, startBot } from './bot.ts'

/** The app, added by a person to their account. */

const inServer = { guild: FOREIGN_GUILD, channel: FOREIGN_CHANNEL }
const inGroup = { channel: GROUP }
const PLACES = [
  ['a server that the bot isn’t in', inServer, `discord:${FOREIGN_GUILD}/${FOREIGN_CHANNEL}`, 'server'],
  ['a conversation of people', inGroup, `discord:@me/${GROUP}`, 'conversation'],
] as const

it('can be added to servers and to accounts, and used everywhere', async () => {
  const { discord } = await startBot()
  const { commands } = await discord.nextRegistration()
  for (const command of commands)
    expect(command).toMatchObject({ integration_types: [0, 1], contexts: [0, 1, 2] })
  discord.assertClean()
})

describe.each(PLACES)('in %s', (_, where, channel, answersOnly) => {
  const page = {
    ...says('Page 1.'),
    actions: [{ label: 'Next page', command: 'page 2 today', inPlace: true }],
  }

  it('commands are answered, and the core learns that nothing can be posted', async () => {
    const { discord, requests } = await startBot({ reply: () => says('Five papers.') })
    const answer = await (await discord.sendCommand('today', where)).answer()
    expect(answer).toMatchObject({ kind: 'reply', visibility: 'ephemeral', text: 'Five papers.' })
    expect(requests[0]).toMatchObject({ channel, answersOnly, person: 'Ada' })
    discord.assertClean()
  })

  it('buttons work, in place too', async () => {
    const { discord, requests } = await startBot({ reply: () => page })
    const first = await (await discord.sendCommand('today', where)).answer()
    const turned = await (await discord.clickButton(first, 'Next page', where)).answer()
    expect(turned.kind).toBe('update')
    expect(requests[1]).toMatchObject({ text: 'page 2 today', answersOnly })
    discord.assertClean()
  })

  it('a message’s papers can be looked up', async () => {
    const { discord, requests } = await startBot()
    const content = 'Read https://arxiv.org/abs/2401.00010'
    await (await discord.useMessageCommand('Look up papers', content, where)).answer()
    expect(filledIn(requests[0]?.form, 'text')).toContain(content)
    expect(requests[0]).toMatchObject({ answersOnly })
  })

  it('suggestions come while someone types', async () => {
    const asked: Parameters<Suggest>[0][] = []
    const { discord } = await startBot({
      async suggest(question) {
        asked.push(question)
        return [{ label: 'Paris', value: 'Europe/Paris' }]
      },
    })
    await (await discord.typeOption('show', 'paper', 'par', where)).answer()
    expect(asked).toMatchObject([{ channel, typed: 'par' }])
  })
})

describe('where the bot can post', () => {
  it.each([
    ['its own direct messages', { channel: DIRECT_CHANNEL }],
    ['a server that it is in', { channel: CHANNEL }],
  ])('such as %s, everything can be changed', async (_, where) => {
    const { discord, requests } = await startBot()
    await (await discord.sendCommand('subscribe', where)).answer()
    expect(requests[0]?.answersOnly).toBeUndefined()
    expect(requests[0]?.mayChange).toBe(true)
  })
})
