import { expect, it } from 'vitest'
import { createAppHarness, textOf } from '../../fixtures/app-harness.ts'

async function type(text: string, publicUrl?: string) {
  const { type, app, store } = await createAppHarness(undefined, { publicUrl })
  const reply = await type(text)
  await app.stop()
  await store.close()
  return reply
}

it('gives the link to the feed of a topic, only to the person who asked', async () => {
  const reply = await type('feed "world models" OR agents', 'https://papers.example.org')
  const url = 'https://papers.example.org/feeds/atom.xml?q=%22world+models%22+OR+agents'
  expect(textOf(reply)).toBe(`The feed of "world models" OR agents, for a feed reader:\n${url}`)
  expect(reply.lines[1]).toEqual([{ text: url, url }])
  expect(reply.visibility).toBe('ephemeral')
  expect(reply.actions).toEqual([{ label: 'Search', command: 'search "world models" OR agents' }])
})

it('gives that of the general digest without a topic', async () => {
  expect(textOf(await type('rss', 'https://papers.example.org'))).toBe(
    'The feed of the general digest, for a feed reader:\nhttps://papers.example.org/feeds/atom.xml',
  )
})

it.each([
  ['feed by=week', 'weekly feed of the general digest', '?by=week'],
  ['feed weekly', 'weekly feed of the general digest', '?by=week'],
  ['feed agents by week', 'weekly feed of agents', '?q=agents&by=week'],
  ['feed agents&by=week', 'weekly feed of agents', '?q=agents&by=week'],
  ['feed agents by day', 'daily feed of agents', '?q=agents&by=day'],
  ['feed agents Daily', 'daily feed of agents', '?q=agents&by=day'],
  ['feed by paper', 'feed of the general digest', '?by=paper'],
  ['feed "agents weekly"', 'feed of "agents weekly"', '?q=%22agents+weekly%22'],
  ['feed week', 'feed of week', '?q=week'],
])('%s is the %s', async (text, named, query) => {
  const reply = await type(text, 'https://papers.example.org')
  expect(textOf(reply)).toBe(
    `The ${named}, for a feed reader:\nhttps://papers.example.org/feeds/atom.xml${query}`,
  )
})

it('says what is missing where the pages have no public address', async () => {
  expect(textOf(await type('feed agents'))).toContain('has to set PUBLIC_URL')
})

it('refuses what is no topic', async () => {
  expect(textOf(await type('feed (agents', 'https://papers.example.org'))).toContain('Missing “)”')
})

it.each([
  ['feed agents rss', 'atom.xml?q=agents'],
  ['feed agents as Atom', 'atom.xml?q=agents'],
  ['feed agents json', 'feed.json?q=agents'],
  ['feed json', 'feed.json'],
  ['feed agents weekly json feed', 'feed.json?q=agents&by=week'],
  ['feed "agents json"', 'atom.xml?q=%22agents+json%22'],
])('%s has the format that is asked for', async (text, path) => {
  expect(textOf(await type(text, 'https://papers.example.org'))).toContain(
    `\nhttps://papers.example.org/feeds/${path}`,
  )
})

it.each(['feed agents monthly', 'feed hourly'])('%s doesn’t exist', async text => {
  expect(textOf(await type(text, 'https://papers.example.org'))).toMatch(
    /^There is no (monthly|hourly) feed\./,
  )
})
