import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openSqliteStore } from '../../adapters/sqlite/store.ts'
import type { Outcome } from '../../src/ports/outbox.ts'
import type { Store } from '../../src/ports/store.ts'
import { CHANNEL, channel, edition, listed, MINUTE } from '../contracts/store/samples.ts'
import { startArxiv } from '../fakes/arxiv/server.ts'
import { startDiscord } from '../fakes/discord/discord.ts'
import { createKeys } from '../fakes/discord/signed-request.ts'
import { startHuggingFace } from '../fakes/hugging-face/server.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { startSlack } from '../fakes/slack/slack.ts'
import { type Run, runCommandLine } from '../fixtures/command-line.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paper-round-running-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const run = (
  args: readonly string[],
  env: Record<string, string> = {},
  onOutput?: Parameters<typeof runCommandLine>[1]['onOutput'],
) =>
  runCommandLine(args, {
    cwd: folder,
    env: { DATABASE_URL: `sqlite:${folder}/a.db`, PORT: '0', ...env },
    ...(onOutput && { onOutput }),
  })

const openStore = (name = 'a.db') => openSqliteStore({ path: join(folder, name), log: silentLog })

/** Puts an edition into the outbox and settles one attempt with this outcome. */
async function attempt(store: Store, name: string, outcome: Outcome): Promise<void> {
  const now = Date.now()
  await store.channels.save(channel())
  await store.outbox.plan(edition(name, { slotAt: now, createdAt: now, expiresAt: now + 60 * MINUTE }))
  const options = { platforms: ['slack'] as const, now, leaseMs: MINUTE, limit: 1 }
  const [row] = await store.outbox.claim(options)
  await store.outbox.begin(row?.id ?? 0, row?.lease ?? '', now)
  await store.outbox.settle(row?.id ?? 0, row?.lease ?? '', outcome, now)
}

describe('a second bot on the same database', () => {
  it('says so and exits, and can start once the first has stopped', async () => {
    const first = await openSqliteStore({ path: join(folder, 'a.db'), log: silentLog, exclusive: true })
    const second = await run(['start'], { PORT: '0' })
    expect(second.code).toBe(1)
    expect(second.stderr).toContain(
      `Another Paper Round is running with the database ${join(folder, 'a.db')}, and two would get in each other's way.`,
    )
    await first.close()
    const third = await openSqliteStore({ path: join(folder, 'a.db'), log: silentLog, exclusive: true })
    await third.close()
  })
})

describe('arguments', () => {
  it.each([
    [['digest', '--papers', '0x5'], '0x5'],
    [['digest', '--papers', '1e1'], 'from 1 to 15'],
    [
      ['deliveries', '--channel', 'https://app.slack.com/client/T1/C1'],
      'a channel such as slack:T0123/C0456',
    ],
    [['deliveries', '--channel', 'slak:T1/C1'], 'a channel such as slack:T0123/C0456'],
    [['backup', '-'], 'the name of a file'],
    [['backup', ''], 'the name of a file'],
    [['import', '-'], 'the name of a file'],
    [['export', '--workspace', 'slack:T1', '--file', '-'], 'the name of a file'],
    [['search', 'agents', '--jsn'], 'Did you mean --json?'],
    [['search', 'agents', '--JSON'], 'Did you mean --json?'],
    [['search', 'agents', '--local=true'], 'Did you mean --local?'],
    [['digest', '--papers', '5.0'], 'from 1 to 15'],
    [['search', 'agents', '--limit', '1e1'], 'from 1 to 100'],
    [['deliveries', '--limit', '99999999999999999999'], '1 or more'],
    [
      ['digest', '--topic', 'agents', '--topic=robots'],
      "'--topic <words>' is given twice, with different values",
    ],
    [['webhook', 'add', 'https://example.org', '--time', '9:00', '--time', '8:00'], 'given twice'],
    [['digest', '--format', 'slack', '--json'], 'cannot be used with'],
    [['deliveries', '--retry', '1', '--channel', 'slack:T1/C1'], 'cannot be used with'],
    [['deliveries', '--retry', '1', '--limit', '3'], 'cannot be used with'],
    [['search', ' ', '\u00a0'], 'add the words to search for'],
    [['manifest', '--url', 'https://a.example:99999'], 'an address such as https://papers.example.org'],
    [['manifest', '--url', 'https://-'], 'an address such as https://papers.example.org'],
  ])('%j are refused, with the reason', async (args, reason) => {
    const { code, stderr, stdout } = await run(args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(reason)
  })

  it('may be the same twice', async () => {
    expect(await run(['deliveries', '--json', '--limit', '3', '--json', '--limit=3'])).toMatchObject({
      code: 0,
      stdout: '[]\n',
    })
  })

  it.each([
    ['2999-01-02', 'the list of 2 January 2999 doesn’t exist yet'],
    ['2020-01-02', 'no papers are listed on 2 January 2020'],
  ])('the day %s has no digest, which is said with its year', async (day, reason) => {
    const source = await startHuggingFace()
    const { code, stderr } = await run(['digest', '--date', day], { HF_ENDPOINT: source.url })
    await source.close()
    expect([code, stderr]).toEqual([1, `error: ${reason}\n`])
  })
})

describe('backup', () => {
  it('copies everything committed while another process writes, and never overwrites a file', async () => {
    const store = await openStore()
    await store.papers.record([listed('2611.00001')], Date.now())
    await attempt(store, 'one', { kind: 'sent' })
    const copy = join(folder, 'copy.db')
    const first = await run(['backup', copy])
    expect(first).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Copied the database to .*copy\.db: \d.*checked/),
    })
    await attempt(store, 'two', { kind: 'sent' })
    await store.close()
    const restored = await openStore('copy.db')
    expect((await restored.outbox.latest(CHANNEL, 9)).map(row => [row.edition, row.state])).toEqual([
      ['one', 'sent'],
    ])
    expect((await restored.papers.find('2611.00001'))?.paper.id).toBe('2611.00001')
    await restored.close()
    const second = await run(['backup', copy])
    expect(second).toMatchObject({ code: 1, stderr: expect.stringContaining('is there already') })
    expect(existsSync(`${copy}.part`)).toBe(false)
  })
})

describe('files', () => {
  it('can be read by this user alone, whatever the umask; doctor names those that others can read', async () => {
    const inside = { DATABASE_URL: `sqlite:${folder}/data/a.db`, HF_ENDPOINT: 'http://127.0.0.1:9' }
    const modes: string[] = []
    await run(['start'], { ...inside, PORT: '0' }, (stderr, child) => {
      if (!stderr.includes('started') || modes.length > 0) return
      for (const name of ['', ...readdirSync(join(folder, 'data'))]) {
        modes.push(`${name} ${(statSync(join(folder, 'data', name)).mode & 0o777).toString(8)}`)
      }
      child.kill('SIGTERM')
    })
    expect(modes).toEqual([' 700', 'a.db 600', 'a.db-shm 600', 'a.db-wal 600', 'a.db.lock 600'])
    const copy = join(folder, 'copy.db')
    expect((await run(['backup', copy], inside)).code).toBe(0)
    expect(statSync(copy).mode & 0o777).toBe(0o600)
    chmodSync(join(folder, 'data'), 0o750)
    chmodSync(join(folder, 'data/a.db'), 0o604)
    const { stdout } = await run(['doctor'], { ...inside, SLACK_TOKEN: 'xoxb-1' })
    expect(stdout).toContain(`${folder}/data (mode 750). To change that: chmod 700 ${folder}/data\n`)
    expect(stdout).toContain(
      `${folder}/data/a.db (mode 604). To change that: chmod 600 ${folder}/data/a.db\n`,
    )
    expect(stdout).toMatch(/^warning +settings +SLACK_TOKEN is not a variable of Paper Round/m)
  })
})

describe('deliveries', () => {
  it('lists the deliveries, newest first, and retries one that failed', async () => {
    const store = await openStore()
    await attempt(store, 'one', { kind: 'sent' })
    await attempt(store, 'two', { kind: 'failed', error: 'the channel is archived' })
    await store.close()
    const { stdout } = await run(['deliveries'])
    const [newest, oldest] = stdout.split('\n')
    expect(newest).toMatch(
      /^2 {2}failed {3}slack:T1\/C1 {2}two {2}.*not posted, .*: the channel is archived\.$/,
    )
    expect(oldest).toMatch(/^1 {2}sent {5}slack:T1\/C1 {2}one {2}/)
    expect((await run(['deliveries', '--retry', '1'])).stderr).toContain('nothing is sent twice')
    expect((await run(['deliveries', '--retry', '2'])).stdout).toContain(
      'will be tried again within a minute if Paper Round is running.',
    )
    const data = JSON.parse((await run(['deliveries', '--json', '--channel', CHANNEL])).stdout)
    // It was tried, so it may have arrived: it is reconciled first.
    expect(data).toMatchObject([
      { id: 2, state: 'sending', papers: expect.any(Array) },
      { id: 1, state: 'sent' },
    ])
    expect(data[0]).not.toHaveProperty('lease')
  })

  it('says of none whether the channel is known', async () => {
    const store = await openStore()
    await store.channels.save(channel())
    await store.close()
    const listed = async (id: string) => (await run(['deliveries', '--channel', id])).stdout
    expect(await listed(` ${CHANNEL} `)).toBe(`No deliveries to ${CHANNEL} yet.\n`)
    expect(await listed('slack:T9')).toBe('No deliveries: there is no channel slack:T9 here.\n')
  })

  it('retries none whose text was removed', async () => {
    const store = await openStore()
    await attempt(store, 'one', { kind: 'failed', error: 'the channel is archived' })
    await store.outbox.archiveBefore(Date.now() + MINUTE)
    await store.close()
    const { code, stderr } = await run(['deliveries', '--retry', '1'])
    expect(code).toBe(1)
    expect(stderr).toContain('delivery 1 is too old: its text is no longer stored')
  })
})

describe('doctor', () => {
  it('reports what works, and for each problem what to do', async () => {
    const source = await startHuggingFace()
    const slack = await startSlack()
    const env = {
      HF_ENDPOINT: source.url,
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: 'xoxb-made-up-bot-token',
      SLACK_APP_TOKEN: slack.workspace.appToken,
    }
    const healthy = await run(['doctor'], env)
    expect(healthy).toMatchObject({ code: 0 })
    expect(healthy.stdout).toMatch(/^ok {6}Slack +accepts the token\.$/m)
    expect(healthy.stdout).not.toContain('FAULT')
    const store = await openStore()
    await store.channels.save(channel(CHANNEL, { pausedReason: 'the channel is archived.' }))
    await store.suspensions.add({ scope: 'slack:T1/', reason: 'the token was revoked', at: Date.now() })
    await store.close()
    await source.close()
    const broken = await run(['doctor', '--json'], { ...env, SLACK_BOT_TOKEN: 'xoxb-wrong' })
    expect(broken.code).toBe(1)
    expect(JSON.parse(broken.stdout)).toEqual(
      expect.arrayContaining([
        { what: 'source', state: 'fault', text: expect.stringContaining('Check the network') },
        { what: 'Slack', state: 'fault', text: expect.stringContaining('SLACK_BOT_TOKEN') },
        {
          what: 'posting',
          state: 'warning',
          text: expect.stringMatching(
            /^Nothing has been posted to slack:T1 since .*: the token was revoked\./,
          ),
        },
        { what: 'channel', state: 'warning', text: expect.stringContaining('the channel is archived.') },
        { what: 'bot', state: 'warning', text: expect.stringContaining('is not running') },
      ]),
    )
    await slack.close()
  })

  it('says where Discord sends commands, and whose key it is', async () => {
    const source = await startHuggingFace()
    const discord = await startDiscord()
    const { publicKey } = discord.keys
    const env = {
      HF_ENDPOINT: source.url,
      DISCORD_API_URL: discord.apiUrl,
      DISCORD_TOKEN: discord.token,
      DISCORD_PUBLIC_KEY: publicKey.toUpperCase(),
    }
    const { code, stdout } = await run(['doctor'], env)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^ok {6}Discord +accepts the token\.$/m)
    expect(stdout).toMatch(/^warning Discord .*\.example\.com\/discord\/interactions\.$/m)
    const wrong = await run(['doctor'], { ...env, DISCORD_PUBLIC_KEY: createKeys().publicKey })
    expect(wrong.code).toBe(1)
    expect(wrong.stdout).toMatch(/^FAULT {3}Discord +DISCORD_PUBLIC_KEY is not the public key/m)
    await Promise.all([source.close(), discord.close()])
  })

  it('checks each source of lists', async () => {
    const source = await startHuggingFace()
    const arxiv = await startArxiv()
    const env = { HF_ENDPOINT: source.url, ARXIV_FEED: arxiv.url, ARXIV_CATEGORIES: 'cs.CL' }
    const { stdout } = await run(['doctor'], env)
    expect(stdout).toMatch(/^ok {6}arXiv +Papers haven’t been collected yet\.$/m)
    expect(stdout).toMatch(/^ok {6}source +arXiv answers\.$/m)
    arxiv.faults({ status: 404, body: 'Not found' })
    const broken = await run(['doctor'], env)
    expect(broken.code).toBe(1)
    expect(broken.stdout).toMatch(/^FAULT {3}source +arXiv answered 404 .* ARXIV_FEED if you set it\.$/m)
    expect(broken.stdout).toMatch(/^ok {6}source +Hugging Face answers\.$/m)
    await Promise.all([source.close(), arxiv.close()])
  })

  it.each([
    ['an address of another machine', { HOST: '192.0.2.1' }, "192.0.2.1 isn't an address of this machine"],
    ['a name that is none', { HOST: 'nowhere.invalid' }, 'The name nowhere.invalid leads to no address'],
    ['a URL', { HOST: 'http://localhost' }, 'The name http://localhost leads to no address'],
    ['an address in brackets', { HOST: '[::1]' }, 'The name [::1] leads to no address'],
  ])('says of a HOST that is %s what the start says', async (_, env, words) => {
    const settings = { HF_ENDPOINT: 'http://127.0.0.1:9', PORT: '0', ...env }
    const [doctor, start] = [await run(['doctor', '--json'], settings), await run(['start'], settings)]
    expect(start.stderr).toContain(`Paper Round stopped: ${words}`)
    const reason = /^Paper Round stopped: (.*)$/m.exec(start.stderr)?.[1]
    expect(JSON.parse(doctor.stdout)).toContainEqual({ what: 'address', state: 'fault', text: reason })
    expect(doctor.code).toBe(1)
  })

  it('says of a port that another program has what the start says, but not of one that its bot has', async () => {
    const source = await startHuggingFace()
    const other = createServer((_request, response) => response.end('{"ready":"soon"}')).listen(
      0,
      '127.0.0.1',
    )
    await once(other, 'listening')
    const { port } = z.object({ port: z.number() }).parse(other.address())
    const settings = { HF_ENDPOINT: source.url, PORT: String(port), LOG_FORMAT: 'json' }
    const inUse = `Port ${port} on 127.0.0.1 is in use (EADDRINUSE). Set PORT to a free one, or stop the other process.`
    expect((await run(['doctor'], settings)).stdout).toMatch(`address      ${inUse}`)
    expect((await run(['start'], settings)).stderr).toContain(inUse)
    // A bot of ours, but on another port: this one would still be refused after a restart.
    const beside: Promise<Run>[] = []
    await run(['start'], { ...settings, PORT: '0' }, (stderr, child) => {
      if (!stderr.includes('"msg":"started"') || beside.length > 0) return
      beside.push(run(['doctor'], settings))
      void beside[0]?.then(() => child.kill())
    })
    expect((await beside[0])?.stdout).toContain(inUse)
    other.close()
    await once(other, 'close')
    const sameBot: Promise<Run>[] = []
    await run(['start'], settings, (stderr, child) => {
      if (!stderr.includes('"msg":"started"') || sameBot.length > 0) return
      sameBot.push(run(['doctor'], settings))
      void sameBot[0]?.then(() => child.kill())
    })
    const { code, stdout = '' } = (await sameBot[0]) ?? {}
    expect(stdout).toMatch(new RegExp(`^ok {6}address +The bot answers at http://127.0.0.1:${port}\\.$`, 'm'))
    expect(code).toBe(0)
    await source.close()
  })

  it('says of a wrong app token what the start says, without opening a socket', async () => {
    const slack = await startSlack()
    const { stdout } = await run(['doctor'], {
      HF_ENDPOINT: 'http://127.0.0.1:9',
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: slack.workspace.botToken,
      SLACK_APP_TOKEN: 'xapp-wrong',
    })
    expect(stdout).toContain('Slack refused SLACK_APP_TOKEN (invalid_auth). Make an App-Level Token')
    expect(slack.sockets.connections.all).toEqual([])
    await slack.close()
  })
})

describe('search', () => {
  it('prints papers, JSON, or what is wrong with the query', async () => {
    const store = await openStore()
    await store.papers.record([listed('2611.00001', {}, { title: 'Sparse Attention' })], Date.now())
    await store.close()
    const [{ stdout }, asJson, refused] = await Promise.all([
      run(['search', '--local', 'sparse', 'attention']),
      run(['search', '--local', '--json', 'sparse']),
      run(['search', '(sparse']),
    ])
    expect(stdout).toContain('Sparse Attention')
    expect(stdout).toMatch(/^1 paper, in \d+ ms\.$/m)
    expect(JSON.parse(asJson.stdout)).toMatchObject({
      query: 'sparse',
      total: 1,
      timings: { find: expect.any(Number), rank: expect.any(Number) },
      results: [
        {
          id: '2611.00001',
          score: expect.any(Number),
          parts: { text: expect.any(Number) },
          because: 'in the title',
        },
      ],
    })
    expect(refused).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Missing “)” for the bracket at character 1.'),
    })
  })
})
