import { describe, expect, it, onTestFinished } from 'vitest'
import { createFakeMailer } from '../fakes/mailer.ts'
import { createAppHarness, textOf } from '../fixtures/app-harness.ts'

async function open(options: Parameters<typeof createAppHarness>[1] = {}) {
  const mailer = createFakeMailer()
  const harness = await createAppHarness(undefined, { mailer, ...options })
  onTestFinished(() => harness.store.close())
  return { ...harness, mailer }
}

describe('/papers email', () => {
  it('asks the address, and answers only the person who asked', async () => {
    const { type, mailer, store } = await open()
    const mail = mailer.sent.next()
    const reply = await type('email Name+x@Example.org "world models"')
    expect(reply.visibility).toBe('ephemeral')
    expect(textOf(reply)).toContain('A mail is on its way to that address')
    expect(textOf(reply)).toContain('world models')
    expect(textOf(reply)).not.toContain('example.org')
    const { to, text } = await mail
    expect(to).toBe('Name+x@example.org')
    expect(text).toContain('Someone asked with /papers email in the workspace slack:T1')
    expect(text).not.toContain('Ada')
    expect(text).toContain('"world models"')
    expect(await store.audit.after('slack:T1/C1', 0)).toEqual([])
  })

  it.each(['email <mailto:name@example.org|name@example.org> agents', 'mail name@example.org agents'])(
    'understands %s',
    async text => {
      const { type, mailer } = await open()
      const mail = mailer.sent.next()
      expect(textOf(await type(text))).toContain('agents')
      expect((await mail).to).toBe('name@example.org')
    },
  )

  it('says what is wrong, and sends nothing', async () => {
    const { type, mailer, app } = await open()
    expect(textOf(await type('email'))).toContain('Add the address')
    expect(textOf(await type('email agents'))).toContain('isn’t an e-mail address')
    expect(textOf(await type('email name@example.org sort:new x'))).toContain('Leave out')
    for (const text of ['other@example.net', 'agents, other@example.net']) {
      expect(textOf(await type(`email name@example.org ${text}`))).toBe('Name only one e-mail address.')
    }
    await app.email?.signUps.idle(1_000)
    expect(mailer.attempts).toBe(0)
  })

  it('has a limit for each person', async () => {
    const { type, mailer, app } = await open({ emailLimits: { asker: { count: 2, perMs: 60_000 } } })
    for (const name of ['a', 'b']) await type(`email ${name}@example.org`)
    expect(textOf(await type('email c@example.org'))).toContain('many addresses in a short time')
    expect(textOf(await type('email c@example.org', { personId: 'U2' }))).toContain('on its way')
    await app.email?.signUps.idle(1_000)
    expect(mailer.sent.all.map(({ to }) => to)).toEqual(['a@example.org', 'b@example.org', 'c@example.org'])
  })

  it('says that e-mail isn’t set up, where it isn’t', async () => {
    const { type } = await open({ mailer: undefined })
    expect(textOf(await type('email name@example.org'))).toContain('E-mail isn’t set up here')
  })
})
