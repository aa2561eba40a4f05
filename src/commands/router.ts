import { messageOf } from '../lib/errors.ts'
import { currentReference } from '../lib/request-context.ts'
import { bold, code, command, ephemeralReply, type Reply } from '../messages/reply.ts'
import type { Request } from '../messages/request.ts'
import { onlyPaperIdIn, onlyPaperIdsIn } from '../papers/paper-link.ts'
import type { RunCommand } from '../ports/chat.ts'
import type { Log } from '../ports/log.ts'
import { type CommandOutcome, type Metrics, UNKNOWN_COMMAND, unmeasured } from '../ports/metrics.ts'
import { StoreError, type StoreTrouble } from '../ports/store-error.ts'
import { withCapital } from '../text/format.ts'
import { shorten } from '../text/graphemes.ts'
import { tidyTyped } from '../text/typed.ts'
import type { Timer } from '../time/clock.ts'
import { dayAt } from '../time/days.ts'
import { readDayAtStart } from '../time/typed-day.ts'
import { answersOnlyReply } from './answers-only.ts'
import { mayChange, readChangers, refusalFor } from './change-rights.ts'
import { createDownrank } from './channel/downrank.ts'
import { createPause, createResume } from './channel/pause.ts'
import { createPost } from './channel/post.ts'
import { createPostPaper } from './channel/post-paper.ts'
import { createPreviewCommand } from './channel/preview.ts'
import { createSchedule } from './channel/schedule.ts'
import { createSettings } from './channel/settings.ts'
import { createSubscribe } from './channel/subscribe.ts'
import { createSubscriptions } from './channel/subscriptions.ts'
import { createUndo } from './channel/undo.ts'
import { createUnsubscribe } from './channel/unsubscribe.ts'
import type { Command, CommandDeps, CommandRequest } from './command.ts'
import { createAppHome } from './general/app-home.ts'
import { createHelp } from './general/help.ts'
import { createStatus } from './general/status.ts'
import { EXPIRED_CONTROL, unknownCommand } from './general/unknown.ts'
import { createWelcome } from './general/welcome.ts'
import { createCommandLimits } from './limits.ts'
import { answeringCommand, courtesyReply, lineOfMessage, withoutManners } from './messages-to-bot.ts'
import { createEmailCommand } from './papers/email.ts'
import { createExport } from './papers/export.ts'
import { createFeed } from './papers/feed.ts'
import { createLookUpCommand } from './papers/look-up.ts'
import { createSearchCommand } from './papers/search.ts'
import { createCite, createShow } from './papers/show.ts'
import { createSimilar } from './papers/similar.ts'
import { createToday } from './papers/today.ts'
import { createTrending, readPeriod } from './papers/trending.ts'
import { createWhy } from './papers/why.ts'
import { optionIn } from './parameter-labels.ts'
import { type CommandLine, parseCommandLine } from './parse.ts'
import { recordChanges } from './record-changes.ts'
import { type CommandName, type CommandSpec, findCommand, type RegisteredCommand } from './registry.ts'
import { anotherCommandIn, hasUnexpectedArguments } from './unexpected-arguments.ts'

/** Longer than any command; platforms let people type more. */
const MAX_TEXT = 1000

/** What is wrong with the database, in words for people who can't fix it. */
const STORE_ERROR_TEXT: Record<StoreTrouble, string> = {
  forbidden: 'Paper Round isn’t allowed to use its database',
  locked: 'the database is locked',
  'read-only': 'the database is read-only',
  failing: 'the disk is failing',
  damaged: 'the database is damaged',
  full: 'the disk is full',
  unopened: 'the database can’t be used',
  foreign: 'the database can’t be used',
  unreachable: 'the database can’t be reached',
}

type Limited = ReturnType<typeof createCommandLimits>

function commandsOf(deps: CommandDeps, limited: Limited): Record<CommandName, Command> {
  return {
    today: createToday(deps),
    trending: createTrending(deps),
    search: limited.search(createSearchCommand(deps)),
    show: createShow(deps),
    cite: createCite(deps),
    export: limited.search(createExport(deps)),
    similar: limited.search(createSimilar(deps)),
    feed: createFeed(deps),
    email: createEmailCommand(deps),
    subscribe: createSubscribe(deps),
    unsubscribe: createUnsubscribe(deps),
    subscriptions: createSubscriptions(deps),
    schedule: createSchedule(deps),
    settings: createSettings(deps),
    preview: createPreviewCommand(deps),
    post: limited.post(createPost(deps)),
    why: createWhy(deps),
    pause: createPause(deps),
    resume: createResume(deps),
    status: createStatus(deps),
    help: createHelp(),
    cancel: async () => ephemeralReply('Nothing was changed.'),
    welcome: createWelcome(),
    'app-home': createAppHome(deps),
    downrank: createDownrank(deps),
    lookup: createLookUpCommand(deps),
    'post-paper': createPostPaper(deps, limited.post),
    undo: createUndo(deps),
  }
}

interface CarriedOut {
  command: string
  outcome: CommandOutcome
  reply: Reply
}

/** The answer to a text without a command, or whose command doesn't matter. */
const unnamed = (outcome: CommandOutcome, reply: Reply): CarriedOut => ({
  command: UNKNOWN_COMMAND,
  outcome,
  reply,
})

/**
 * Runs any command: `<name> <rest>`, the name in any case. No text at all means `help`, and a paper by itself means `show`.
 * @param newReference makes a short text that a person can read out, and that can be found in the log
 */
export function createCommands(
  deps: CommandDeps & {
    log: Log
    newReference: () => string
    metrics?: Metrics | undefined
    timer: Pick<Timer, 'now'>
  },
): RunCommand {
  const { log, newReference, metrics = unmeasured, timer } = deps
  const limited = createCommandLimits(deps.limits, deps.clock, deps.counters)
  const commands = commandsOf(deps, limited)

  async function execute(spec: RegisteredCommand, line: CommandLine, received: Request): Promise<Reply> {
    const { channel } = received
    const { name } = spec
    if (spec.changes && received.answersOnly) return answersOnlyReply(received.answersOnly)
    const changers = received.role ? await readChangers(deps.keyValues, channel) : 'members'
    const isAllowed = mayChange(received, changers)
    if (spec.changes && !isAllowed) return refusalFor(received, changers) ?? notAllowed(name)
    if (received.origin === 'typed' && isQuestion(spec, received)) return notDone(line)
    if (received.origin === 'typed' && name !== 'help') {
      const another = anotherCommandIn(line.args)
      if (another !== undefined) return oneAtATime(another)
      const option = optionIn(line.args)
      if (option !== undefined) return noOption(option, spec)
      if (hasUnexpectedArguments(spec, line.args)) return unexpectedArguments(spec, line.args)
    }
    const request: CommandRequest = { ...received, ...line, name, mayChange: isAllowed }
    const run = () => commands[name](request)
    if (!spec.changes) return await run()
    return await deps.mutex.runExclusive(channel, () =>
      limited.change(spec.name, request, () => recordChanges(deps, request, run)),
    )
  }

  async function carryOut(received: Request): Promise<CarriedOut> {
    if (received.text.length > MAX_TEXT) {
      return unnamed(
        'refused',
        ephemeralReply(
          `Too long: a command has at most ${MAX_TEXT} characters, and this one has ${received.text.length}.`,
        ),
      )
    }
    const refused = await limited.refuseCommand(received)
    if (refused) return unnamed('refused', refused)
    const courtesy = received.isMessage ? courtesyReply(received.text) : undefined
    if (courtesy) return unnamed('answered', courtesy)
    const line = lineOf(received, dayAt(deps.clock.now(), 'UTC'))
    const spec = findCommand(line.name)
    if (!spec)
      return unnamed('answered', received.origin === 'control' ? EXPIRED_CONTROL : unknownCommand(line))
    const command = spec.name
    try {
      return { command, outcome: 'answered', reply: await execute(spec, line, received) }
    } catch (error) {
      const reference = currentReference() ?? newReference()
      log.error(
        { reference, command, channel: received.channel, error: messageOf(error) },
        'a command failed',
      )
      return { command, outcome: 'failed', reply: ephemeralReply([failureText(error), code(reference)]) }
    }
  }

  return async received => {
    const startedAt = timer.now()
    const { command, outcome, reply } = await carryOut(received)
    const ms = timer.now() - startedAt
    metrics.ran(command, outcome, ms)
    log.debug({ command, outcome, ms: Math.round(ms) }, 'ran a command')
    return reply
  }
}

const unexpectedArguments = ({ name, changes }: CommandSpec, args: string): Reply =>
  ephemeralReply([
    command(name),
    ' doesn’t take ',
    bold(shorten(args, 40)),
    `${changes ? ', so nothing was done' : ''}. See `,
    command(`help ${name}`),
    '.',
  ])

const oneAtATime = (another: string): Reply =>
  ephemeralReply([
    'One command at a time, please; nothing was done. The second one is ',
    command(another),
    '.',
  ])

const noOption = (option: string, { name }: CommandSpec): Reply =>
  ephemeralReply([
    bold(option),
    ' isn’t an option here. See ',
    command(`help ${name}`),
    '. To leave out papers with the word, write ',
    bold(option.slice(1)),
    '.',
  ])

/** `?`, `??`, `?!`, `!`. */
const SENTENCE_END = /[?!. ]*$/

/** Whether someone asks about a change, or isn't sure: `schedule 9am?`, `post?`. What shows a form first asks anyway. */
const isQuestion = ({ changes, asksFirst }: CommandSpec, { text }: Request): boolean =>
  changes && asksFirst !== 'form' && /\?[!. ]*$/.test(tidyTyped(text))

function notDone({ name, args }: CommandLine): Reply {
  const asked = [name, args.replace(SENTENCE_END, '')].filter(Boolean).join(' ')
  return {
    ...ephemeralReply([
      'Nothing was done, because that ends in a question mark. To do it: ',
      command(asked),
      '. What it does: ',
      command(`help ${name}`),
    ]),
    actions: [{ label: withCapital(name), command: asked }],
  }
}

const notAllowed = (name: string): Reply =>
  ephemeralReply([command(name), ' needs permission to manage this channel. Ask someone who has it.'])

/** The command that was typed or clicked, or that a message to the bot means. */
function lineOf(received: Request, today: string): CommandLine {
  if (!received.isMessage) return completed(parseCommandLine(received), received.text, today)
  const text = answeringCommand(withoutManners(received.text))
  return lineOfMessage(text, completed(parseCommandLine({ text, origin: 'typed' }), text, today))
}

/** Fills in the name where it can be left out. */
function completed(line: CommandLine, text: string, today: string): CommandLine {
  if (line.name === '') return { ...line, name: 'help' }
  if (findCommand(line.name)) return line
  const args = tidyTyped(text)
  const name = nameFor(args, today)
  return name ? { ...line, name, args, typed: text } : line
}

/** The command for a paper, a day or a period by itself. */
function nameFor(args: string, today: string): CommandName | undefined {
  if (onlyPaperIdIn(args) !== undefined || onlyPaperIdsIn(args).length > 0) return 'show'
  const day = readDayAtStart(args, today)
  if (day?.asked.ok && (day.rest === '' || /^\d{4}/.test(args))) return 'today'
  return readPeriod(args)?.topic === '' ? 'trending' : undefined
}

const failureText = (error: unknown): string =>
  error instanceof StoreError
    ? `That didn’t work because ${STORE_ERROR_TEXT[error.trouble ?? 'unopened']}. Commands that only read may still work. Tell whoever runs Paper Round this reference: `
    : 'Something went wrong. Try again; if it fails again, tell whoever runs Paper Round this reference: '
