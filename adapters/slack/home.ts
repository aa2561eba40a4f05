import type { webApi } from '@slack/bolt'
import { z } from 'zod'
import type { Reply } from '../../src/messages/reply.ts'
import type { Request } from '../../src/messages/request.ts'
import type { RunCommand } from '../../src/ports/chat.ts'
import type { Where } from './render-reply.ts'
import { askedOf } from './requests.ts'
import { homeView } from './views.ts'

const openedSchema = z.looseObject({
  team_id: z.string(),
  event_id: z.string(),
  event: z.looseObject({ user: z.string(), tab: z.string().default('home') }),
})

/** Someone opened the app's page: what its home shows, or undefined where it was another tab. */
export function parseHomeOpened(payload: unknown): Request | undefined {
  const { team_id: teamId, event_id: id, event } = openedSchema.parse(payload)
  if (event.tab !== 'home') return undefined
  return askedOf({ id, teamId, userId: event.user, person: event.user, text: 'app-home' }).request
}

/** Draws a person's home page. */
export const createPublishHome =
  ({ client, run, where }: { client: webApi.WebClient; run: RunCommand; where: () => Where }) =>
  async (request: Request, reply: Reply): Promise<void> => {
    const { form } = await run({ ...request, id: `${request.id} search`, text: 'search', form: undefined })
    await client.views.publish({ user_id: request.personId, view: homeView(reply, form, where()) })
  }
