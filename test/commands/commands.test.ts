import { beforeEach, describe, expect, it } from 'vitest'
import { type AppHarness, createAppHarness, textOf } from '../fixtures/app-harness.ts'
import { candidate } from '../fixtures/candidates.ts'

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:00Z')
  harness.source.days.set('2026-11-23', [
    candidate('1', { paper: { title: 'Agents That Plan' }, counts: { upvotes: 50, comments: 1 } }),
    candidate('2', { paper: { title: 'Diffusion in Colour' }, counts: { upvotes: 5, comments: 0 } }),
  ])
  await harness.app.start()
  return async () => {
    await harness.app.stop()
    await harness.store.close()
  }
})

describe('subscribe', () => {
  it('tells the channel who subscribed it to what, and when the next digest comes', async () => {
    const reply = await harness.type('subscribe Agents')
    expect(reply.visibility).toBe('public')
    expect(textOf(reply)).toBe(
      'Ada subscribed this channel to agents. Next digest: today at 09:00 (UTC), in 1 hour.',
    )
    expect(reply.digest).toMatchObject({
      title: 'Last week: 1 paper',
      entries: [{ title: 'Agents That Plan' }],
    })
  })

  it('sends papers of the topic only', async () => {
    await harness.type('confirm subscribe agents')
    await harness.at('2026-11-23T09:00Z')
    expect(harness.posts[0]?.digest.entries.map(({ title }) => title)).toEqual(['Agents That Plan'])
    expect(harness.posts[0]?.digest.entries[0]?.facts.at(-1)?.text).toBe('agents')
  })

  it('a second time to the same topic says so, to the asker alone', async () => {
    await harness.type('confirm subscribe agents')
    const reply = await harness.type('confirm subscribe  AGENTS')
    expect(reply.visibility).toBe('ephemeral')
    expect(textOf(reply)).toBe('This channel is already subscribed to agents.')
  })

  it('refuses what isn’t a topic, with a reason', async () => {
    expect(textOf(await harness.type('confirm subscribe (agents'))).toContain(
      'Missing “)” for the bracket at character 1.',
    )
  })

  it('refuses the fifty-first topic', async () => {
    for (let number = 1; number <= 50; number++) await harness.type(`confirm subscribe topic${number}`)
    expect(textOf(await harness.type('confirm subscribe one more'))).toContain('50 topics, the most it can')
  })
})

describe('unsubscribe', () => {
  it('ends the only subscription when none is named, and then no digest comes', async () => {
    await harness.type('confirm subscribe')
    expect(textOf(await harness.type('unsubscribe'))).toContain(
      'Ada unsubscribed this channel from the general digest.',
    )
    await harness.at('2026-11-23T09:00Z')
    expect(harness.posts).toHaveLength(0)
  })

  it('asks which one if there are several', async () => {
    await harness.type('confirm subscribe agents')
    await harness.type('confirm subscribe diffusion')
    const reply = await harness.type('unsubscribe')
    expect(reply.visibility).toBe('ephemeral')
    expect(textOf(reply)).toContain('agents, diffusion')
  })

  it('ends one by its name, or all', async () => {
    await harness.type('confirm subscribe agents')
    await harness.type('confirm subscribe diffusion')
    await harness.type('confirm subscribe robots')
    expect(textOf(await harness.type('unsubscribe Robots'))).toContain(
      'Still subscribed to agents, diffusion.',
    )
    expect(textOf(await harness.type('unsubscribe all'))).toContain('No more digests will be posted.')
    expect(textOf(await harness.type('unsubscribe'))).toBe('This channel has no subscriptions.')
  })
})

describe('schedule', () => {
  it.each(['off', 'never', 'None'])('%s says how digests stop', async text => {
    expect(textOf(await harness.type(`schedule ${text}`))).toBe(
      'A schedule has a time. To stop the digests: /papers pause',
    )
  })

  it('that isn’t understood names the part, and repeats a full example', async () => {
    const reply = await harness.type('schedule 9:00 someday')
    expect(reply.visibility).toBe('ephemeral')
    expect(textOf(reply)).toBe(
      '“someday” is neither a day nor a time zone.\nFor example: /papers schedule 9:00 weekdays Europe/Paris',
    )
  })

  it('whose zone may be several offers each with the rest of what was typed', async () => {
    const reply = await harness.type('schedule 8:15 mon, thu IST')
    expect(reply.visibility).toBe('ephemeral')
    expect(reply.actions?.map(({ label }) => label)).toEqual([
      'Asia/Kolkata',
      'Asia/Jerusalem',
      'Europe/Dublin',
    ])
    const set = await harness.type(reply.actions?.[1]?.command ?? '', { origin: 'control' })
    expect(textOf(set)).toContain('on Mon, Thu at 08:15 (Asia/Jerusalem)')
  })

  it('moves the digest, and says the next three times in the zone of the channel', async () => {
    await harness.type('confirm subscribe')
    const reply = await harness.type('schedule 9:30 weekdays Europe/Paris')
    expect(textOf(reply)).toBe(
      'Ada rescheduled the digest: on weekdays at 09:30 (Europe/Paris).\n' +
        'Next: today at 09:30 (in 30 minutes), tomorrow at 09:30 (in 25 hours), Wednesday 25 November at 09:30 (in 2 days).',
    )
    await harness.at('2026-11-23T08:30Z')
    expect(harness.posts).toHaveLength(1)
  })

  it('changes nothing if it can’t read the time', async () => {
    await harness.type('confirm subscribe')
    expect(textOf(await harness.type('schedule noonish'))).toContain('The time “noonish” wasn’t understood')
    expect(textOf(await harness.type('schedule'))).toContain('every day at 09:00 (UTC)')
  })
})

describe('post', () => {
  it('posts now what wasn’t posted yet, and nothing the second time', async () => {
    await harness.type('confirm subscribe')
    expect(textOf(await harness.type('post'))).toContain('Ada posted a digest: 2 papers.')
    await harness.delivered()
    await harness.at('2026-11-23T08:01Z')
    expect(harness.posts).toHaveLength(1)
    expect(textOf(await harness.type('post'))).toContain('has already been posted here')
    await harness.delivered()
    await harness.at('2026-11-23T09:00Z')
    expect(harness.posts).toHaveLength(1)
  })

  it('posts once for a request that comes twice', async () => {
    await harness.type('confirm subscribe')
    await Promise.all([harness.type('post', { id: 'same' }), harness.type('post', { id: 'same' })])
    await harness.delivered()
    await harness.at('2026-11-23T08:01Z')
    expect(harness.posts).toHaveLength(1)
  })

  it('asks for a subscription first', async () => {
    expect(textOf(await harness.type('post'))).toContain('/papers subscribe')
  })
})

describe('reading commands', () => {
  it('today shows the list of the newest day to the asker, whatever was posted already', async () => {
    const reply = await harness.type('today')
    expect(reply).toMatchObject({
      visibility: 'ephemeral',
      digest: { title: 'Today · Monday 23 November' },
    })
    expect(reply.digest?.entries.map(({ paperId }) => paperId)).toEqual(['1', '2'])
    expect((await harness.type('today diffusion')).digest?.entries).toHaveLength(1)
    expect(textOf(await harness.type('today robots'))).toContain(
      'No papers of the last few days match robots',
    )
  })

  it('subscriptions lists the topics and the next time', async () => {
    expect(textOf(await harness.type('subscriptions'))).toContain('no subscriptions yet')
    await harness.type('confirm subscribe agents')
    expect(textOf(await harness.type('subscriptions'))).toContain(
      '• agents\nScheduled every day at 09:00 (UTC). Next digest: today at 09:00',
    )
  })

  it('status shows the source, the last and the next digest', async () => {
    await harness.type('confirm subscribe')
    await harness.at('2026-11-23T09:00Z')
    const text = textOf(await harness.type('status'))
    expect(text).toContain('Papers are up to date (checked today at 09:00 UTC).')
    expect(text).toContain('Last digest: 2 papers, today at 09:00.')
    expect(text).toContain('Next digest: tomorrow at 09:00 (UTC), in 24 hours.')
  })

  it('describe a slot that waits for its list without a time in the past', async () => {
    await harness.type('confirm subscribe')
    await harness.at('2026-11-23T09:00Z')
    await harness.at('2026-11-24T09:00Z')
    expect(textOf(await harness.type('status'))).toContain('Next digest: as soon as there is something new')
  })

  it('status says what happened to a digest whose posting was interrupted', async () => {
    await harness.type('confirm subscribe')
    harness.verdicts.push({ kind: 'unknown', reason: 'the connection broke' })
    await harness.at('2026-11-23T09:00Z')
    expect(textOf(await harness.type('status'))).toContain(
      '2 papers, may have arrived (the connection broke). Paper Round checks that before it sends anything again.',
    )
  })

  it('help lists every command, as does an empty one', async () => {
    const help = textOf(await harness.type('help'))
    for (const name of [
      'subscribe',
      'unsubscribe',
      'subscriptions',
      'schedule',
      'today',
      'post',
      'status',
      'help',
    ]) {
      expect(help).toContain(`/papers ${name}`)
    }
    expect(textOf(await harness.type(' '))).toBe(help)
  })
})

describe('other things that people type', () => {
  it('an unknown command is named, with the way to help', async () => {
    expect(textOf(await harness.type('fetch'))).toBe('Unknown command fetch. See /papers help.')
  })

  it.each(['subscribe', 'unsubscribe all', 'schedule 9:00', 'post'])(
    '%s is refused kindly to someone who may not manage the channel',
    async text => {
      const reply = await harness.type(text, { mayChange: false })
      expect(reply.visibility).toBe('ephemeral')
      expect(textOf(reply)).toContain('needs permission to manage this channel. Ask someone who has it.')
    },
  )

  it('a fault of ours is answered with a reference, and without its details', async () => {
    await harness.store.close()
    const text = textOf(await harness.type('status'))
    expect(text).toContain('ref-1')
    expect(text).not.toMatch(/sqlite|database|undefined/i)
    harness = await createAppHarness()
  })
})
