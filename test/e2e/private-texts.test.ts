import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { PERSON as DISCORD_PERSON } from '../fakes/discord/world.ts'
import { PERSON as SLACK_PERSON } from '../fakes/slack/workspace.ts'
import { runCommandLine } from '../fixtures/command-line.ts'
import { wirePaper } from '../fixtures/papers.ts'
import { type Environment, startEnvironment } from './environment.ts'
import { subscribe } from './subscribe.ts'

/** What people say to the bot is in none of its files and outputs, nor are tokens, also after a kill and a failed start. */

const MONDAY = '2026-11-23'

/** A word in each text that people write, which nothing else has. */
const SAID = ['quokkamention', 'quokkadirect', 'quokkasearch', 'quokkashortcut', 'quokkadiscord']

let environment: Environment
let file: string
beforeEach(async () => {
  environment = await startEnvironment()
  file = environment.env.DATABASE_URL?.slice('sqlite:'.length) ?? ''
  const title = 'Agents Learn to Wait'
  environment.papers.setDay(MONDAY, [wirePaper({ id: '2611.00001', title, day: MONDAY, upvotes: 9 })])
})
afterEach(() => environment.close())

/** Everything in the folder of the database: the write-ahead log, backups, what a crash leaves. */
const files = (): [string, string][] =>
  readdirSync(dirname(file)).map(name => [name, readFileSync(join(dirname(file), name)).toString('latin1')])

async function sayEverything(): Promise<void> {
  const { slack, discord } = environment
  const [mention, direct, search, shortcut, discordSearch] = SAID
  const bot = `<@${slack.workspace.botUserId}>`
  const message = { channel: 'C0PAPERS01', user: SLACK_PERSON.id, ts: '1790000000.000100' }
  await slack.sendEvent({ ...message, type: 'app_mention', text: `${bot} tell me about ${mention}` })
  await slack.nextEphemeral()
  const inDirect = { channel: 'D0OWN00001', channel_type: 'im', ts: '1790000000.000200' }
  await slack.sendEvent({ ...message, ...inDirect, type: 'message', text: `what of ${direct}` })
  await slack.nextPost()
  expect((await (await slack.sendCommand(`search ${search}`)).answer()).text).toContain(search)
  await (
    await slack.useMessageShortcut('look_up_papers', `a message about 2611.00001 and ${shortcut}`)
  ).answer()
  expect((await (await discord.sendCommand(`search ${discordSearch}`)).answer()).text).toContain(
    discordSearch,
  )
}

it('keeps no text of people, no token and no signing secret anywhere, and no person in the log', async () => {
  const secrets = {
    SLACK_SIGNING_SECRET: '',
    HF_TOKEN: 'hf_madeUpMarkerOfHuggingFace',
    SECRET_KEY: Buffer.from('made-up-key-of-exactly-32-bytes!').toString('base64'),
  }
  const bot = await environment.startBot(`${MONDAY}T08:00:00Z`, secrets)
  for (const platform of ['slack', 'discord'] as const) await subscribe(environment, platform)
  await sayEverything()
  // A delivery that is cut off, so that its channel's latest messages are read at the next start.
  environment.slack.fail('chat.postMessage', 'hang')
  void bot.at(`${MONDAY}T09:00:00Z`).catch(() => {})
  await environment.slack.nextCall(({ method, args }) => method === 'chat.postMessage' && 'metadata' in args)
  await bot.kill()
  const afterKill = files()
  const again = await environment.startBot(`${MONDAY}T09:05:00Z`, secrets)
  await again.at(`${MONDAY}T09:05:00Z`)
  const env = { ...environment.env, ...secrets }
  const backup = await runCommandLine(['backup', join(dirname(file), 'copy.db')], { cwd: dirname(file), env })
  expect(backup.code).toBe(0)
  const doctor = await runCommandLine(['doctor'], { cwd: dirname(file), env })
  await again.stop()
  const wrong = { SLACK_BOT_TOKEN: 'xoxb-marked-wrong-token', DISCORD_TOKEN: 'marked-wrong-discord-token' }
  const failed = await environment.startBot(`${MONDAY}T10:00:00Z`, { ...secrets, ...wrong }).catch(String)
  expect(failed).toContain('refused')

  const logs: [string, string][] = [
    ['log', bot.log()],
    ['log', again.log()],
    ['failed start', String(failed)],
    ['doctor', doctor.stdout + doctor.stderr],
  ]
  const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, DISCORD_TOKEN } = environment.env
  const tokens = [SLACK_BOT_TOKEN, SLACK_APP_TOKEN, DISCORD_TOKEN, secrets.HF_TOKEN, secrets.SECRET_KEY]
  const found = (texts: readonly (string | undefined)[], places: readonly [string, string][]) =>
    texts.flatMap(text =>
      places.filter(([, content]) => content.includes(text ?? '')).map(([name]) => [name, text]),
    )
  expect(files().map(([name]) => name)).toContain('copy.db')
  expect(found([...SAID, ...tokens, ...Object.values(wrong)], [...afterKill, ...files(), ...logs])).toEqual(
    [],
  )
  expect(found([SLACK_PERSON.id, DISCORD_PERSON.id], logs)).toEqual([])
  // Both are there as subscribers, whom the bot may have to tell something, and nowhere else.
  expect(found([SLACK_PERSON.id, DISCORD_PERSON.id], files()).length).toBeGreaterThan(0)
})
