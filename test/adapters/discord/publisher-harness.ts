import type { Failure, HarnessOptions, Operation, RemoteHarness } from '../../contracts/publisher/harness.ts'
import { TRIED_AT } from '../../contracts/publisher/reconcile.ts'
import type { DiscordFault, Operation as DiscordOperation } from '../../fakes/discord/faults.ts'
import { ANNOUNCEMENTS, CHANNEL, DIRECT_CHANNEL, FORUM, GUILD, PERSON } from '../../fakes/discord/world.ts'
import { startBot, startHttpBot } from './bot.ts'
import { readMessage } from './read-message.ts'

const OPERATIONS: Record<Operation, DiscordOperation> = {
  post: 'postMessage',
  history: 'listMessages',
  token: 'me',
  direct: 'postMessage',
}

const FAULTS: Record<Exclude<Failure, object>, DiscordFault> = {
  hang: 'hang',
  stall: 'stall',
  reset: 'reset',
  lost: 'lost',
  'server error': { status: 500 },
  'foreign page': { status: 200, body: '<html>Log in</html>' },
  'foreign refusal': { status: 403, body: '<html>Blocked</html>' },
  busy: { status: 400, code: 40062 },
  'unlisted error': { status: 400, code: 99999 },
  'slow down': { status: 429 },
  'no such channel': { status: 404, code: 10003 },
  'token refused': { status: 401, message: '401: Unauthorized' },
  'faulty message': { status: 400, code: 50035 },
}

const faultOf = (failure: Failure): DiscordFault =>
  typeof failure === 'string' ? FAULTS[failure] : { status: 429, retryAfter: failure.slowDownForSeconds }

/** A channel of a Discord server, with a bot that posts there. */
export const createDiscordHarness = (options?: HarnessOptions): Promise<RemoteHarness> =>
  createHarness(CHANNEL, OPERATIONS, options)

/** The same where interactions come over HTTP, so that the bot asks what a channel is. */
export const createHttpDiscordHarness = (options?: HarnessOptions): Promise<RemoteHarness> =>
  createHarness(CHANNEL, OPERATIONS, options, startHttpBot)

export const createAnnouncementHarness = (options?: HarnessOptions): Promise<RemoteHarness> =>
  createHarness(ANNOUNCEMENTS, OPERATIONS, options)

export const createHttpForumHarness = (options?: HarnessOptions): Promise<RemoteHarness> =>
  createHarness(FORUM, { ...OPERATIONS, post: 'startPost', history: 'activeThreads' }, options, startHttpBot)

/** A forum, where the first message of an edition is a post of its own. */
export const createForumHarness = (options?: HarnessOptions): Promise<RemoteHarness> =>
  createHarness(FORUM, { ...OPERATIONS, post: 'startPost', history: 'activeThreads' }, options)

async function createHarness(
  place: string,
  operations: Record<Operation, DiscordOperation>,
  options: HarnessOptions = {},
  start = startBot,
): Promise<RemoteHarness> {
  const { timeoutMs, mayReadHistory = true, sinceTriedMs = 0 } = options
  const { discord, chat } = await start({
    world: { mayReadHistory },
    postTimeoutMs: timeoutMs,
    clock: { now: () => TRIED_AT + sinceTriedMs },
  })
  const isPost = ({ operation }: { operation: DiscordOperation | undefined }): boolean =>
    operation === operations.post
  return {
    publisher: chat,
    channel: `discord:${GUILD}/${place}`,
    messages: () =>
      discord.posts.map(post => ({
        id: post.id,
        // A thread has the id of its head.
        threadId: [place, post.id].includes(post.channelId) ? post.replyTo : post.channelId,
        ...readMessage(post),
      })),
    assertClean: discord.assertClean,
    fail: (operation, failure) => discord.fail(operations[operation], faultOf(failure)),
    attempts: () => discord.calls.filter(isPost).length,
    postAttempted: async () => void (await discord.nextCall(isPost)),
    shutDown: discord.close,
    personId: PERSON.id,
    async nextDirectMessage() {
      const { channelId, ...post } = await discord.nextPost()
      return { personId: channelId === DIRECT_CHANNEL ? PERSON.id : channelId, text: readMessage(post).text }
    },
  }
}
