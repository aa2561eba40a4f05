import { createLog } from '../../../adapters/log/pino.ts'
import { describeTerminal } from '../../../adapters/preview/describe-terminal.ts'
import { readConfiguration } from '../../../config/env.ts'
import { settingsFrom } from '../../../config/settings.ts'
import type { ChannelId } from '../../channels/channel-id.ts'
import { connectThrough } from '../../composition/connections.ts'
import { HOME, thisProcess, VERSION } from '../../composition/process.ts'
import { createSource } from '../../composition/sources.ts'
import { setVariables, type Variables } from '../../lib/environment.ts'
import { messageOf } from '../../lib/errors.ts'
import { proxyOf } from '../../lib/proxy.ts'
import type { Platform } from '../../ports/platform.ts'
import { EVERYTHING } from '../../search/topics.ts'
import { runDoctor } from '../doctor.ts'
import { environmentFile } from '../environment-file.ts'
import { newestDigest } from '../newest-digest.ts'
import { print } from '../output.ts'
import { askTokens, type Connected } from './ask-tokens.ts'
import { editSettings, replacedBy } from './edit-settings.ts'
import { flagOf } from './flags.ts'
import { createPrompts, type Prompts } from './prompts.ts'
import { wrapped } from './show-step.ts'
import { postTestDigest } from './test-digest.ts'
import { readSettings, writeSettings } from './write-settings.ts'

export interface InitOptions {
  /** Tokens that flags gave, by variable. */
  tokens: Variables
  /** A channel for a test digest: its link or id. */
  channel?: string | undefined
  /** Whether a settings file that exists may be changed without asking. */
  update?: boolean | undefined
  /** Ends the command because of wrong usage. */
  wrongUsage: (text: string) => never
}

const TEST_DIGEST_SIZE = 5

const say = (text: string): Promise<void> =>
  print(wrapped(text, describeTerminal(thisProcess.stdout, thisProcess.env)))

/** The platforms to set up: those that tokens were given for, or that a person chooses. */
async function choosePlatforms(
  { tokens, wrongUsage }: InitOptions,
  prompts: Prompts | undefined,
): Promise<readonly Platform[]> {
  const all = thisProcess.platforms.filter(({ guided }) => guided)
  const namedIn = (variables: Variables): Platform[] =>
    all.filter(({ guided }) => guided?.variables.some(name => variables[name]))
  const given = namedIn(tokens)
  if (given.length > 0) return given
  if (prompts) {
    const choices = all.map(platform => ({ name: platform.title, value: [platform] }))
    const both = { name: all.map(({ title }) => title).join(' and '), value: all }
    return prompts.choose('Where should digests be posted?', [...choices, both])
  }
  const stored = namedIn(setVariables(thisProcess.env))
  if (stored.length > 0) return stored
  const flags = all.map(({ title, guided }) => `for ${title} ${guided?.variables.map(flagOf).join(' and ')}`)
  return wrongUsage(`there is no terminal to ask on. Give the tokens: ${flags.join(', ')}`)
}

/** The channel of the test digest, if one is wanted. */
async function chooseChannel(
  connected: readonly Connected[],
  { channel, wrongUsage }: InitOptions,
  prompts: Prompts | undefined,
): Promise<ChannelId | undefined> {
  const find = (text: string): ChannelId | undefined =>
    connected.map(({ setup, workspace }) => setup.channelOf(text, workspace)).find(id => id !== undefined)
  const hints = connected.map(({ platform, setup }) => `on ${platform.title} ${setup.channelHint}`)
  const problem = `that isn’t a channel. It should be ${hints.join(', or ')}`
  if (channel !== undefined) return find(channel) ?? wrongUsage(`--channel ${channel}: ${problem}`)
  const typed = await prompts?.text(
    'Post a test digest? Paste a link to the channel, or leave it empty:',
    text => (text === '' || find(text) ? undefined : `No, ${problem}.`),
  )
  return typed ? find(typed) : undefined
}

/** Writes the tokens that aren't in the settings file yet. */
async function saveTokens(
  tokens: Variables,
  { update, wrongUsage }: InitOptions,
  prompts: Prompts | undefined,
): Promise<void> {
  const file = environmentFile(thisProcess.env, HOME)
  const before = readSettings(file)
  const after = editSettings(before, tokens)
  const names = Object.keys(tokens).join(', ')
  if (after === before) return say(`${file} has ${names} already.\n`)
  const replaced = replacedBy(before, tokens)
  if (before !== '' && !update) {
    const what = replaced.length > 0 ? `replace ${replaced.join(', ')} in it` : `add ${names} to it`
    if (!prompts) return wrongUsage(`${file} exists. To ${what}, add --update`)
    if (!(await prompts.confirm(`${file} exists. May I ${what}? Everything else stays as it is.`))) {
      return say('Nothing was written.\n')
    }
  }
  await writeSettings(file, after)
  await say(`Wrote ${names} to ${file}, which only this user can read.\n`)
}

async function postTest(connected: readonly Connected[], channel: ChannelId): Promise<void> {
  const { env } = readConfiguration(thisProcess.env, thisProcess.platforms)
  const { clock } = thisProcess
  const log = await createLog({ level: 'silent', format: 'pretty' })
  const { edition } = settingsFrom(env, VERSION)
  const where = connected.find(({ platform }) => channel.startsWith(`${platform.name}:`))
  if (!where) throw new TypeError(`nothing is set up for ${channel}`)
  const digest = await newestDigest(createSource(env, { clock, log }), {
    now: clock.now(),
    topic: EVERYTHING,
    size: TEST_DIGEST_SIZE,
    layout: 'compact',
    ranking: edition.ranking,
  })
  await postTestDigest(where.setup.publish(where.tokens), channel, digest)
}

/**
 * Leads through setting up Slack or Discord: shows what to do there, checks each token, writes the settings file, runs the doctor, and
 * posts a test digest where one is wanted. Without a terminal it asks nothing.
 * @throws InterruptedError, OutputError, and Error where a token is refused or something can't be written or posted
 */
export async function init(options: InitOptions): Promise<void> {
  const { env, stdout, clock, platforms } = thisProcess
  const prompts = process.stdin.isTTY && stdout.isTTY ? await createPrompts() : undefined
  const stored = setVariables(env)
  await connectThrough(proxyOf(stored))
  const terminal = describeTerminal(stdout, env)
  const missing = (text: string): never => options.wrongUsage(text)

  const connected: Connected[] = []
  for (const platform of await choosePlatforms(options, prompts)) {
    const setup = await platform.guided?.load(stored, { version: VERSION, clock })
    if (!setup) continue
    const known = { ...stored, ...options.tokens }
    connected.push(await askTokens({ platform, setup, known }, { prompts, terminal, missing }))
  }
  const tokens: Variables = Object.assign({}, ...connected.map(one => one.tokens))
  const channel = await chooseChannel(connected, options, prompts)
  await saveTokens(tokens, options, prompts)
  Object.assign(env, tokens)
  // Refused here rather than halfway through.
  readConfiguration(env, platforms)
  await print('\n')
  await runDoctor({})
  if (channel) {
    await postTest(connected, channel).catch(error => {
      throw new Error(`the test digest was not posted to ${channel}: ${messageOf(error)}`, { cause: error })
    })
    await say(`\nPosted a test digest to ${channel}.\n`)
  }
  await print(
    '\nNext: start the bot with npm start or npx paper-round start, and type /papers subscribe in a channel.\n',
  )
}
