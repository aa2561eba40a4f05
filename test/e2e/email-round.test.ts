import { afterEach, beforeEach, expect, it } from 'vitest'
import { type FakeSmtp, type ReceivedMail, startSmtp } from '../fakes/mail/smtp.ts'
import { wirePaper } from '../fixtures/papers.ts'
import type { Bot } from './bot.ts'
import { type Environment, startEnvironment } from './environment.ts'

/** The whole way of a reader: the web page, the mail server, the mailbox and its links. */

const [MONDAY, TUESDAY, WEDNESDAY] = ['2026-11-23', '2026-11-24', '2026-11-25']
const PUBLIC_URL = 'https://papers.example.org'

let environment: Environment
let smtp: FakeSmtp
beforeEach(async () => {
  environment = await startEnvironment()
  smtp = await startSmtp()
  const titles = { [MONDAY]: 'Agents Learn to Wait', [TUESDAY]: 'Agents Return', [WEDNESDAY]: 'Agents Rest' }
  for (const [day, title] of Object.entries(titles))
    environment.papers.setDay(day, [wirePaper({ id: `2611.000${day.slice(-2)}`, title, day, upvotes: 9 })])
})
afterEach(async () => {
  await environment.close()
  await smtp.close()
})

/** The first link in a mail that leads to this page, as its path. */
function pathIn({ parsed }: ReceivedMail, page: string): string {
  const [, path] = new RegExp(`${PUBLIC_URL}(/${page}/\\S+)`).exec(parsed.text ?? '') ?? []
  if (!path) throw new Error(`there is no link to ${page} in: ${parsed.text}`)
  return path
}

const post = (bot: Bot, path: string, fields: Record<string, string> = {}) =>
  fetch(new URL(path, bot.url), { method: 'POST', body: new URLSearchParams(fields) })

it('an address is subscribed by a button in a mail, gets its topic at its time, and leaves with one click', async () => {
  const bot = await environment.startBot(`${MONDAY}T08:00:00Z`, {
    SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
    SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
    MAIL_FROM: 'Daily Papers <papers@example.org>',
    PUBLIC_URL,
    WEB_TOKEN: 'a-made-up-password',
  })
  const asked = await post(bot, '/email/subscribe', { address: 'ada@example.net', topic: 'agents' })
  expect(asked.status).toBe(200)
  const question = await smtp.nextMail()
  expect(question).toMatchObject({ to: 'ada@example.net', from: 'papers@example.org' })

  // A scanner that opens the link changes nothing.
  const confirm = pathIn(question, 'email/confirm')
  expect((await fetch(new URL(confirm, bot.url))).status).toBe(200)
  await bot.at(`${MONDAY}T09:00:00Z`)
  expect(smtp.received).toHaveLength(1)

  expect((await post(bot, confirm)).status).toBe(200)
  await bot.at(`${TUESDAY}T09:00:00Z`)
  expect(smtp.received).toHaveLength(2)
  const digest = await smtp.nextMail()
  expect(digest).toMatchObject({
    to: 'ada@example.net',
    parsed: { subject: expect.stringContaining('Agents') },
  })
  expect(digest.parsed.text).toContain('agents')
  const settings = await fetch(new URL(pathIn(digest, 'email/settings'), bot.url))
  expect(await settings.text()).toContain('ada@example.net')

  const [, unsubscribe = ''] = /^List-Unsubscribe: <(\S+)>\r$/m.exec(digest.raw) ?? []
  expect(unsubscribe).toContain(`${PUBLIC_URL}/email/unsubscribe/`)
  const left = await post(bot, new URL(unsubscribe).pathname, { 'List-Unsubscribe': 'One-Click' })
  expect(left.status).toBe(200)
  await bot.at(`${WEDNESDAY}T09:00:00Z`)
  expect(smtp.received).toHaveLength(2)
  await bot.stop()
  expect(bot.log()).not.toContain('ada@')
})
