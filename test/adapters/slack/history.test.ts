import { beforeEach, expect, it } from 'vitest'
import type { ChannelId } from '../../../src/channels/channel-id.ts'
import type { Found } from '../../../src/ports/publisher.ts'
import { CHANNEL, WORKSPACE } from '../../fakes/slack/workspace.ts'
import { everydayDigest } from '../../fixtures/digests.ts'
import { type Bot, startBot } from './bot.ts'

/** How far back the history of a channel is searched for a message that may have arrived. */

const channel: ChannelId = `slack:${WORKSPACE.teamId}/${CHANNEL}`
const never = new AbortController().signal
const MINUTE = 60_000

let bot: Bot
const post = (key: string) => bot.chat.publish({ channel, digest: everydayDigest, step: 0, key }, never)
const tsOf = (index: number): number => Number(bot.slack.posts.at(index)?.ts) * 1000

/** Two pages; the message is on the second. */
beforeEach(async () => {
  bot = await startBot({ workspace: { scopes: [...WORKSPACE.scopes, 'channels:history'] } })
  await post('the one')
  await Promise.all(Array.from({ length: 100 }, (_, number) => post(`another ${number}`)))
})

/** @param aheadMs how much later than the oldest message of the first page our clock says that we first tried */
async function lookFor(key: string, aheadMs: number): Promise<{ found: Found; pages: number }> {
  const before = bot.slack.calls.length
  const triedAt = tsOf(-100) + aheadMs
  const found = await bot.chat.reconcile({ channel, digest: everydayDigest, step: 0, key, triedAt }, never)
  const pages = bot.slack.calls.slice(before).filter(({ method }) => method === 'conversations.history')
  return { found, pages: pages.length }
}

it('a message is found although our clock is some minutes ahead of Slack’s', async () => {
  const { found } = await lookFor('the one', 14 * MINUTE)
  expect(found).toEqual({ kind: 'posted', messageId: bot.slack.posts[0]?.ts })
})

it('pages from before the first attempt aren’t read', async () => {
  expect(await lookFor('the one', 16 * MINUTE)).toEqual({ found: { kind: 'absent' }, pages: 1 })
})

it('a message is absent when the whole history was read', async () => {
  expect(await lookFor('never sent', 0)).toEqual({ found: { kind: 'absent' }, pages: 2 })
})
