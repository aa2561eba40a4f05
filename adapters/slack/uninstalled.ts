import { z } from 'zod'
import type { Installations } from '../../src/ports/installations.ts'
import { absent, absentAs } from './fields.ts'
import { slackId } from './installation-record.ts'
import { addresseeOf } from './payload-check.ts'

/** Events that end an installation, as in the manifest for many workspaces. The last one: an organisation takes the app from some workspaces. */
export const END_EVENTS = ['app_uninstalled', 'tokens_revoked', 'team_access_revoked'] as const

const endSchema = z.looseObject({
  event_time: absentAs(z.number(), 0),
  event: z.discriminatedUnion('type', [
    z.looseObject({ type: z.literal('app_uninstalled') }),
    z.looseObject({
      type: z.literal('tokens_revoked'),
      tokens: z.looseObject({ bot: absent(z.array(z.string())) }),
    }),
    z.looseObject({ type: z.literal('team_access_revoked'), team_ids: z.array(z.string()).min(1) }),
  ]),
})

/** How long before an event the app may have been installed anew for the event to be doubtful, s: clocks differ. */
const DOUBTFUL_S = 120

/** What ends, for whom, and when, in seconds UTC. */
export interface End {
  ids: string[]
  what: (typeof END_EVENTS)[number]
  at: number
}

/** An event that ends an installation; undefined for other requests. Tokens of persons aren't ours. */
export function parseEnd(body: unknown): End | undefined {
  const { data } = endSchema.safeParse(body)
  if (!data) return undefined
  const { event, event_time: at } = data
  if (event.type === 'team_access_revoked') return { ids: event.team_ids, what: event.type, at }
  if (event.type === 'tokens_revoked' && !event.tokens.bot?.length) return undefined
  const { teamId, organizationId } = addresseeOf(body)
  const id = organizationId ?? teamId
  return id === undefined ? undefined : { ids: [id], what: event.type, at }
}

/**
 * Ends an installation. An event may come late, after the app was installed again: around that time, it counts only if Slack no
 * longer accepts the token.
 */
export function createEndInstallation(deps: {
  installations: Installations
  forget: (id: `slack:${string}`, reason: string, revision?: number) => Promise<void>
  /** Takes an organisation's access from one workspace. */
  leaveOrganization: (id: `slack:${string}`, reason: string) => Promise<void>
  checkToken: (scope: string) => Promise<boolean>
}) {
  const REASONS = {
    app_uninstalled: 'the app was uninstalled from this workspace',
    tokens_revoked: 'the app’s access to this workspace was revoked',
    team_access_revoked: 'the organisation took the app from this workspace',
  }

  async function end(id: string, { what, at }: End): Promise<void> {
    if (what === 'team_access_revoked') return deps.leaveOrganization(slackId(id), REASONS[what])
    const stored = await deps.installations.find(slackId(id))
    if (!stored) return
    const isDoubtful = stored.secrets !== undefined && at < stored.installedAt / 1000 + DOUBTFUL_S
    if (isDoubtful && (await deps.checkToken(`${slackId(id)}/`))) return
    await deps.forget(slackId(id), REASONS[what], stored.secrets === undefined ? undefined : stored.revision)
  }

  return async (ended: End): Promise<void> => {
    for (const id of ended.ids) await end(id, ended)
  }
}
