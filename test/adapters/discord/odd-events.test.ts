import { describe, expect, it } from 'vitest'
import { messageJson } from '../../fakes/discord/messages.ts'
import { clickJson, commandJson, messageCommandJson, modalJson } from '../../fakes/discord/payloads.ts'
import { CHANNEL, GUILD, newId } from '../../fakes/discord/world.ts'
import { type Bot, says, startBot, startHttpBot } from './bot.ts'

/** Events and interactions of other versions, or with other parts than usual. */

type Ids = { id: string; token: string }

/** Sends an interaction that was made by hand, and waits for the answer. */
async function sent({ discord }: Bot, make: (ids: Ids) => object) {
  return (await discord.sendRaw(make)).answer()
}

const channelOf = ({ discord: { world } }: Bot) => {
  const channel = world.channels.find(({ id }) => id === CHANNEL)
  if (!channel) throw new Error('the made-up server has this channel')
  return channel
}

const status = { name: 'papers', options: [{ name: 'status', type: 1, options: [] }] }
const commandWith = (bot: Bot, fields: object) => (ids: Ids) => ({
  ...commandJson(bot.discord.world, channelOf(bot), ids, status, {}),
  ...fields,
})

const PARTS = [
  ['channel', { channel: undefined }],
  ['channel, which is null', { channel: null }],
  ['channel_id', { channel_id: undefined }],
  ['guild', { guild: null }],
  ['locale', { locale: null, guild_locale: null }],
  ['entitlements', { entitlements: undefined }],
  ['entitlements, which are null', { entitlements: null }],
  ['app_permissions', { app_permissions: null }],
  ['context', { context: undefined }],
] as const

describe('a command without its', () => {
  it.each([...PARTS, ['owners', { authorizing_integration_owners: null }]] as const)(
    '%s is answered on the gateway',
    async (_, fields) => {
      const bot = await startBot()
      expect((await sent(bot, commandWith(bot, fields))).text).toContain('Done')
      expect(bot.requests).toMatchObject([{ channel: `discord:${GUILD}/${CHANNEL}`, answersOnly: undefined }])
    },
  )

  it.each(PARTS)('%s is answered over HTTP', async (_, fields) => {
    const bot = await startHttpBot()
    expect((await sent(bot, commandWith(bot, fields))).text).toContain('Done')
    expect(bot.requests).toMatchObject([{ channel: `discord:${GUILD}/${CHANNEL}` }])
  })

  it('owners is answered over HTTP, but changes nothing: whether the bot is in that server isn’t known', async () => {
    const bot = await startHttpBot()
    await sent(bot, commandWith(bot, { authorizing_integration_owners: null }))
    expect(bot.requests).toMatchObject([{ answersOnly: 'server' }])
  })
})

it('a command whose options have other types than it is registered with is answered', async () => {
  const bot = await startBot()
  const query = { name: 'query', type: 4, value: 5 }
  const command = { name: 'papers', options: [{ name: 'search', type: 1, options: [query] }] }
  const answer = await sent(bot, ids => ({
    ...commandJson(bot.discord.world, channelOf(bot), ids, status, {}),
    data: { id: newId(), type: 1, ...command },
  }))
  expect(answer).toMatchObject({ visibility: 'ephemeral' })
  expect(answer.text).toContain('couldn’t read that')
  expect(bot.requests).toEqual([])
})

describe('a component or a form of another version', () => {
  const click = (bot: Bot, customId: string, data: object = {}) =>
    sent(bot, ids => {
      const message = messageJson(bot.discord.world, { id: newId(), channelId: CHANNEL, components: [] })
      const payload = clickJson(bot.discord.world, channelOf(bot), ids, { customId, message }, {})
      return { ...payload, data: { ...payload.data, ...data } }
    })

  it.each([
    ['a button', 'papers-v2:today', {}],
    ['a button that begins with our name', 'papers', {}],
    ['a menu', 'papers-menu', { component_type: 3, values: ['today'] }],
    ['a menu of people', 'papers-choice', { component_type: 5, values: ['1'], resolved: {} }],
    ['a menu of channels', 'papers-choice', { component_type: 8, values: ['1'], resolved: {} }],
  ])('says that it has expired: %s', async (_, customId, data) => {
    const bot = await startBot()
    const answer = await click(bot, customId, data)
    expect(answer).toMatchObject({ visibility: 'ephemeral' })
    expect(answer.text).toContain('has expired')
    expect(bot.requests).toEqual([])
  })

  it('says so of a form', async () => {
    const bot = await startBot()
    const form = { customId: 'papers-wizard:settings', components: [] }
    const answer = await sent(bot, ids => modalJson(bot.discord.world, channelOf(bot), ids, form, {}))
    expect(answer.text).toContain('has expired')
  })

  it('isn’t answered where another program with our token made it', async () => {
    const bot = await startBot()
    const { discord } = bot
    await discord.sendRaw(ids => {
      const message = messageJson(discord.world, { id: newId(), channelId: CHANNEL, components: [] })
      return clickJson(discord.world, channelOf(bot), ids, { customId: 'other:1', message }, {})
    })
    await (await discord.sendCommand('status')).answer()
    expect(discord.acts).toHaveLength(1)
  })
})

describe('a field of a form', () => {
  const submitted = async (component: object) => {
    const bot = await startBot()
    const form = { customId: 'papers-form:settings', components: [{ type: 18, id: 1, component }] }
    await sent(bot, ids => modalJson(bot.discord.world, channelOf(bot), ids, form, {}))
    return bot.requests[0]?.form
  }

  it.each([
    ['null', { type: 4, custom_id: 'topics', value: null }],
    ['missing', { type: 4, custom_id: 'topics' }],
    ['null where one is chosen', { type: 21, custom_id: 'topics', value: null }],
  ])('whose value is %s isn’t submitted, so that it stays as it is', async (_, component) => {
    expect(await submitted({ id: 2, ...component })).toEqual({})
  })

  it('that was emptied is empty', async () => {
    const text = { type: 4, id: 2, custom_id: 'topics', value: '' }
    expect(await submitted(text)).toEqual({ topics: [''] })
    const several = { type: 22, id: 2, custom_id: 'days', values: [] }
    expect(await submitted(several)).toEqual({ days: [] })
  })
})

describe('Look up papers', () => {
  const link = 'https://arxiv.org/abs/2611.00010'
  const forwarded = (message: object) => ({
    message_reference: { type: 1, channel_id: CHANNEL, message_id: '1' },
    message_snapshots: [
      {
        message: { content: '', embeds: [], attachments: [], timestamp: '2026-11-23T09:00:00Z', ...message },
      },
    ],
  })
  const file = {
    id: '1',
    filename: '2611.00010.pdf',
    size: 5,
    url: 'https://cdn/x',
    proxy_url: 'https://cdn/x',
  }

  it.each([
    ['the text', { content: link }],
    ['the text of an embed', { embeds: [{ type: 'rich', title: 'Paper', description: link }] }],
    ['a field of an embed', { embeds: [{ type: 'rich', fields: [{ name: 'Link', value: link }] }] }],
    ['the name of a file', { attachments: [file] }],
    ['a forwarded message', forwarded({ content: link })],
    ['an embed of a forwarded message', forwarded({ embeds: [{ type: 'link', url: link }] })],
  ])('finds what is in %s', async (_, message) => {
    const bot = await startBot()
    await sent(bot, ids => {
      const whole = messageJson(bot.discord.world, { id: newId(), channelId: CHANNEL, components: [] })
      const target = { name: 'Look up papers', message: { ...whole, ...message } }
      return messageCommandJson(bot.discord.world, channelOf(bot), ids, target, {})
    })
    expect(bot.requests[0]?.form?.text?.[0]).toContain('2611.00010')
  })
})

it('a server that was deleted while `unavailable` is null has removed the bot', async () => {
  const lost = Promise.withResolvers<string>()
  const { discord } = await startBot({
    accessLost: async under => lost.resolve(under),
    reply: () => says(''),
  })
  await discord.gateway.dispatch('GUILD_DELETE', { id: GUILD, unavailable: null })
  expect(await lost.promise).toBe(`discord:${GUILD}/`)
})
