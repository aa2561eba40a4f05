import type { webApi } from '@slack/bolt'
import type { RunCommand } from '../../src/ports/chat.ts'
import type { KeyValueStore } from '../../src/ports/key-value-store.ts'
import type { Log } from '../../src/ports/log.ts'
import { createAnswer } from './answer.ts'
import { createPublishHome } from './app-home.ts'
import { createChannelVisibility } from './channel-visibility.ts'
import { createSendDirectMessage } from './direct-message.ts'
import { createGreet } from './greeting.ts'
import { createReconcile } from './history.ts'
import { createCheckToken, type Identity } from './identity.ts'
import { createPeople } from './people.ts'
import { createPublish } from './publisher.ts'
import type { Workspace } from './render-reply.ts'
import { toSlackRequest } from './requests.ts'

export interface WorkspaceBotDeps {
  /** With the workspace's token; must not retry by itself. */
  client: webApi.WebClient
  identity: Identity
  run: RunCommand
  keyValues: KeyValueStore
  log: Log
  now: () => number
  /** For one attempt to post, ms. */
  postTimeoutMs: number
  /** Gets the code with which Slack refuses a message. */
  onRefusal?: ((code: string) => void) | undefined
}

/** The bot in one workspace: all that is asked of Slack with this workspace's token. */
export type WorkspaceBot = ReturnType<typeof createWorkspaceBot>

export function createWorkspaceBot(deps: WorkspaceBotDeps) {
  const { client, identity, run, keyValues, log, now, postTimeoutMs, onRefusal } = deps
  const { teamId } = identity
  const workspace: Workspace = { teamUrl: identity.url }
  const people = createPeople({ client, teamId, log, now })
  const publishHome = createPublishHome({ client, run, workspace })

  return {
    identity,
    workspace,
    nameOf: people.nameOf,
    ...createChannelVisibility({ client, people, log, now }),
    publishHome,
    answer: createAnswer({
      client,
      log,
      workspace,
      publishHome: (userId, reply) =>
        publishHome(toSlackRequest({ id: '', teamId, userId, person: '', text: '' }).request, reply),
    }),
    greet: createGreet({ client, run, keyValues, workspace, log }),
    publish: createPublish({ client, timeoutMs: 2 * postTimeoutMs, onRefusal }),
    reconcile: createReconcile({ client, identity }),
    sendDirectMessage: createSendDirectMessage({ client, workspace }),
    checkToken: createCheckToken(client),
    /** Runs a command with the role of the person, except in direct messages, where all is theirs. */
    run: (async request => {
      const isDirect = /\/[DU]/.test(request.channel)
      if (isDirect) return run(request)
      return run({ ...request, role: (await people.roleOf(request.personId)) ?? 'unknown' })
    }) satisfies RunCommand as RunCommand,
  }
}
