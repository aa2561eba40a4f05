import type { Publisher } from '../../../src/ports/publisher.ts'
import type { Failure, HarnessOptions, Operation, RemoteHarness } from '../../contracts/publisher/harness.ts'
import type { SlackFault } from '../../fakes/slack/faults.ts'
import type { FakeSlack } from '../../fakes/slack/slack.ts'
import { CHANNEL, PERSON, WORKSPACE } from '../../fakes/slack/workspace.ts'
import { startBot } from './bot.ts'
import { createInstalledBot } from './many.ts'
import { readMessage } from './read-message.ts'

const METHODS: Record<Operation, string> = {
  post: 'chat.postMessage',
  history: 'conversations.history',
  token: 'auth.test',
  direct: 'chat.postMessage',
}

const FAULTS: Record<Exclude<Failure, object>, SlackFault> = {
  hang: 'hang',
  stall: 'stall',
  reset: 'reset',
  lost: 'lost',
  'server error': { status: 500 },
  'foreign page': { status: 200, body: '<html>Log in</html>' },
  'foreign refusal': { status: 403 },
  busy: { error: 'service_unavailable' },
  'unlisted error': { error: 'some_new_code' },
  'slow down': { status: 429 },
  'no such channel': { error: 'channel_not_found' },
  'token refused': { error: 'token_revoked' },
  'faulty message': { error: 'invalid_blocks' },
}

const faultOf = (failure: Failure): SlackFault =>
  typeof failure === 'string' ? FAULTS[failure] : { status: 429, retryAfter: failure.slowDownForSeconds }

const botOptions = ({ timeoutMs, mayReadHistory = true }: HarnessOptions) => ({
  workspace: { scopes: [...WORKSPACE.scopes, ...(mayReadHistory ? ['channels:history'] : [])] },
  postTimeoutMs: timeoutMs,
})

/** A channel of a Slack workspace, with a bot that posts there. */
export const createSlackHarness = async (options: HarnessOptions = {}): Promise<RemoteHarness> =>
  harnessOf(await startBot(botOptions(options)))

/** The same, in one workspace of many. */
export async function createManyHarness(options: HarnessOptions = {}): Promise<RemoteHarness> {
  const { slack, chat } = await createInstalledBot(botOptions(options))
  const scope = `slack:${WORKSPACE.teamId}/`
  const checkToken: Publisher['checkToken'] = signal =>
    chat.checkToken?.(signal, scope) ?? Promise.resolve(false)
  // After `token_revoked` the token is deleted, so nothing could be sent again.
  return harnessOf({ slack, chat: { ...chat, checkToken } }, { 'token refused': { error: 'invalid_auth' } })
}

/** @param faults answers of Slack other than the usual ones */
function harnessOf(
  { slack, chat }: { slack: FakeSlack; chat: Publisher },
  faults: Partial<typeof FAULTS> = {},
): RemoteHarness {
  const isPost = ({ method }: { method: string }): boolean => method === METHODS.post
  return {
    publisher: chat,
    channel: `slack:${WORKSPACE.teamId}/${CHANNEL}`,
    messages: () => slack.posts.map(post => ({ id: post.ts, threadId: post.threadTs, ...readMessage(post) })),
    assertClean: slack.assertClean,
    fail: (operation, failure) =>
      slack.fail(METHODS[operation], (typeof failure === 'string' && faults[failure]) || faultOf(failure)),
    attempts: () => slack.calls.filter(isPost).length,
    postAttempted: async () => void (await slack.nextCall(isPost)),
    shutDown: slack.close,
    personId: PERSON.id,
    async nextDirectMessage() {
      const post = await slack.nextPost()
      return { personId: post.channel, text: readMessage(post).text }
    },
  }
}
