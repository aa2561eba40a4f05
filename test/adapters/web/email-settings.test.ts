import { describe, expect, it } from 'vitest'
import { ADA, type EmailHarness, pathOf, serveEmail } from './email-harness.ts'
import { textOf } from './site-harness.ts'

async function open(options?: Parameters<typeof serveEmail>[0]) {
  const harness: EmailHarness = await serveEmail(options)
  const channel = await harness.confirmed(ADA)
  const link = pathOf(harness.email.links.settings(channel))
  const { store } = harness
  return {
    ...harness,
    channel,
    link,
    stored: () => store.channels.find(channel),
    topics: () => store.channels.topics(channel),
    /** Saves the form, with these fields in place of what it shows. */
    save: async (fields: Record<string, string> = {}, days = ['1', '3']) => {
      const form = { action: 'save', topics: 'agents', time: '09:00', zone: 'UTC', size: '5', ...fields }
      const days_ = days.map((day): [string, string] => ['day', day])
      const response = await harness.post(link, [...Object.entries(form), ...days_])
      return { status: response.status, html: await response.text() }
    },
    act: async (action: string, more: Record<string, string> = {}) => {
      const response = await harness.post(link, { action, ...more })
      return { status: response.status, text: textOf(await response.text()) }
    },
  }
}

describe('the settings by mail', () => {
  it('show what there is, and only with the link', async () => {
    const { html, link, get } = await open()
    const page = await html(link)
    expect(textOf(page)).toContain(`For ${ADA}.`)
    expect(page).toContain('>\nagents</textarea>')
    expect(page).toContain('name="time" value="09:00"')
    expect(page).toContain('name="zone" value="UTC"')
    expect(page.match(/name="day" value="\d" checked/g)).toHaveLength(7)
    expect((await get('/email/settings/')).status).toBe(404)
  })

  it('save topics, time, days, zone and size', async () => {
    const { save, stored, topics } = await open()
    const { status, html } = await save({
      topics: 'robots\r\n"world models" OR video\r\n',
      time: '17:30',
      zone: 'paris',
      size: '7',
    })
    expect([status, textOf(html).includes('Saved.')]).toEqual([200, true])
    expect(await topics()).toEqual(['robots', '"world models" OR video'])
    expect(await stored()).toMatchObject({
      time: '17:30',
      days: [1, 3],
      timezone: 'Europe/Paris',
      size: 7,
      layout: 'compact',
      onlyCode: false,
      catchUp: 'once',
    })
  })

  it('leave what isn’t on the page as it is', async () => {
    const { save, stored, store, channel } = await open()
    const before = await stored()
    if (!before) throw new Error('missing')
    await store.channels.save({ ...before, onlyCode: true, unvoted: true, catchUp: 'skip', minScore: 20 })
    await save({ size: '3' })
    expect(await store.channels.find(channel)).toMatchObject({
      size: 3,
      onlyCode: true,
      unvoted: true,
      catchUp: 'skip',
      minScore: 20,
    })
  })

  it.each([
    ['topics', { topics: '"never closed' }, 'Line 1'],
    ['topics', { topics: Array.from({ length: 51 }, (_, index) => `topic${index}`).join('\n') }, '50 topics'],
    ['time', { time: 'noonish' }, 'isn’t a time of day'],
    ['zone', { zone: 'Atlantis' }, 'isn’t a time zone'],
    ['size', { size: '99' }, '1 to 15'],
  ])('say what is wrong with the %s, change nothing and keep what was typed', async (name, fields, text) => {
    const { save, stored, topics } = await open()
    const before = [await stored(), await topics()]
    const { status, html } = await save({ topics: 'robots', ...fields })
    expect(status).toBe(400)
    expect(html).toContain(`id="problem-${name}"`)
    expect(html).toContain(`aria-describedby="problem-${name}"`)
    expect(textOf(html)).toContain(text)
    if (name !== 'topics') {
      expect(html).toContain('>\nrobots</textarea>')
      for (const typed of Object.values(fields)) expect(html).toContain(`value="${typed}"`)
    }
    expect(html.match(/name="day" value="\d" checked/g)).toHaveLength(2)
    expect([await stored(), await topics()]).toEqual(before)
  })

  it('need a day', async () => {
    const { save } = await open()
    expect(textOf((await save({}, [])).html)).toContain('at least one day')
  })

  it('take fifty long topics', async () => {
    const { save, topics } = await open()
    const many = Array.from({ length: 50 }, (_, index) => `${'ü'.repeat(60)}${index} ${'é'.repeat(30)}`)
    const { status } = await save({ topics: many.join('\r\n') })
    expect(status).toBe(200)
    expect(await topics()).toHaveLength(50)
  })

  it('show a topic that looks like HTML as text', async () => {
    const { save, html, link } = await open()
    await save({ topics: '"</textarea><script>alert(1)</script>"' })
    expect(await html(link)).not.toMatch(/<script|<\/textarea>.*<\/textarea>/s)
  })

  it('pause and resume', async () => {
    const { act, stored, html, link, store, channel } = await open()
    expect((await act('pause')).text).toContain('Paused.')
    expect((await stored())?.pausedBy).toMatchObject({ person: 'the subscriber' })
    expect(textOf(await html(link))).toContain('paused, because you asked for that')
    expect((await act('resume')).text).toContain('Resumed.')
    expect((await stored())?.pausedBy).toBeUndefined()
    await store.channels.pause(channel, 'mails come back: mailbox full')
    expect(textOf(await html(link))).toContain('paused because mails come back: mailbox full')
    await act('resume')
    expect((await stored())?.pausedReason).toBeUndefined()
  })

  it('unsubscribe, and let the same address begin again', async () => {
    const { act, topics, save, html, link } = await open()
    expect((await act('unsubscribe')).text).toContain('unsubscribed from all topics')
    expect(await topics()).toEqual([])
    expect(textOf(await html(link))).toContain('You have no topics')
    await save({ topics: 'robots' })
    expect(await topics()).toEqual(['robots'])
  })

  it('forget the address once that is sure, with all that was stored, and end its links', async () => {
    const { act, store, channel, link, get, email, post } = await open()
    await act('pause')
    await act('forget')
    expect(await email.addresses.channelOf(ADA)).toBe(channel)
    expect((await act('forget', { sure: 'yes' })).text).toContain('are removed')
    expect(await store.emailAddresses.page(undefined, 9)).toEqual([])
    expect(await store.channels.find(channel)).toBeUndefined()
    expect(await store.channels.topics(channel)).toEqual([])
    expect(await store.audit.after(channel, 0)).toEqual([])
    expect((await get(link)).status).toBe(410)
    expect((await act('save')).status).toBe(410)
    expect((await post(pathOf(email.links.settings(channel)), { action: 'resume' })).status).toBe(410)
    expect(await store.channels.find(channel)).toBeUndefined()
  })

  it('do nothing for an action that they don’t have', async () => {
    const { act, topics, stored } = await open()
    const before = await stored()
    expect((await act('delete everything')).status).toBe(200)
    expect([await topics(), await stored()]).toEqual([['agents'], before])
  })

  it('do nothing where they aren’t understood, and say so', async () => {
    const { act, link, post, topics, stored } = await open()
    const before = await stored()
    const save: [string, string][] = [
      ['action', 'save'],
      ['topics', 'robots'],
      ['topics', 'video'],
    ]
    const saved = textOf(await (await post(link, save)).text())
    for (const text of [(await act('explode')).text, (await act('forget')).text, saved]) {
      expect(text).toContain('Nothing was changed, because that wasn’t understood.')
    }
    expect((await post(link, { action: 'pause' }, { 'content-type': 'application/json' })).status).toBe(415)
    expect([await topics(), await stored()]).toEqual([['agents'], before])
  })

  it('reach no other address', async () => {
    const { confirmed, act, store, save } = await open()
    const other = await confirmed('bo@example.org', 'robots')
    await save({ topics: 'video' })
    await act('unsubscribe')
    await act('forget', { sure: 'yes' })
    expect(await store.channels.topics(other)).toEqual(['robots'])
    expect(await store.emailAddresses.find(other)).toBeDefined()
  })

  it('expire after half a year, which any newer mail renews', async () => {
    const { link, get, clock, email, channel } = await open()
    clock.advance(180 * 86_400_000)
    expect((await get(link)).status).toBe(200)
    clock.advance(86_400_000)
    expect((await get(link)).status).toBe(410)
    expect((await get(pathOf(email.links.settings(channel)))).status).toBe(200)
  })
})
