import { describe, expect, it } from 'vitest'
import type { ChannelId } from '../../../src/channels/channel-id.ts'
import { PERSON, WORKSPACE } from '../../fakes/slack/workspace.ts'
import { type BotOptions, startBot } from './bot.ts'

const scopes = [...WORKSPACE.scopes, 'channels:read', 'groups:read', 'im:read', 'mpim:read', 'users:read']
const others = ['U0BOB00001', 'U0CARL0001', 'U0DORA0001']

const conversations = {
  C0PUBLIC01: { members: others },
  C0JOINED01: { members: [...others, PERSON.id] },
  C0PRIVATE1: { is_private: true, members: others },
  C0PRIVATE2: { is_private: true, members: [...others, PERSON.id] },
  D0OWN00001: { is_im: true, user: PERSON.id },
  D0OTHER001: { is_im: true, user: 'U0BOB00001' },
  G0GROUP001: { is_mpim: true, is_private: true, members: others },
  G0GROUP002: { is_mpim: true, is_private: true, members: [PERSON.id] },
}
const ALL = [...Object.keys(conversations), 'C0UNKNOWN1']
const idOf = (place: string): ChannelId => `slack:${WORKSPACE.teamId}/${place}`

async function visibleTo(options: BotOptions = {}, places: readonly string[] = ALL) {
  const bot = await startBot({ ...options, workspace: { scopes, conversations, ...options.workspace } })
  const ask = async () => {
    const visible = await bot.chat.visibleChannels?.(PERSON.id, places.map(idOf))
    return (visible ?? []).map(id => id.slice(id.indexOf('/') + 1))
  }
  return { ...bot, ask }
}

const without = (scope: string) => ({ workspace: { scopes: scopes.filter(each => each !== scope) } })
const asPerson = (user: object) => ({ workspace: { people: { [PERSON.id]: user } } })

describe('a person may know of', () => {
  const joined = ['C0JOINED01', 'C0PRIVATE2', 'D0OWN00001', 'G0GROUP002']
  const all = ['C0PUBLIC01', ...joined]
  it.each<[string, BotOptions, string[]]>([
    ['public channels, their own direct messages, and the channels that they are in', {}, all],
    ['as a guest, only what they are in', asPerson({ is_restricted: true }), joined],
    ['as a guest of one channel, only what they are in', asPerson({ is_ultra_restricted: true }), joined],
    ['from another organisation, only what they are in', asPerson({ is_stranger: true }), joined],
    ['as a member, all that', asPerson({ is_restricted: false }), all],
    ['no public channel without channels:read', without('channels:read'), joined.slice(1)],
    ['no private channel without groups:read', without('groups:read'), all.filter(id => id !== 'C0PRIVATE2')],
    ['no direct messages without im:read', without('im:read'), all.filter(id => id !== 'D0OWN00001')],
    ['no group without mpim:read', without('mpim:read'), all.filter(id => id !== 'G0GROUP002')],
  ])('%s', async (_, options, expected) => {
    const { ask, slack } = await visibleTo(options)
    expect(await ask()).toEqual(expected)
    expect(await ask()).toEqual(expected)
    slack.assertClean()
  })

  it('their own direct messages without im:read, once they opened the home page', async () => {
    const { slack, ask } = await visibleTo(without('im:read'), ['D0HOME0001', 'D0OTHER001'])
    expect(await ask()).toEqual([])
    await slack.openHome()
    await slack.nextView()
    expect(await ask()).toEqual(['D0HOME0001'])
  })

  it('nothing that Slack fails to tell, but it is asked again', async () => {
    const { slack, ask } = await visibleTo({}, ['C0PUBLIC01', 'C0PRIVATE2'])
    slack.fail('conversations.info', { status: 500 })
    slack.fail('conversations.members', { error: 'internal_error' })
    slack.fail('conversations.info', { status: 429, retryAfter: 1 })
    expect(await ask()).toEqual([])
    await ask()
    expect(await ask()).toEqual(['C0PUBLIC01', 'C0PRIVATE2'])
  })

  it('what Slack said, which is asked again after five minutes', async () => {
    let now = 0
    const { slack, ask } = await visibleTo({ clock: { now: () => now } })
    await ask()
    const calls = slack.calls.length
    now = 299_999
    await ask()
    expect(slack.calls.length).toBe(calls)
    now = 300_000
    await ask()
    expect(slack.calls.length).toBeGreaterThan(calls)
  })
})
