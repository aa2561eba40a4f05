import type { webApi } from '@slack/bolt'
import { z } from 'zod'
import type { Reply } from '../../src/messages/reply.ts'
import type { Request } from '../../src/messages/request.ts'
import type { RunCommand } from '../../src/ports/chat.ts'
import { absentAs, optionalText } from './fields.ts'
import type { Workspace } from './render-reply.ts'
import { toSlackRequest } from './requests.ts'
import { homeView } from './views.ts'

const openedSchema = z.looseObject({
  event_id: z.string(),
  event: z.looseObject({ user: z.string(), channel: optionalText, tab: absentAs(z.string(), 'home') }),
})

/** The request for the home page that someone opened, and their direct messages with the bot; undefined for other tabs. */
export function parseHomeOpened(
  payload: unknown,
  teamId: string,
): { request: Request; direct: string | undefined } | undefined {
  const { event_id: id, event } = openedSchema.parse(payload)
  if (event.tab !== 'home') return undefined
  const { request } = toSlackRequest({ id, teamId, userId: event.user, person: event.user, text: 'app-home' })
  return { request, direct: event.channel }
}

/** Publishes a person's home page. */
export const createPublishHome =
  ({ client, run, workspace }: { client: webApi.WebClient; run: RunCommand; workspace: Workspace }) =>
  async (request: Request, reply: Reply): Promise<void> => {
    const { form } = await run({ ...request, id: `${request.id} search`, text: 'search', form: undefined })
    await client.views.publish({ user_id: request.personId, view: homeView(reply, form, workspace) })
  }
