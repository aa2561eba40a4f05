import { afterEach, beforeEach, expect, it } from 'vitest'
import { DIRECT_CHANNEL, FORUM } from '../fakes/discord/world.ts'
import { PERSON } from '../fakes/slack/workspace.ts'
import { wirePaper } from '../fixtures/papers.ts'
import { type Environment, startEnvironment } from './environment.ts'

/** A real bot process in direct messages, in a forum, and where people just talk to it. */

const MONDAY = '2026-11-23'
const TITLE = 'Agents Learn to Wait'

let environment: Environment
beforeEach(async () => {
  environment = await startEnvironment()
  environment.papers.setDay(MONDAY, [
    wirePaper({ id: '2611.00001', title: TITLE, day: MONDAY, time: '06:00', upvotes: 99 }),
  ])
})
afterEach(() => environment.close())

it('a person gets a digest of their own in direct messages, a forum a post, and what is said is searched for', async () => {
  const { discord, slack } = environment
  const bot = await environment.startBot(`${MONDAY}T08:00:00Z`)
  const thread = '290926798626357950'
  await discord.gateway.dispatch('THREAD_CREATE', {
    id: thread,
    guild_id: discord.world.guildId,
    parent_id: FORUM,
    type: 11,
    name: 'Which papers?',
    thread_metadata: {
      archived: false,
      locked: false,
      auto_archive_duration: 1440,
      archive_timestamp: '2026-11-23T07:00:00Z',
    },
  })
  for (const where of [{ channel: DIRECT_CHANNEL }, { channel: thread, parent: FORUM }]) {
    const subscribed = await (await discord.sendCommand('subscribe', where)).answer()
    expect(subscribed.text).toContain('subscribed this channel to **the general digest**')
  }
  await slack.sendEvent({
    type: 'message',
    channel_type: 'im',
    channel: 'D0OWN00001',
    user: PERSON.id,
    text: 'agents wait',
    ts: '1790000000.000100',
  })
  expect((await slack.nextPost()).text).toContain(`${TITLE}. `)
  await bot.at(`${MONDAY}T09:00:00Z`)
  const posts = [await discord.nextPost(), await discord.nextPost()]
  for (const { text } of posts) expect(text).toContain(TITLE)
  const [post] = discord.threads
  expect(posts.map(({ channelId }) => channelId).sort()).toEqual([DIRECT_CHANNEL, post?.id].sort())
  expect(post).toMatchObject({ parentId: FORUM })
  environment.discord.assertClean()
  environment.slack.assertClean()
})
