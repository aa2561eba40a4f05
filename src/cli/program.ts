import { existsSync } from 'node:fs'
import { Command, InvalidArgumentError, Option } from 'commander'
import { ConfigError } from '../../config/config-error.ts'
import { databaseUrl } from '../../config/database-url.ts'
import { channelIdOf, PREVIEW_CHANNEL, platformOf } from '../channels/channel-id.ts'
import { HOME, thisProcess, VERSION } from '../composition/process.ts'
import { httpUrl, withoutSlash } from '../lib/environment.ts'
import { messageOf } from '../lib/errors.ts'
import { paperIdInQuery } from '../papers/paper-link.ts'
import { parseQuery } from '../search/query/parser.ts'
import { EVERYTHING, parseTopic } from '../search/topics.ts'
import { nearMiss } from '../text/near-miss.ts'
import { tidyTyped } from '../text/typed.ts'
import { wholeNumberIn } from '../text/whole-number.ts'
import { dayAt } from '../time/days.ts'
import { environmentFile, loadEnvironmentFile } from './environment-file.ts'
import { trustCertificates } from './extra-certificates.ts'
import { flagOf, tokenVariables, variablesOf } from './init/flags.ts'
import { OutputError, print, surviveLostOutput } from './output.ts'
import { userIdOf, workspaceIdOf } from './personal-ids.ts'

/** Exit codes: 0 done, 1 failed, 2 wrong usage. */
const FAILED = 1
const WRONG_USAGE = 2

function readDay(text: string): string {
  const at = Date.parse(text)
  if (!Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text) return text
  throw new InvalidArgumentError('It should be a day such as 2026-11-23.')
}

function readTopic(text: string): string {
  const parsed = parseTopic(text)
  if (parsed.ok) return parsed.topic
  throw new InvalidArgumentError(parsed.problem)
}

/** Reads a whole number in digits. */
const numberReader =
  (what: string, { min, max }: { min: number; max: number }) =>
  (text: string): number => {
    const number = wholeNumberIn(text)
    if (number !== undefined && number >= min && number <= max) return number
    throw new InvalidArgumentError(`It should be ${what}.`)
  }

/** The most papers that one search prints. */
const MAX_LIMIT = 100

const readSize = numberReader('a whole number from 1 to 15', { min: 1, max: 15 })
const readLimit = numberReader(`a whole number from 1 to ${MAX_LIMIT}`, { min: 1, max: MAX_LIMIT })
const readCount = numberReader('a whole number, 1 or more', { min: 1, max: Number.MAX_SAFE_INTEGER })

/** Reads an argument by a parser, or refuses it with what it should be. */
const reader =
  <Value>(parse: (text: string) => Value | undefined, what: string) =>
  (text: string): Value => {
    const value = parse(text)
    if (value !== undefined) return value
    throw new InvalidArgumentError(`It should be ${what}.`)
  }

const PLATFORM_NAMES = [platformOf(PREVIEW_CHANNEL), ...thisProcess.platforms.map(({ name }) => name)]

/** A link to a channel looks like an id too, of a platform `https`. */
const readChannel = reader(text => {
  const id = channelIdOf(text.trim())
  return id && PLATFORM_NAMES.includes(platformOf(id)) ? id : undefined
}, 'a channel such as slack:T0123/C0456')

/** A dash is standard output or input to other programs, and was a file with that name. */
const readFileName = reader(
  text => (/^-?$/.test(text.trim()) ? undefined : text),
  'the name of a file: standard input and output can’t be used here',
)
const readWebhook = reader(
  text => (text.startsWith('webhook:') ? channelIdOf(text) : undefined),
  'a webhook such as webhook:1a2b3c, as `webhook list` shows it',
)
const readWorkspace = reader(workspaceIdOf, 'a workspace such as slack:T0123 or discord:1234')
const readUser = reader(userIdOf, 'a person such as slack:T0123/U0456 or discord:1234')

function readDatabase(text: string): string {
  const parsed = databaseUrl.safeParse(text)
  if (parsed.success) return parsed.data
  throw new InvalidArgumentError(`It ${parsed.error.issues[0]?.message}.`)
}

function readPublicUrl(text: string): string {
  const url = httpUrl.safeParse(text)
  if (url.success && /^https:/i.test(text)) return withoutSlash(text)
  throw new InvalidArgumentError('It should be an address such as https://papers.example.org.')
}

/** What Commander prints, such as help: it doesn't wait for it. */
let printed: Promise<void> = Promise.resolve()

/** Whether this process runs the bot: problems that end other commands don't end it. */
let isBot = false

const program = new Command('paper-round')
  .description("Delivers the day's trending papers to the channels where a team already talks.")
  .version(VERSION)
  .exitOverride()
  .configureOutput({
    writeOut(text) {
      printed = print(text)
      // Reported below, once the command has ended.
      printed.catch(() => {})
    },
  })
  .enablePositionalOptions()
  .configureHelp({ showGlobalOptions: true })
  .hook('preAction', (_, command) => {
    isBot = command.name() === 'start'
    // Only this user may read what we write: the database, its write-ahead log, backups.
    process.umask(0o077)
    const { env } = thisProcess
    const known = env.NODE_EXTRA_CA_CERTS
    // `init` makes the file that others need.
    const mayBeAbsent = command.name() === 'init' && !existsSync(environmentFile(env, HOME))
    if (!mayBeAbsent) loadEnvironmentFile(env, HOME)
    if (!known && env.NODE_EXTRA_CA_CERTS) trustCertificates(env.NODE_EXTRA_CA_CERTS)
  })

program
  .command('start')
  .description('collect papers, post digests and answer commands; without chat tokens, show the preview')
  .action(async () => (await import('./start.ts')).serve())

const initCommand = program
  .command('init')
  .description('set up Slack or Discord step by step, and write .env; without a terminal, by flags alone')
  .option('--channel <link>', 'post a test digest there: a link to the channel, or its id')
  .option('--update', 'change an .env that exists without asking')
  .action(async options => {
    const { init } = await import('./init/init.ts')
    const tokens = variablesOf(thisProcess.platforms, options)
    const wrongUsage = (text: string): never => initCommand.error(`error: ${text}`)
    await init({ tokens, channel: options.channel, update: options.update, wrongUsage })
  })
for (const variable of tokenVariables(thisProcess.platforms)) {
  initCommand.option(
    `${flagOf(variable)} <token>`,
    `${variable}, which other users may see in the list of processes`,
  )
}

program
  .command('digest')
  .description('print the digest of a day; post nothing')
  .option('--date <day>', 'the listed day, YYYY-MM-DD (default: the newest)', readDay)
  .option('--topic <words>', 'only papers of this topic, such as "diffusion models"', readTopic, EVERYTHING)
  .option('--papers <number>', 'how many papers, at most', readSize, 5)
  .addOption(
    new Option('--layout <name>', 'layout of the digest')
      .choices(['compact', 'standard', 'thread'])
      .default('compact'),
  )
  .addOption(
    new Option('--format <name>', 'output format')
      .choices(['text', ...thisProcess.platforms.map(({ name }) => name), 'json'])
      .default('text'),
  )
  .addOption(new Option('--json', 'the same as --format json').conflicts('format'))
  .action(async options => (await import('./digest.ts')).printDigest(options))

/** The option that is probably meant by a word: `--jsn`, `--JSON`, `--local=true`. Behind `--`, even an option is a word. */
function optionLike(word: string, { options }: Command): string | undefined {
  const names = options.flatMap(({ long }) => long ?? [])
  return word.startsWith('--') && !names.includes(word)
    ? nearMiss(word.toLowerCase().replace(/=.*$/s, ''), names)
    : undefined
}

program
  .command('search <query...>')
  .description('search the stored papers and Hugging Face, as /papers search does; -word leaves papers out')
  .option('--limit <number>', `how many papers, at most ${MAX_LIMIT}`, readLimit, 10)
  .option('--local', 'search only the stored papers')
  .option('--json', 'print data: results, scores and what they are made of, and timings')
  .allowUnknownOption()
  .action(async (words: string[], options, command: Command) => {
    // After the first word all but our options is the query, such as --survey; before it, it is more likely a mistyped option.
    const [unknown] = words
    if (unknown?.startsWith('--')) command.error(`error: unknown option '${unknown}'`)
    for (const word of words) {
      const meant = optionLike(word, command)
      if (meant)
        command.error(`error: unknown option '${word}'\n(Did you mean ${meant}? To leave a word out: -word)`)
    }
    const query = words.join(' ')
    if (tidyTyped(query) === '') command.error('error: add the words to search for')
    const parsed = parseQuery(query)
    if (!parsed.ok && !paperIdInQuery(query)) command.error(`error: ${parsed.problem}`)
    await (await import('./search.ts')).printSearch(query, options)
  })

program
  .command('backfill')
  .description('collect the papers of past days; continues where it was stopped')
  .requiredOption('--from <day>', 'first day, YYYY-MM-DD; the lists begin on 2023-05-04', readDay)
  .option('--to <day>', 'the last day (default: today)', readDay)
  .option('--json', 'print data')
  .action(async (options, command) => {
    const today = dayAt(thisProcess.clock.now(), 'UTC')
    if (options.from > today) command.error('error: --from is in the future')
    if (options.to && options.to < options.from) command.error('error: --from is after --to')
    await (await import('./backfill.ts')).backfill(options)
  })

program
  .command('import')
  .argument('<file>', 'the file', readFileName)
  .description(
    'read papers from FILE.jsonl or FILE.jsonl.gz, one per line: {id, title, summary, authors, categories, first_seen}',
  )
  .option('--json', 'print data')
  .action(async (file, options) => (await import('./import.ts')).importFile(file, options))

program
  .command('deliveries')
  .description('list deliveries: sent, due and failed, newest first')
  .option('--channel <id>', 'only one channel, such as slack:T0123/C0456', readChannel)
  .option('--limit <number>', 'how many', readCount, 20)
  .addOption(
    new Option('--retry <number>', 'retry a failed delivery')
      .argParser(readCount)
      .conflicts(['channel', 'limit']),
  )
  .option('--json', 'print data')
  .action(async options => (await import('./deliveries.ts')).listDeliveries(options))

program
  .command('doctor')
  .description('check everything that Paper Round needs, and say how to fix what is wrong')
  .option('--json', 'print data')
  .action(async options => (await import('./doctor.ts')).runDoctor(options))

program
  .command('backup')
  .argument('<file>', 'the copy', readFileName)
  .description('copy the database to FILE, also while the bot is running')
  .option('--json', 'print data')
  .action(async (file, options) => (await import('./backup.ts')).printBackUp(file, options))

program
  .command('migrate')
  .description('move everything from one database to another, empty one; continues where it was stopped')
  .requiredOption('--from <url>', 'the database with the data, as in DATABASE_URL', readDatabase)
  .option('--to <url>', 'the empty database (default: DATABASE_URL)', readDatabase)
  .option('--json', 'print data')
  .action(async options => (await import('./migrate.ts')).migrateDatabase(options))

program
  .command('manifest')
  .description('print the manifest for a Slack app: for one workspace, or with --url for many')
  .option('--url <url>', 'where Slack reaches the bot, such as https://papers.example.org', readPublicUrl)
  .action(async options => (await import('./manifest.ts')).printManifest(options))

program
  .command('rotate-keys')
  .description('encrypt all stored tokens and addresses anew, with the first key of SECRET_KEY')
  .option('--json', 'print data')
  .action(async options => (await import('./rotate-keys.ts')).printRotation(options))

const webhook = program
  .command('webhook')
  .description('post digests as signed JSON to any https address; see docs/webhooks.md')

webhook
  .command('add')
  .description('add an address that gets the papers of these topics (default: the general digest)')
  .argument('<address>', 'where to post, such as https://example.org/hook')
  .argument('[topics...]', 'such as agents', (text, topics: string[] = []) => [...topics, readTopic(text)])
  .option('--time <time>', 'when, such as 09:00 (default: DEFAULT_TIME)')
  .option('--days <days>', 'such as weekdays or mon,thu (default: every day)')
  .option('--zone <zone>', 'the time zone, such as Europe/Paris (default: DEFAULT_TIMEZONE)')
  .option('--papers <number>', 'papers in a digest, at most', readSize, 5)
  .addOption(
    new Option('--layout <name>', 'standard has longer summaries')
      .choices(['compact', 'standard'])
      .default('compact'),
  )
  .option('--json', 'print data')
  .action(async (address: string, topics: string[] | undefined, options, command: Command) => {
    const refuse = (problem: string): never => command.error(`error: ${problem}`)
    await (await import('./webhook-add.ts')).addWebhook(address, topics ?? [], { ...options, refuse })
  })

webhook
  .command('list')
  .description('list the webhooks')
  .option('--json', 'print data')
  .action(async options => (await import('./webhook.ts')).listWebhooks(options))

webhook
  .command('test')
  .description('post a test now, and print what the receiver answers; resumes digests that were paused')
  .argument('<id>', 'such as webhook:1a2b3c', readWebhook)
  .option('--json', 'print data')
  .action(async (id, options) => (await import('./webhook-test.ts')).testWebhook(id, options))

webhook
  .command('rotate')
  .description('give a webhook a new secret; for a day messages are signed with the old one too')
  .argument('<id>', 'such as webhook:1a2b3c', readWebhook)
  .option('--json', 'print data')
  .action(async (id, options) => (await import('./webhook.ts')).rotateWebhook(id, options))

webhook
  .command('remove')
  .description('remove a webhook and what is stored about it')
  .argument('<id>', 'such as webhook:1a2b3c', readWebhook)
  .option('--json', 'print data')
  .action(async (id, options) => (await import('./webhook.ts')).removeWebhook(id, options))

program
  .command('export')
  .description('write what is stored about a workspace, as JSON, also while the bot is running')
  .requiredOption('--workspace <id>', 'such as slack:T0123 or discord:1234', readWorkspace)
  .option('--file <file>', 'where to write it (default: standard output)', readFileName)
  .action(async options => (await import('./export.ts')).exportWorkspace(options))

program
  .command('forget')
  .description('remove what is stored about a person or a workspace, also while the bot is running')
  .option('--user <id>', 'such as slack:T0123/U0456 or discord:1234', readUser)
  .option('--workspace <id>', 'such as slack:T0123 or discord:1234', readWorkspace)
  .option('--yes', 'really remove it')
  .option('--json', 'print data')
  .action(async ({ user, workspace, yes, ...options }, command) => {
    if (Boolean(user) === Boolean(workspace)) command.error('error: name either --user or --workspace')
    if (!yes) {
      const what = user?.text ?? workspace
      command.error(
        `error: what is removed can’t be restored. To remove what is stored about ${what}, add --yes`,
      )
    }
    const { printForgottenPerson, printForgottenWorkspace } = await import('./forget.ts')
    if (user) await printForgottenPerson(user, options)
    else await printForgottenWorkspace(workspace, options)
  })

const email = program.command('email').description('manage digests by e-mail; see docs/email.md')

email
  .command('add <address>')
  .description(
    'ask an address whether it wants digests; until its owner confirms, nothing else is sent to it',
  )
  .option('--topic <words>', 'the topic (default: the general digest)', readTopic, EVERYTHING)
  .option('--json', 'print data')
  .action(async (address, options) => (await import('./email.ts')).addAddress(address, options))

email
  .command('list')
  .description('list the confirmed addresses, with their topics')
  .option('--json', 'print data')
  .action(async options => (await import('./email.ts')).listAddresses(options))

email
  .command('bounce <what>')
  .description(
    'process a bounce: a mail server’s report in FILE, or on standard input (-); or an address that mails come back from',
  )
  .option('--complaint', 'for an address: its owner reported a mail as spam, so it is removed')
  .option('--reason <text>', 'for an address: why mails come back', '')
  .option('--json', 'print data')
  .action(async (what, { complaint, reason, ...options }, command) => {
    const { addressOf, reportBounces } = await import('./email.ts')
    const address = addressOf(what)
    if (address === undefined && (complaint || reason)) {
      command.error(`error: --complaint and --reason are about an address, and ${what} isn’t one`)
    }
    const kind = complaint ? 'complaint' : 'bounce'
    await reportBounces(address === undefined ? { file: what } : { kind, address, reason }, options)
  })

refuseContradictions(program)
surviveLostOutput()
try {
  await program.parseAsync().finally(() => printed)
} catch (error) {
  process.exitCode = FAILED
  if (error instanceof ConfigError) {
    console.error(
      [
        isBot ? 'Paper Round can’t start with these settings:' : 'Settings are missing or wrong:',
        ...error.problems.map(line => `  ${line}`),
      ].join('\n'),
    )
  } else if (isUsageError(error)) {
    process.exitCode = error.exitCode === 0 ? 0 : WRONG_USAGE
  } else if (!(error instanceof OutputError && error.isUnwanted)) {
    console.error(`${isBot ? 'Paper Round stopped' : 'error'}: ${messageOf(error)}`)
  }
}

/** Refuses an option that is given twice with different values: Commander silently takes the last. */
function refuseContradictions(command: Command): void {
  for (const option of command.options) {
    let first: string | null | undefined
    command.on(`option:${option.name()}`, (value: string | null) => {
      if (first !== undefined && first !== value)
        command.error(`error: option '${option.flags}' is given twice, with different values`)
      first = value
    })
  }
  for (const each of command.commands) refuseContradictions(each)
}

/** Commander has printed the message already. */
function isUsageError(error: unknown): error is { exitCode: number } {
  return error instanceof Error && error.name === 'CommanderError' && 'exitCode' in error
}
