import { describe, expect, it } from 'vitest'
import type { Log } from '../../../src/ports/log.ts'
import { linkIn } from '../../fakes/mailer.ts'
import { candidate } from '../../fixtures/candidates.ts'
import { ADA, pathOf, serveEmail } from './email-harness.ts'
import { serveSite, textOf } from './site-harness.ts'

const ROOMY = { count: 5_000, perMs: 86_400_000 }

describe('subscribing by e-mail', () => {
  it('takes a box, a mail and a button', async () => {
    const { html, ask, mailer, get, post, store, email } = await serveEmail()
    const box = await html('/try?q=agents')
    expect(box).toContain('action="/email/subscribe"')
    expect(box).toContain('name="topic" value="agents"')
    const coming = mailer.sent.next()
    const answer = await ask(` Ada@Example.ORG `)
    expect(answer.status).toBe(200)
    expect(textOf(await answer.text())).toContain('A mail is on its way')
    const mail = await coming
    expect(mail).toMatchObject({
      to: 'Ada@example.org',
      subject: 'Do you want papers by e-mail?',
      headers: { 'Auto-Submitted': 'auto-generated' },
      messageId: expect.stringMatching(/^<confirm\.[\w-]{16}@papers\.example\.org>$/),
    })
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain('on the web pages at https://papers.example.org')
      expect(part).toContain('agents')
      expect(part).toContain('do nothing')
      expect(part).toContain('two days')
    }
    expect(mail.html).toContain(linkIn(mail, 'https://papers.example.org/email/confirm'))
    expect(await store.emailAddresses.page(undefined, 9)).toEqual([])

    const link = linkIn(mail, '/email/confirm')
    const page = await get(link)
    expect(textOf(await page.text())).toContain('Ada@example.org will get digests of agents.')
    expect(await store.emailAddresses.page(undefined, 9)).toEqual([])
    const done = await post(link)
    expect(textOf(await done.text())).toContain('You will get digests of agents.')
    const [row] = await store.emailAddresses.page(undefined, 9)
    const channel = row?.id ?? 'email:none'
    expect(channel).toMatch(/^email:[\w-]{16}$/)
    expect(await email.addresses.find(channel)).toMatchObject({ address: 'Ada@example.org' })
    expect(await store.channels.topics(channel)).toEqual(['agents'])
    expect(await store.channels.find(channel)).toMatchObject({ time: '09:00', size: 5 })
  })

  it('asks again before a known address gets another topic', async () => {
    const { confirmed, asked, post, store } = await serveEmail()
    const channel = await confirmed(ADA)
    const link = await asked(ADA, '')
    expect(await store.channels.topics(channel)).toEqual(['agents'])
    await post(link)
    expect(await store.channels.topics(channel)).toEqual(['agents', '*'])
    expect(await store.emailAddresses.page(undefined, 9)).toHaveLength(1)
  })

  it('has no box, no pages and no hook where there is no mail server', async () => {
    const { html, get, post } = await serveSite({ token: 'a-token-of-ours' })
    expect(await html('/try?q=agents')).not.toContain('e-mail')
    expect((await post('/email/subscribe', { address: ADA })).status).toBe(404)
    expect((await post('/email/bounce')).status).toBe(404)
    expect((await get('/email/settings/x')).status).toBe(404)
  })

  it('names what is wrong in the box, and sends nothing', async () => {
    const { ask, mailer, email } = await serveEmail()
    for (const [address, topic, problem] of [
      ['ada', 'agents', 'isn’t an e-mail address'],
      ['ada@example.org\r\nBcc: bo@example.org', 'agents', 'isn’t an e-mail address'],
      [`${'a'.repeat(308)}@example.org`, 'agents', 'at most 254'],
      [ADA, 'sort:new agents', 'Leave out'],
      [ADA, 'cheap www.evil', 'looks like a web address'],
      [ADA, 'evil.example pills', 'looks like a web address'],
    ] as const) {
      const answer = await ask(address, topic)
      expect(answer.status, topic).toBe(400)
      const html = await answer.text()
      expect(textOf(html)).toContain(problem)
      expect(html).not.toContain('\r\nBcc')
    }
    const category = await ask(ADA, 'cat:cs.CL gpt-4.5')
    expect(category.status).toBe(200)
    await email.signUps.idle(1_000)
    expect(mailer.attempts).toBe(1)
    await ask(ADA, 'win at http://evil.example/x <b>now</b>')
    await email.signUps.idle(1_000)
    const { text = '', html = '' } = mailer.sent.all.at(-1) ?? {}
    expect(text).toContain('http evil example x')
    expect(text + html).not.toMatch(/evil\.example|<b>/)
  })

  it('takes nothing with several answers, and nothing that isn’t a form', async () => {
    const { post, mailer, email } = await serveEmail()
    for (const fields of [
      [
        ['address', ADA],
        ['address', 'bo@example.org'],
      ],
      [
        ['address', ADA],
        ['topic', 'agents'],
        ['topic', 'robots'],
      ],
    ] satisfies [string, string][][]) {
      const answer = await post('/email/subscribe', fields)
      expect(answer.status).toBe(400)
      expect(textOf(await answer.text())).toContain('Name only one address and one topic.')
    }
    for (const type of ['application/json', 'multipart/form-data; boundary=x']) {
      const answer = await post('/email/subscribe', { address: ADA }, { 'content-type': type })
      expect(answer.status).toBe(415)
      expect(textOf(await answer.text())).toContain('isn’t a form, so nothing was done')
    }
    await email.signUps.idle(1_000)
    expect(mailer.attempts).toBe(0)
  })

  it('takes no form from another website', async () => {
    const { ask, mailer, email } = await serveEmail()
    expect((await ask(ADA, 'agents', { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    await email.signUps.idle(1_000)
    expect(mailer.attempts).toBe(0)
  })
})

describe('whoever wants to flood a mailbox', () => {
  it('gets three mails sent in 1,000 attempts, whatever case, tags and dots they use', async () => {
    const { email, mailer } = await serveEmail({ emailLimits: { asker: ROOMY, domain: ROOMY, all: ROOMY } })
    const forms = ['victim@example.org', 'Victim@Example.org', 'v.ictim@example.org', 'victim+7@example.org']
    for (let index = 0; index < 1_000; index++) {
      const address = forms[index % forms.length] ?? ''
      const answer = await email.signUps.ask({ address, topic: '' }, { id: `bot ${index}`, where: 'here' })
      expect(answer.kind).toBe('asked')
    }
    await email.signUps.idle(60_000)
    expect(mailer.attempts).toBe(3)
  })

  it('gets only so many for a domain, for one who asks, and in all', async () => {
    const few = { count: 2, perMs: 86_400_000 }
    const ask = async (emailLimits: NonNullable<Parameters<typeof serveEmail>[0]>['emailLimits']) => {
      const { email, mailer, ask } = await serveEmail({
        emailLimits: { asker: ROOMY, domain: ROOMY, all: ROOMY, mailbox: ROOMY, ...emailLimits },
      })
      const statuses = []
      for (const address of ['a@one.example', 'b@one.example', 'c@one.example', 'd@two.example'])
        statuses.push((await ask(address)).status)
      await email.signUps.idle(10_000)
      return { statuses, to: mailer.sent.all.map(({ to }) => to) }
    }
    expect(await ask({ domain: few })).toEqual({
      statuses: [200, 200, 200, 200],
      to: ['a@one.example', 'b@one.example', 'd@two.example'],
    })
    expect(await ask({ all: few })).toEqual({
      statuses: [200, 200, 200, 200],
      to: ['a@one.example', 'b@one.example'],
    })
    expect(await ask({ asker: few })).toEqual({
      statuses: [200, 200, 429, 429],
      to: ['a@one.example', 'b@one.example'],
    })
  })

  it('is told apart by the address that a proxy nearby adds, not by one that they claim', async () => {
    const { ask } = await serveEmail({ emailLimits: { asker: { count: 1, perMs: 86_400_000 } } })
    const from = async (forwarded: string) =>
      (await ask(ADA, 'agents', { 'x-forwarded-for': forwarded })).status
    expect(await from('203.0.113.1')).toBe(200)
    expect(await from('198.51.100.9, 203.0.113.1')).toBe(429)
    expect(await from('203.0.113.1, 203.0.113.2')).toBe(200)
    expect(await from('nonsense')).toBe(200)
    expect(await from('other nonsense')).toBe(429)
  })

  it('learns of no address whether it is known', async () => {
    const { ask, confirmed, email, mailer, post } = await serveEmail({ emailLimits: { mailbox: ROOMY } })
    await confirmed(ADA)
    const answerTo = async (address: string) => {
      const response = await ask(address)
      const headers = [...response.headers].filter(([name]) => name !== 'date')
      return { status: response.status, headers, text: await response.text() }
    }
    const unknown = await answerTo('bo@example.org')
    expect(await answerTo(ADA)).toEqual(unknown)
    await email.reportBounce({ kind: 'complaint', address: 'eve@example.org', reason: 'abuse' })
    expect(await answerTo('eve@example.org')).toEqual(unknown)
    await email.signUps.idle(1_000)
    // Not even the mail differs.
    const [mail, other] = mailer.sent.all.slice(-2).map(({ text, subject }) => ({
      subject,
      text: text.replace(/confirm\/\S+/, 'confirm/…'),
    }))
    expect(other).toEqual(mail)
    expect((await post('/email/subscribe', { address: ADA, topic: 'agents' })).status).toBe(200)
  })

  it('can’t tell by the time either: the answer waits for nothing that depends on the address', async () => {
    const { ask, email, store, mailer } = await serveEmail()
    const held = Promise.withResolvers<void>()
    const lookedUp: string[] = []
    const { findByHash } = store.emailAddresses
    store.emailAddresses.findByHash = async hashes => {
      lookedUp.push(...hashes)
      return findByHash(hashes)
    }
    const { send } = mailer
    mailer.send = async (mail, signal) => {
      await held.promise
      return send(mail, signal)
    }
    expect((await ask(ADA)).status).toBe(200)
    expect(mailer.attempts).toBe(0)
    held.resolve()
    await email.signUps.idle(1_000)
    expect(mailer.attempts).toBe(1)
    expect(lookedUp).toEqual([])
  })
})

describe('a confirmation mail', () => {
  it('that isn’t taken for a while is tried again, three times in all', async () => {
    const { ask, email, mailer, pause } = await serveEmail()
    pause.wait = async () => {}
    mailer.verdicts.push({ kind: 'retry', reason: 'busy' })
    await ask(ADA)
    await email.signUps.idle(1_000)
    expect(mailer.attempts).toBe(2)
    const busy = { kind: 'retry', reason: 'busy' } as const
    mailer.verdicts.push(busy, busy, busy)
    await ask('bo@example.org')
    await email.signUps.idle(1_000)
    expect(mailer.attempts).toBe(5)
  })
})

describe('a link in a mail', () => {
  it('does nothing while it is only opened, however often: mail scanners do', async () => {
    const { confirmed, asked, get, store, email } = await serveEmail()
    const channel = await confirmed(ADA)
    await store.papers.record([candidate('2611.00001')], Date.now())
    const { links } = email
    const paths = [
      await asked(ADA, 'robots'),
      pathOf(links.settings(channel)),
      pathOf(links.unsubscribe(channel)),
      pathOf(links.lessLike(channel, '2611.00001')),
    ]
    const state = async () => [
      await store.channels.find(channel),
      await store.channels.topics(channel),
      await store.emailAddresses.page(undefined, 9),
    ]
    const before = await state()
    for (const path of paths) {
      for (const method of ['GET', 'HEAD', 'GET']) {
        const response = await fetch(`${(await get('/')).url.replace(/\/$/, '')}${path}`, { method })
        expect(response.status, path).toBe(200)
        expect(response.headers.get('set-cookie')).toBeNull()
        expect(response.headers.get('referrer-policy')).toBe('no-referrer')
        expect(response.headers.get('cache-control')).toBe('no-store')
        expect(response.headers.get('x-robots-tag')).toContain('noindex')
        expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
        if (method === 'GET') expect(await response.text()).toContain('<button>')
      }
    }
    expect(await state()).toEqual(before)
  })

  it('confirms once, within two days, and not after the address was forgotten', async () => {
    const { asked, get, post, store, clock, email } = await serveEmail()
    const link = await asked(ADA)
    const channel = async () => (await email.addresses.channelOf(ADA)) ?? 'email:none'
    expect((await post(link)).status).toBe(200)
    await post(pathOf(email.links.unsubscribe(await channel())))
    expect((await post(link)).status).toBe(410)
    expect((await get(link)).status).toBe(410)
    expect(await store.channels.topics(await channel())).toEqual([])

    const other = await asked(ADA, 'robots')
    await email.manage.forget(await channel())
    expect((await post(other)).status).toBe(410)
    expect(await store.emailAddresses.page(undefined, 9)).toEqual([])

    clock.advance(1)
    const late = await asked('bo@example.org')
    clock.advance(48 * 3_600_000 - 1)
    expect((await get(late)).status).toBe(200)
    clock.advance(1)
    expect((await get(late)).status).toBe(410)
    expect(textOf(await (await post(late)).text())).toContain('This link has expired')
    expect(await store.emailAddresses.page(undefined, 9)).toEqual([])
  })

  it('is worth nothing where it was forged, or swapped with one for something else', async () => {
    const { confirmed, asked, get, post, store, email, clock } = await serveEmail()
    const channel = await confirmed(ADA)
    const { links } = email
    const tokens: Record<string, string> = {
      confirm: await asked('bo@example.org'),
      settings: pathOf(links.settings(channel)),
      unsubscribe: pathOf(links.unsubscribe(channel)),
      less: pathOf(links.lessLike(channel, '2611.00001')),
    }
    const tokenOf = (path: string): string => path.split('/').at(-1) ?? ''
    const before = [await store.channels.topics(channel), await store.emailAddresses.page(undefined, 9)]
    for (const purpose of Object.keys(tokens)) {
      // An address may open only so many pages a minute.
      clock.advance(60_000)
      const own = tokenOf(tokens[purpose] ?? '')
      const forged = [
        ...Object.keys(tokens)
          .filter(other => other !== purpose)
          .map(other => tokenOf(tokens[other] ?? '')),
        own.slice(0, -1),
        `${own}x`,
        own.replace(/\.(\d+)\./, (_, until: string) => `.${Number(until) + 1}.`),
        own.replace(/^email%3A./, 'email%3AX'),
        'x',
        '%00',
        'a'.repeat(9_000),
      ].filter(token => token !== own)
      for (const token of forged) {
        for (const response of [
          await get(`/email/${purpose}/${token}`),
          await post(`/email/${purpose}/${token}`, { action: 'forget', sure: 'yes' }),
        ]) {
          expect(response.status, `${purpose} ${token.slice(0, 200)}`).toBe(400)
          expect(textOf(await response.text())).toContain('Nothing was changed')
        }
      }
    }
    expect([await store.channels.topics(channel), await store.emailAddresses.page(undefined, 9)]).toEqual(
      before,
    )
  })

  it('unsubscribes at once where a mail program posts to it (RFC 8058), and from any old mail', async () => {
    const { confirmed, get, post, store, email, clock } = await serveEmail()
    const channel = await confirmed(ADA)
    const link = pathOf(email.links.unsubscribe(channel))
    clock.advance(9 * 365 * 86_400_000)
    expect((await get(link)).status).toBe(200)
    expect(await store.channels.topics(channel)).toEqual(['agents'])
    const response = await post(link, { 'List-Unsubscribe': 'One-Click' })
    expect(response.status).toBe(200)
    expect(await store.channels.topics(channel)).toEqual([])
    expect((await post(link, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200)
    await email.manage.forget(channel)
    expect((await post(link, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200)
  })

  it('lowers papers like one', async () => {
    const { confirmed, post, store, email, clock } = await serveEmail()
    const channel = await confirmed(ADA)
    await store.papers.record([candidate('2611.00001')], clock.now())
    const text = async (id: string) =>
      textOf(await (await post(pathOf(email.links.lessLike(channel, id)))).text())
    expect(await text('2611.00001')).toContain('rank lower in your digests from now on')
    expect((await store.channels.find(channel))?.downranked).toMatchObject([{ paperId: '2611.00001' }])
    expect(await text('2611.09999')).toContain('can’t be found right now')
    await email.manage.forget(channel)
    expect(await text('2611.00001')).toContain('isn’t stored any more')
    expect(await store.channels.find(channel)).toBeUndefined()
  })

  it('isn’t in the log when its page fails', async () => {
    const lines: string[] = []
    const line = (fields: object, message: string): void => void lines.push(JSON.stringify([fields, message]))
    const log: Log = { debug: line, info: line, warn: line, error: line }
    const { confirmed, get, store, email } = await serveEmail({ log })
    const channel = await confirmed(ADA)
    store.channels.topics = async () => {
      throw new Error('the disk is full')
    }
    const link = pathOf(email.links.settings(channel))
    expect((await get(link)).status).toBe(500)
    expect(lines.join()).toContain('/email/settings/…')
    expect(lines.join()).not.toContain(link.split('.').at(-1))
    expect(lines.join()).not.toContain(ADA)
  })
})
