import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { openSqliteStore } from '../../adapters/sqlite/store.ts'
import { createEmailAddresses } from '../../src/email/addresses.ts'
import { createSealer } from '../../src/lib/sealed.ts'
import { openPeople } from '../../src/privacy/people-keys.ts'
import { channel, NOW } from '../contracts/store/samples.ts'
import { startSmtp } from '../fakes/mail/smtp.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { runCommandLine } from '../fixtures/command-line.ts'

const [KEY, NEW_KEY] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
const SECRET_KEY = KEY.toString('base64')
const ADA = 'Ada+papers@example.org'

let folder: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paper-round-email-'))
  const store = await openSqliteStore({ path: join(folder, 'a.db'), log: silentLog })
  const sealer = createSealer([KEY])
  const people = await openPeople(store.keyValues, sealer)
  let made = 0
  const newId = (): string => `id${++made}`
  const addresses = createEmailAddresses({ rows: store.emailAddresses, sealer, people, newId })
  for (const address of [ADA, 'bo@example.org']) {
    const id = await addresses.add(address, NOW)
    await store.channels.save(channel(id))
    await store.channels.subscribe(id, 'agents', { person: 'the subscriber' }, NOW)
  }
  await store.close()
})
afterEach(() => rmSync(folder, { recursive: true }))

const run = (args: readonly string[], env: Record<string, string> = { SECRET_KEY }) =>
  runCommandLine(args, { cwd: folder, env: { DATABASE_URL: `sqlite:${folder}/a.db`, ...env } })

describe('email on the command line', () => {
  it('lists addresses, pauses and ends them, and forgets them', async () => {
    const listed = JSON.parse((await run(['email', 'list', '--json'])).stdout)
    expect(listed.results).toMatchObject([
      { channel: 'email:id1', address: ADA, topics: ['agents'] },
      { channel: 'email:id2', address: 'bo@example.org', topics: ['agents'] },
    ])
    writeFileSync(
      join(folder, 'dsn'),
      `Subject: failed\n\nFinal-Recipient: rfc822; ${ADA}\nAction: failed\nStatus: 5.1.1\n`,
    )
    expect((await run(['email', 'bounce', join(folder, 'dsn')])).stdout).toContain('are paused')
    expect((await run(['email', 'bounce', 'bo@example.org', '--complaint'])).stdout).toContain('was removed')
    const { stdout } = await run(['email', 'list'])
    expect(stdout).toContain(`${ADA}  email:id1  agents  paused: mails come back: 5.1.1`)
    expect(stdout).toMatch(/\n1 address\n$/)
    const exported = JSON.parse((await run(['export', '--workspace', `email:${ADA}`])).stdout)
    expect(exported).toMatchObject({ workspace: 'email:id1', address: ADA, channels: [{ id: 'email:id1' }] })
    expect((await run(['forget', '--user', `email:${ADA}`, '--yes'])).stdout).toContain('1 address')
    expect((await run(['forget', '--user', `email:${ADA}`, '--yes'])).stdout).toContain('Nothing is stored')
    expect((await run(['email', 'list'])).stdout).toBe('0 addresses\n')
  })

  it('ends once an address was asked, although the mail server keeps the connection open', async () => {
    const smtp = await startSmtp()
    onTestFinished(() => smtp.close())
    const ended = vi.fn()
    const mail = {
      SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
      MAIL_FROM: 'papers@example.org',
      PUBLIC_URL: 'https://papers.example.org',
      WEB_TOKEN: 'a-made-up-token',
    }
    const command = run(['email', 'add', 'cy@example.org', '--topic', 'agents'], { SECRET_KEY, ...mail })
    void command.then(ended)
    expect(await Promise.race([smtp.nextMail(), command])).toMatchObject({ to: 'cy@example.org' })
    // Our own side closes an idle connection after half a minute.
    await vi.waitFor(() => expect(ended).toHaveBeenCalledOnce(), 20_000)
    expect(ended.mock.lastCall).toMatchObject([{ code: 0, stderr: '' }])
  })

  it('encrypts addresses anew with the first key', async () => {
    const both = { SECRET_KEY: `${NEW_KEY.toString('base64')},${SECRET_KEY}` }
    expect((await run(['rotate-keys'], both)).stdout).toContain(
      'e-mail addresses: encrypted 2 with the first key; 0 already were',
    )
    const { stdout } = await run(['email', 'list'], { SECRET_KEY: NEW_KEY.toString('base64') })
    expect(stdout).toContain(ADA)
    expect((await run(['email', 'list'])).stdout).toContain('(encrypted with another key)')
  })

  it('says what is wrong', async () => {
    const outcome = async (args: readonly string[], env?: Record<string, string>) => {
      const { code, stderr } = await run(['email', ...args], env)
      return `${code} ${stderr}`
    }
    expect(await outcome(['add', 'x@example.org'])).toMatch(/^1 .*SMTP_URL, MAIL_FROM and SECRET_KEY/s)
    expect(await outcome(['list'], {})).toMatch(/^1 .*SECRET_KEY: is missing/s)
    expect(await outcome(['bounce', join(folder, 'nothing')])).toMatch(/^1 .*can't be read/s)
    writeFileSync(join(folder, 'letter'), 'Hello')
    expect(await outcome(['bounce', join(folder, 'letter')])).toMatch(/^1 .*isn’t a mail server’s report/s)
    expect(await outcome(['bounce', folder])).toMatch(/^1 .*can't be read: it is a folder\n$/s)
    expect(await outcome(['bounce', '/dev/zero'])).toMatch(/^1 .*larger than 1 MB/s)
    expect(await outcome(['bounce', join(folder, 'letter'), '--complaint'])).toMatch(/^2 .*about an address/s)
    expect(await outcome(['add'])).toMatch(/^2 /)
  })
})
