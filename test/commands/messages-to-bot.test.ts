import { beforeEach, describe, expect, it } from 'vitest'
import { withoutManners } from '../../src/commands/messages-to-bot.ts'
import { type AppHarness, CHANNEL, createAppHarness, textOf } from '../fixtures/app-harness.ts'
import { candidate } from '../fixtures/candidates.ts'

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:30Z')
  const paper = { title: 'Robots in the Wild' }
  await harness.store.papers.record([candidate('2611.00001', { paper })], harness.clock.now())
  return () => harness.store.close()
})

const say = (text: string) => harness.type(text, { isMessage: true, origin: 'typed' })

describe('what is said to the bot', () => {
  it.each([
    ['help', 'help'],
    ['', 'help'],
    ['today', 'today'],
    ['/papers today', 'today'],
    ['hi, status!', 'status'],
    ['2611.00001', 'show 2611.00001'],
    ['show 2611.00001', 'show 2611.00001'],
    ['subscriptions please', 'subscriptions'],
    ['robots', 'search robots'],
    ['search robots', 'search robots'],
    ['robots in the wild?', 'search robots in the wild'],
    ['show me robots', 'search show me robots'],
    ['list papers on robots', 'search list papers on robots'],
    ['why do robots fail', 'search why do robots fail'],
    ['welcome', 'help'],
    ['when is the next digest?', 'status'],
    ["When's the next digest", 'status'],
    ['when will the next digest be posted?', 'status'],
    ['hey, what time do you post?', 'status'],
    ['when do you post papers here', 'status'],
    ['what are you?', 'help'],
    ['who are you', 'help'],
    ['who made this?', 'help'],
    ['who built this bot', 'help'],
    ['what can you do?', 'help'],
    ['what can I do here', 'help'],
    ['how does this work?', 'help'],
    ['how do you work', 'help'],
    ['how do I use this bot?', 'help'],
    ['what is this?', 'help'],
    ['what’s Paper Round', 'help'],
    ['which commands do you have?', 'help'],
    ['how do I subscribe?', 'help subscribe'],
    ['How can we subscribe this channel to a topic?', 'help subscribe'],
    ['how to unsubscribe', 'help unsubscribe'],
    ['how do I change the schedule?', 'help schedule'],
    ['how do i follow a topic', 'help subscribe'],
    ['how do I stop the digests?', 'help unsubscribe'],
    ['how do I use search?', 'help search'],
    ['how do I get help?', 'help'],
    ['how often do you post?', 'status'],
    ['whats this', 'help'],
    ['what is this about', 'help'],
    ['what is this paper about', 'search what is this paper about'],
    ['how do I change the timezone', 'help schedule'],
    ['which topics does this channel follow?', 'subscriptions'],
    ['what are we subscribed to', 'subscriptions'],
    ['what topics are there in robotics', 'search what topics are there in robotics'],
    ['what is new in robots', 'search what is new in robots'],
    ['how', 'search how'],
    ['when', 'search when'],
    ['how to', 'search how to'],
    ['what is attention?', 'search what is attention'],
    ['what is this robot', 'search what is this robot'],
    ['what are robots', 'search what are robots'],
    ['who made robots', 'search who made robots'],
    ['how to train a transformer', 'search how to train a transformer'],
    ['how to track robots', 'search how to track robots'],
    ['how do you follow instructions', 'search how do you follow instructions'],
    ['how does this robot work', 'search how does this robot work'],
    ['when do robots fail', 'search when do robots fail'],
    ['what time is it', 'search what time is it'],
    ['how can we search', 'help search'],
    ['what can robots do?', 'search what can robots do'],
  ])('“%s” is answered as /papers %s', async (text, command) => {
    expect(await say(text)).toEqual(await harness.type(command, { origin: 'typed' }))
  })

  it.each(['thanks', 'Thank you so much!', 'great', 'OK.'])('“%s” is no search', async text => {
    expect(textOf(await say(text))).toBe('You’re welcome.')
  })

  it('changes what a command changes, within the limits of one person', async () => {
    expect((await say('schedule 17:30')).visibility).toBe('public')
    expect(await harness.store.channels.find(CHANNEL)).toMatchObject({ time: '17:30' })
    const replies = []
    for (let count = 0; count < 60; count++) replies.push(textOf(await say(`schedule 1${count % 10}:45`)))
    expect(replies.some(text => /Try again in/.test(text))).toBe(true)
  })

  it('is cut where it is too long for a search', async () => {
    const reply = await say(`${'robots '.repeat(60)}`)
    expect(textOf(reply)).not.toContain('characters')
  })
})

describe('words around a command', () => {
  it.each([
    ['hey please show it', 'show it'],
    ['/paper robots', 'robots'],
    ['history of robots', 'history of robots'],
    ['hi', 'hi'],
  ])('%s → %s', (text, rest) => expect(withoutManners(text)).toBe(rest))
})

describe('where the bot can only answer', () => {
  it.each([
    ['server', 'Paper Round isn’t in this server', 'ask someone who manages the server'],
    ['conversation', 'Paper Round can’t post digests in this conversation', '/papers subscribe'],
  ] as const)(
    'a %s, nothing is changed, and the answer says what to do',
    async (answersOnly, why, advice) => {
      for (const command of [
        'subscribe',
        'confirm subscribe',
        'schedule 9:00',
        'post',
        'pause',
        'downrank 2611.00001',
      ]) {
        const reply = await harness.type(command, { answersOnly })
        expect(reply.visibility).toBe('ephemeral')
        expect(textOf(reply)).toContain(why)
        expect(textOf(reply)).toContain(advice)
      }
      expect(await harness.store.channels.find(CHANNEL)).toBeUndefined()
    },
  )

  it('reading works as anywhere', async () => {
    for (const command of ['search robots', 'today', 'help', 'show 2611.00001'])
      expect(await harness.type(command, { answersOnly: 'server' })).toEqual(await harness.type(command))
  })
})
