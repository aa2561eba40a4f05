import type { webApi } from '@slack/bolt'
import type { RunCommand } from '../../src/ports/chat.ts'
import type { KeyValueStore } from '../../src/ports/key-value-store.ts'
import type { Log } from '../../src/ports/log.ts'
import { NO_PREVIEWS } from './blocks.ts'
import { reasonOf } from './errors.ts'
import { renderReply, type Workspace } from './render-reply.ts'
import { toSlackRequest } from './requests.ts'

/** Greets a channel that the bot was added to, once. */
export function createGreet(deps: {
  client: webApi.WebClient
  run: RunCommand
  keyValues: KeyValueStore
  workspace: Workspace
  log: Log
}) {
  const { client, run, keyValues, workspace, log } = deps
  return async (teamId: string, channelId: string): Promise<void> => {
    try {
      const id = `slack hello ${teamId}/${channelId}`
      if (!(await keyValues.add(id, channelId))) return
      const { request } = toSlackRequest({ id, teamId, channelId, userId: '', person: '', text: 'welcome' })
      const reply = await run({ ...request, mayChange: false })
      const message = { ...renderReply(reply, workspace), ...NO_PREVIEWS }
      await client.chat.postMessage({ channel: channelId, ...message })
    } catch (error) {
      log.warn({ channel: channelId, reason: reasonOf(error) }, 'could not greet a channel in Slack')
    }
  }
}
