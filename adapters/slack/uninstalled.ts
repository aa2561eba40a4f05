import { z } from 'zod'
import type { Installations } from '../../src/ports/installations.ts'
import { slackId } from './installation-record.ts'
import { addresseeOf } from './payload-check.ts'

/** Events that end an installation, as in the manifest for many workspaces. */
export const END_EVENTS = ['app_uninstalled', 'tokens_revoked'] as const

const endSchema = z.looseObject({
  event_time: z.number().default(0),
  event: z.discriminatedUnion('type', [
    z.looseObject({ type: z.literal('app_uninstalled') }),
    z.looseObject({
      type: z.literal('tokens_revoked'),
      tokens: z.looseObject({ bot: z.array(z.string()).optional() }),
    }),
  ]),
})

/** How long before an event the app may have been installed anew for the event to be doubtful, s: clocks differ. */
const DOUBTFUL_S = 120

/** An event that ends an installation; undefined for other requests. Tokens of persons aren't ours. */
export function parseEnd(
  body: unknown,
): { id: string; what: (typeof END_EVENTS)[number]; at: number } | undefined {
  const { data } = endSchema.safeParse(body)
  if (!data) return undefined
  const { event } = data
  if (event.type === 'tokens_revoked' && !event.tokens.bot?.length) return undefined
  const { teamId, organizationId } = addresseeOf(body)
  const id = organizationId ?? teamId
  return id === undefined ? undefined : { id, what: event.type, at: data.event_time }
}

/**
 * Ends an installation. An event may come late, after the app was installed again: near that, it counts only if Slack doesn't accept
 * the token any more.
 */
export function createEndInstallation(deps: {
  installations: Installations
  forget: (id: `slack:${string}`, reason: string, revision?: number) => Promise<void>
  checkToken: (scope: string) => Promise<boolean>
}) {
  const REASONS = {
    app_uninstalled: 'the app was uninstalled from this workspace',
    tokens_revoked: 'the app’s access to this workspace was revoked',
  }
  return async ({ id, what, at }: NonNullable<ReturnType<typeof parseEnd>>): Promise<void> => {
    const stored = await deps.installations.find(slackId(id))
    if (!stored) return
    const isDoubtful = stored.secrets !== undefined && at < stored.installedAt / 1000 + DOUBTFUL_S
    if (isDoubtful && (await deps.checkToken(`${slackId(id)}/`))) return
    await deps.forget(slackId(id), REASONS[what], stored.secrets === undefined ? undefined : stored.revision)
  }
}
