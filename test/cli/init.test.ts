import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeDiscord, startDiscord } from '../fakes/discord/discord.ts'
import { CHANNEL as DISCORD_CHANNEL, GUILD } from '../fakes/discord/world.ts'
import { type FakeHuggingFace, startHuggingFace } from '../fakes/hugging-face/server.ts'
import { type FakeSlack, startSlack } from '../fakes/slack/slack.ts'
import { CHANNEL } from '../fakes/slack/workspace.ts'
import { runCommandLine } from '../fixtures/command-line.ts'
import { wirePaper } from '../fixtures/papers.ts'

let folder: string
let file: string
let slack: FakeSlack
let discord: FakeDiscord
let papers: FakeHuggingFace
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paper-round-init-'))
  file = join(folder, '.env')
  slack = await startSlack()
  discord = await startDiscord()
  papers = await startHuggingFace()
})
afterEach(async () => {
  await Promise.all([slack.close(), discord.close(), papers.close()])
  rmSync(folder, { recursive: true })
})

const run = (args: readonly string[], env: Record<string, string> = {}) =>
  runCommandLine(['init', ...args], {
    cwd: folder,
    env: {
      ENV_FILE: file,
      DATABASE_URL: `sqlite:${folder}/a.db`,
      PORT: '0',
      SLACK_API_URL: slack.apiUrl,
      DISCORD_API_URL: discord.apiUrl,
      HF_ENDPOINT: papers.url,
      ...env,
    },
  })

const slackFlags = () => [
  '--slack-app-token',
  slack.workspace.appToken,
  '--slack-bot-token',
  slack.workspace.botToken,
]
const today = () => new Date().toISOString().slice(0, 10)

describe('init without a terminal', () => {
  it('checks the tokens, writes them where only this user can read them, runs the doctor, and posts a test digest', async () => {
    papers.setDay(today(), [wirePaper({ id: '2611.10001' })])
    const link = `https://made-up.slack.com/archives/${CHANNEL}`
    const { code, stdout, stderr } = await run([...slackFlags(), '--channel', link])
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(stdout).toContain('Slack accepts it; the workspace is Made Up.')
    expect(stdout).toMatch(/^ok {6}Slack +accepts the token\.$/m)
    expect(readFileSync(file, 'utf8')).toBe(
      `SLACK_APP_TOKEN=${slack.workspace.appToken}\nSLACK_BOT_TOKEN=${slack.workspace.botToken}\n`,
    )
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(slack.posts).toMatchObject([{ channel: CHANNEL, text: expect.stringContaining('2611.10001') }])
    expect(slack.sockets.connections.all).toEqual([])
    expect(stdout).not.toContain(slack.workspace.botToken)
    slack.assertClean()
  })

  it('does the same for Discord, with the link that invites the bot', async () => {
    papers.setDay(today(), [wirePaper({ id: '2611.10001' })])
    const link = `https://discord.com/channels/${GUILD}/${DISCORD_CHANNEL}`
    const { code, stdout } = await run(['--discord-token', discord.token, '--channel', link])
    expect(code).toBe(0)
    expect(stdout).toContain(
      `https://discord.com/oauth2/authorize?client_id=${discord.world.applicationId}&scope=bot+applications.commands&permissions=309237713920`,
    )
    expect(readFileSync(file, 'utf8')).toBe(`DISCORD_TOKEN=${discord.token}\n`)
    expect(discord.posts).toMatchObject([{ channelId: DISCORD_CHANNEL }])
    discord.assertClean()
  })

  it.each([
    ['nothing', () => [], 'Give the tokens: for Slack --slack-app-token and --slack-bot-token, for Discord'],
    [
      'one token of two',
      () => ['--slack-bot-token', slack.workspace.botToken],
      '--slack-app-token is missing',
    ],
    [
      'a channel that is none',
      () => [...slackFlags(), '--channel', '#papers'],
      '--channel #papers: that isn’t a channel',
    ],
  ])('given %s, says what is missing, and writes nothing', async (_, flags, words) => {
    const { code, stderr } = await run(flags())
    expect(stderr).toContain(words)
    expect(code).toBe(2)
    expect(readdirSync(folder)).toEqual([])
  })

  it.each([
    [
      'SLACK_APP_TOKEN',
      () => ['--slack-app-token', 'xapp-wrong', '--slack-bot-token', 'xoxb-1'],
      'Slack refused SLACK_APP_TOKEN',
    ],
    [
      'SLACK_BOT_TOKEN',
      () => ['--slack-app-token', slack.workspace.appToken, '--slack-bot-token', 'xoxb-wrong'],
      'Slack refused SLACK_BOT_TOKEN',
    ],
    [
      'tokens in each other’s place',
      () => ['--slack-app-token', slack.workspace.botToken, '--slack-bot-token', 'xoxb-1'],
      'SLACK_APP_TOKEN: should be an app-level token, which begins with xapp-',
    ],
    ['DISCORD_TOKEN', () => ['--discord-token', 'wrong'], 'DISCORD_TOKEN'],
  ])('refuses %s in the platform’s name, and writes nothing', async (_, flags, words) => {
    const { code, stderr } = await run(flags())
    expect(stderr).toContain(words)
    expect(code).toBe(1)
    expect(readdirSync(folder)).toEqual([])
  })

  it('changes an .env only with --update, and only the lines that it has to', async () => {
    const before = '# Ours.\nDISCORD_TOKEN=old # of May\nLOG_LEVEL=warn\n'
    writeFileSync(file, before)
    const refused = await run(['--discord-token', discord.token])
    expect(refused).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('replace DISCORD_TOKEN in it, add --update'),
    })
    expect(readFileSync(file, 'utf8')).toBe(before)
    expect((await run(['--discord-token', discord.token, '--update'])).code).toBe(0)
    expect(readFileSync(file, 'utf8')).toBe(`# Ours.\nDISCORD_TOKEN=${discord.token}\nLOG_LEVEL=warn\n`)
    // Again, with what is there already.
    const again = await run([])
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('has DISCORD_TOKEN already') })
  })

  it('says why a test digest was not posted; the settings are written all the same', async () => {
    papers.setDay(today(), [wirePaper({ id: '2611.10001' })])
    slack.fail('chat.postMessage', { error: 'is_archived' })
    const { code, stderr } = await run([
      ...slackFlags(),
      '--channel',
      `slack:${slack.workspace.teamId}/${CHANNEL}`,
    ])
    expect(stderr).toContain('the channel is archived')
    expect(code).toBe(1)
    expect(existsSync(file)).toBe(true)
  })
})
