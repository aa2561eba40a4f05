import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSqliteStore } from '../../adapters/sqlite/store.ts'
import { EVERYTHING } from '../../src/search/topics.ts'
import { channel } from '../contracts/store/samples.ts'
import { type FakeSmtp, startSmtp } from '../fakes/mail/smtp.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { wirePaper } from '../fixtures/papers.ts'
import { type Environment, startEnvironment } from './environment.ts'

/** A bot process, and a mail server that reads what it sends as a mailbox does. */

const [MONDAY, TUESDAY] = ['2026-11-23', '2026-11-24']

let environment: Environment
let smtp: FakeSmtp
beforeEach(async () => {
  environment = await startEnvironment()
  smtp = await startSmtp()
  environment.papers.setDay(MONDAY, [
    wirePaper({ id: '2611.00001', title: 'Agents Learn to Wait', day: MONDAY, upvotes: 9 }),
    wirePaper({ id: '2611.00002', title: 'Agents in the Dark', day: MONDAY, upvotes: 5 }),
  ])
})
afterEach(async () => {
  await environment.close()
  await smtp.close()
})

const env = () => ({
  SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
  TEST_ADDRESSES: 'by id',
  SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
  MAIL_FROM: 'Daily Papers <papers@example.org>',
  PUBLIC_URL: 'https://papers.example.org',
  WEB_TOKEN: 'a-made-up-password',
})

async function withStore<Result>(
  work: (store: Awaited<ReturnType<typeof openSqliteStore>>) => Promise<Result>,
): Promise<Result> {
  const path = environment.env.DATABASE_URL?.replace('sqlite:', '') ?? ''
  const store = await openSqliteStore({ path, log: silentLog })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

it('a digest is one mail, even in the thread layout; nothing new is no mail; a dead address is paused', async () => {
  const nextSlotAt = Date.parse(`${MONDAY}T09:00Z`)
  await withStore(async ({ channels }) => {
    for (const [id, layout] of [
      ['email:ada', 'thread'],
      ['email:bob', 'standard'],
    ] as const) {
      await channels.save(
        channel(id, { layout, timezone: 'UTC', nextSlotAt, createdAt: nextSlotAt - 60_000 }),
      )
      await channels.subscribe(id, EVERYTHING, { person: 'Ada' }, nextSlotAt - 60_000)
    }
  })
  const bot = await environment.startBot(`${MONDAY}T08:00:00Z`, env())
  smtp.fail({ at: 'rcpt', refusal: { code: 450, message: '4.2.0 Greylisted' } })
  await bot.at(`${MONDAY}T09:00:00Z`)
  await bot.at(`${MONDAY}T09:01:00Z`)
  await bot.at(`${MONDAY}T09:02:00Z`)
  expect(smtp.received.map(({ to }) => to).toSorted()).toEqual(['ada@example.net', 'bob@example.net'])
  for (const { parsed } of smtp.received) {
    expect(parsed).toMatchObject({
      subject: 'Agents Learn to Wait, and 1 more',
      date: new Date(nextSlotAt),
      from: { text: '"Daily Papers" <papers@example.org>' },
    })
    expect(parsed.text).toContain('Agents in the Dark')
  }
  await bot.at(`${TUESDAY}T09:00:00Z`)
  expect(smtp.received).toHaveLength(2)
  environment.papers.setDay(TUESDAY, [
    wirePaper({ id: '2611.00003', title: 'Agents Return', day: TUESDAY, upvotes: 9 }),
  ])
  smtp.fail({ at: 'rcpt', refusal: { code: 550, message: '5.1.1 <ada@example.net> is unknown' } })
  await bot.at(`${TUESDAY}T10:00:00Z`)
  await bot.at('2026-11-25T09:00:00Z')
  await bot.stop()
  expect(bot.log()).not.toMatch(/ada@|bob@/)
  const reasons = await withStore(async ({ channels }) =>
    (await channels.paused('', { limit: 9 })).map(({ pausedReason }) => pausedReason),
  )
  expect(reasons).toEqual([
    expect.stringContaining('the address takes no mail: the mail server answered “550 5.1.1 <(address)>'),
  ])
})
