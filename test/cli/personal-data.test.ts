import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqliteStore } from '../../adapters/sqlite/store.ts'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import { postedBy } from '../../src/digests/posted-by.ts'
import { createSealer } from '../../src/lib/sealed.ts'
import type { Store } from '../../src/ports/store.ts'
import { openPeople } from '../../src/privacy/people-keys.ts'
import { beginSending, channel, digestOf, edition, NOW } from '../contracts/store/samples.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { runCommandLine } from '../fixtures/command-line.ts'

const KEY = Buffer.alloc(32, 1)
const OTHER_KEY = Buffer.alloc(32, 2)
const SECRET_KEY = KEY.toString('base64')

/** Long enough that a database doesn't contain it by chance. */
const ADA = { name: 'Adalbertine Markerson', id: 'U0MARKER001' }
const BO = { name: 'Bodil Keepmeson', id: 'U0KEPT00001' }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paper-round-privacy-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const run = (args: readonly string[], env: Record<string, string> = { SECRET_KEY }) =>
  runCommandLine(args, { cwd: folder, env: { DATABASE_URL: `sqlite:${folder}/a.db`, ...env } })

const openStore = () => openSqliteStore({ path: join(folder, 'a.db'), log: silentLog })

/** Everything that is in the files of the database. */
const bytes = (): string =>
  readdirSync(folder)
    .filter(name => name.startsWith('a.db'))
    .map(name => readFileSync(join(folder, name)).toString('latin1'))
    .join('')

async function fill(store: Store, id: ChannelId, topic = 'agents'): Promise<void> {
  const people = await openPeople(store.keyValues, createSealer([KEY]))
  await store.channels.save(channel(id, { pausedBy: { person: ADA.name, at: NOW } }))
  for (const { name, id: personId } of [ADA, BO]) {
    await store.channels.subscribe(id, `${topic} ${personId === ADA.id}`, { person: name, personId }, NOW)
    await store.audit.record({
      channel: id,
      at: NOW,
      person: name,
      personHash: people.hashOf('slack', personId),
      command: `pause because of ${name}`,
      before: {},
      after: { pausedBy: { person: ADA.name, at: NOW } },
    })
  }
  const digest = { ...digestOf('2611.00001'), title: postedBy(ADA.name) }
  // So many that whole pages are freed.
  for (let index = 0; index < 40; index++) {
    await store.outbox.plan(edition(`post-paper r${index}`, { channel: id, origin: 'paper', digest }))
  }
}

describe('forget --user', () => {
  it('leaves no byte of the person in the database, also beside an open one, and can be repeated', async () => {
    const store = await openStore()
    await fill(store, 'slack:T1/C1')
    const first = await run(['forget', '--user', `slack:T1/${ADA.id}`, '--yes'])
    expect(first).toMatchObject({ code: 0, stderr: '' })
    expect(first.stdout).toContain(
      `slack:T1/${ADA.id} is now “someone” in 1 recorded change, 1 subscription, 1 pause, 40 posted papers.`,
    )
    expect(await store.channels.topics('slack:T1/C1')).toHaveLength(2)
    await store.close()
    expect(bytes()).not.toContain(ADA.id)
    expect(bytes()).not.toContain(ADA.name)
    expect(bytes()).toContain(BO.name)
    const again = await run(['forget', '--user', `slack:T1/${ADA.id}`, '--yes', '--json'])
    expect(JSON.parse(again.stdout)).toEqual({
      user: `slack:T1/${ADA.id}`,
      removed: { changes: 0, subscriptions: 0, pauses: 0, posts: 0 },
      complete: true,
    })
  })

  it('says what it can’t search without an earlier SECRET_KEY', async () => {
    const store = await openStore()
    await fill(store, 'slack:T1/C1')
    await store.close()
    const { code, stdout } = await run(['forget', '--user', `slack:T1/${ADA.id}`, '--yes'], {
      SECRET_KEY: OTHER_KEY.toString('base64'),
    })
    expect(code).toBe(1)
    expect(stdout).toContain('Add that key to SECRET_KEY after a comma, and run this again.')
    const both = [OTHER_KEY, KEY].map(key => key.toString('base64')).join()
    const again = await run(['forget', '--user', `slack:T1/${ADA.id}`, '--yes'], { SECRET_KEY: both })
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('1 recorded change') })
  })
})

describe('forget --workspace', () => {
  it('leaves no byte of the workspace, and all of another', async () => {
    const store = await openStore()
    await fill(store, 'slack:T0GONE0001/C0GONE0001', 'zebrafish')
    await fill(store, 'slack:T0STAYS001/C0STAYS001')
    const kept = await store.outbox.latest('slack:T0STAYS001/C0STAYS001', 99)
    const { code, stdout } = await run(['forget', '--workspace', 'slack:T0GONE0001', '--yes'])
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout:
        'Removed what was stored about slack:T0GONE0001: 1 channel, 2 subscriptions, 40 digests, 2 recorded changes.\n' +
        'Earlier backups still have it: delete them, or run this again after restoring one.\n',
    })
    expect(await store.outbox.latest('slack:T0STAYS001/C0STAYS001', 99)).toEqual(kept)
    await store.close()
    expect(bytes()).not.toMatch(/GONE|zebrafish/)
    expect(bytes()).toContain('T0STAYS001')
    const again = await run(['forget', '--workspace', 'slack:T0GONE0001', '--yes'])
    expect(again.stdout).toBe('Nothing is stored about slack:T0GONE0001.\n')
  })

  it('waits while something is being sent to it', async () => {
    const store = await openStore()
    const now = Date.now()
    await store.channels.save(channel())
    const { id, lease } = await beginSending(store, edition('now'))
    await store.outbox.posted(id, lease, 'm1', { at: now, leaseUntil: now + 600_000 })
    const refused = await run(['forget', '--workspace', 'slack:T1', '--yes'])
    expect(refused).toMatchObject({
      code: 1,
      stderr: 'error: 1 digest is being sent to slack:T1 right now; try again in a minute\n',
    })
    await store.outbox.settle(id, lease, { kind: 'sent' }, now)
    expect((await run(['forget', '--workspace', 'slack:T1', '--yes'])).code).toBe(0)
    expect(await store.channels.find('slack:T1/C1')).toBeUndefined()
    await store.close()
  })
})

it.each([
  [['forget', '--workspace', 'slack:T1'], 'To remove what is stored about slack:T1, add --yes'],
  [['forget', '--user', 'discord:1'], 'To remove what is stored about discord:1, add --yes'],
  [['forget', '--yes'], 'name either --user or --workspace'],
  [['forget', '--yes', '--user', 'slack:U1', '--workspace', 'slack:T1'], 'name either --user or --workspace'],
  [['forget', '--yes', '--workspace', 'slack:T1/C1'], 'It should be a workspace such as slack:T0123'],
  [['forget', '--yes', '--user', 'U1'], 'It should be a person such as slack:T0123/U0456'],
  [['export', '--workspace', 'T1'], 'It should be a workspace such as slack:T0123'],
  [['export'], '--workspace <id>'],
])('%j is refused, and removes nothing', async (args, words) => {
  const { code, stderr } = await run(args)
  expect(code).toBe(2)
  expect(stderr).toContain(words)
  expect(readdirSync(folder)).toEqual([])
})

describe('export', () => {
  it('writes a workspace to standard output, or to a file for this user alone, and overwrites none', async () => {
    const store = await openStore()
    await fill(store, 'slack:T1/C1')
    await fill(store, 'slack:T1/C2')
    await fill(store, 'slack:T10/C1')
    await store.keyValues.set('changers slack:T1', 'admins')
    const file = join(folder, 'out.json')
    const { stdout } = await run(['export', '--workspace', 'slack:T1'])
    const written = await run(['export', '--workspace', 'slack:T1', '--file', file])
    await store.close()
    expect(JSON.parse(stdout)).toMatchObject({
      format: 'paper-round export',
      workspace: 'slack:T1',
      whoCanChange: 'admins',
      channels: [
        { id: 'slack:T1/C1', subscriptions: [{ by: ADA }, { by: BO }] },
        { id: 'slack:T1/C2', changes: [{ by: ADA.name }, { by: BO.name }] },
      ],
    })
    expect(written.stdout).toBe(`Exported 2 channels of slack:T1 to ${file}.\n`)
    expect(JSON.parse(readFileSync(file, 'utf8')).channels).toEqual(JSON.parse(stdout).channels)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const again = await run(['export', '--workspace', 'slack:T10', '--file', file])
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('is there already') })
    expect(readFileSync(file, 'utf8')).not.toContain('T10')
  })

  it('of an unknown workspace has no channels', async () => {
    const { code, stdout } = await run(['export', '--workspace', 'slack:T9'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ workspace: 'slack:T9', channels: [] })
  })
})
