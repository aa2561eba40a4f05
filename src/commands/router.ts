import { messageOf } from '../lib/errors.ts'
import { code, ephemeralReply } from '../messages/reply.ts'
import { paperIdOf } from '../papers/paper-link.ts'
import type { RunCommand } from '../ports/chat.ts'
import type { Log } from '../ports/log.ts'
import { StoreError, type StoreTrouble } from '../ports/store-error.ts'
import { createDownrank } from './channel/downrank.ts'
import { createPause, createResume } from './channel/pause.ts'
import { createPost } from './channel/post.ts'
import { createPostPaper } from './channel/post-paper.ts'
import { createPreviewCommand } from './channel/preview.ts'
import { createSchedule } from './channel/schedule.ts'
import { createSettings } from './channel/settings.ts'
import { createSubscribe } from './channel/subscribe.ts'
import { createSubscriptions } from './channel/subscriptions.ts'
import { createUnsubscribe } from './channel/unsubscribe.ts'
import type { Asked, Command, CommandDeps } from './command.ts'
import { createAppHome } from './general/app-home.ts'
import { createHelp } from './general/help.ts'
import { createStatus } from './general/status.ts'
import { unknownCommand } from './general/unknown.ts'
import { createWelcome } from './general/welcome.ts'
import { createLookUpCommand } from './papers/look-up.ts'
import { createSearchCommand } from './papers/search.ts'
import { createShow } from './papers/show.ts'
import { createSimilar } from './papers/similar.ts'
import { createToday } from './papers/today.ts'
import { createTrending } from './papers/trending.ts'
import { createWhy } from './papers/why.ts'
import { parseCommandLine } from './parse.ts'
import { recordChanges } from './record-changes.ts'
import { COMMAND_REGISTRY, type CommandName } from './registry.ts'

/** Longer than any command; what a platform lets people type can be more. */
const MAX_TEXT = 1000

/** What is wrong around the store, in words for people who can't mend it. */
const STORE_ERROR_TEXT: Record<StoreTrouble, string> = {
  forbidden: 'it may not use its database',
  locked: 'its database is locked',
  'read-only': 'its database is read-only',
  failing: 'its disk fails',
  damaged: 'its database is damaged',
  full: 'its disk is full',
  unopened: "its database can't be used",
  foreign: "its database can't be used",
}

/** Commands that nobody types: buttons have them, and what a platform does by itself. */
type HiddenName = 'cancel' | 'hello' | 'home' | 'less' | 'lookup' | 'share'

const CHANGING = new Set<string>([
  ...COMMAND_REGISTRY.filter(({ changes }) => changes).map(({ name }) => name),
  ...(['less', 'share'] satisfies HiddenName[]),
])

const commandsOf = (deps: CommandDeps): Record<CommandName | HiddenName, Command> => ({
  today: createToday(deps),
  trending: createTrending(deps),
  search: createSearchCommand(deps),
  show: createShow(deps),
  similar: createSimilar(deps),
  subscribe: createSubscribe(deps),
  unsubscribe: createUnsubscribe(deps),
  subscriptions: createSubscriptions(deps),
  schedule: createSchedule(deps),
  settings: createSettings(deps),
  preview: createPreviewCommand(deps),
  post: createPost(deps),
  why: createWhy(deps),
  pause: createPause(deps),
  resume: createResume(deps),
  status: createStatus(deps),
  help: createHelp(),
  cancel: async () => ephemeralReply('Nothing was changed.'),
  hello: createWelcome(),
  home: createAppHome(deps),
  less: createDownrank(deps),
  lookup: createLookUpCommand(deps),
  share: createPostPaper(deps),
})

/**
 * All commands behind one door: `<name> <rest>`, the name in any case, none at all being `help`, and a paper by itself
 * being `show`.
 * @param newReference makes a short text that a person can read out, and that is found in the log
 */
export function createCommands(deps: CommandDeps & { log: Log; newReference: () => string }): RunCommand {
  const { log, newReference } = deps
  const commands = new Map<string, Command>(Object.entries(commandsOf(deps)))

  function askedFor(request: Asked): Asked {
    if (request.name === '') return { ...request, name: 'help' }
    const isPaper = !commands.has(request.name) && paperIdOf(request.text) !== undefined
    return isPaper ? { ...request, name: 'show', args: request.text } : request
  }

  return async request => {
    if (request.text.length > MAX_TEXT) {
      return ephemeralReply(`That is over ${MAX_TEXT} characters, more than any command needs.`)
    }
    const asked = askedFor({ ...request, ...parseCommandLine(request.text) })
    const command = commands.get(asked.name)
    if (!command) return unknownCommand(asked.name)
    const changes = CHANGING.has(asked.name)
    if (changes && !asked.mayChange) {
      return ephemeralReply([
        code(`/papers ${asked.name}`),
        ' changes what this channel receives, and only people who may manage the channel can do that. Please ask one of them.',
      ])
    }
    try {
      if (!changes) return await command(asked)
      return await deps.mutex.runExclusive(asked.channel, () =>
        recordChanges(deps, asked, () => command(asked)),
      )
    } catch (error) {
      const reference = newReference()
      log.error(
        { reference, command: asked.name, channel: asked.channel, error: messageOf(error) },
        'a command failed',
      )
      const what =
        error instanceof StoreError
          ? `Paper Round could not do that, for ${STORE_ERROR_TEXT[error.trouble ?? 'unopened']}. What was there is safe, and what only reads may go on working. Tell whoever runs it this reference: `
          : 'Something broke in Paper Round, and your command was not carried out in full. Try it again; if that fails too, tell whoever runs it this reference: '
      return ephemeralReply([what, code(reference)])
    }
  }
}
