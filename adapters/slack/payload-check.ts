import { z } from 'zod'
import type { Identity } from './identity.ts'

const part = z.looseObject({})
const interactive = { user: z.looseObject({ id: z.string() }), channel: part.optional() }

/** The parts of Slack's requests that Bolt reads without a look at their types. */
const requestSchema = z.union([
  z.looseObject({
    event: z.looseObject({
      type: z.string(),
      channel: z.union([z.string(), part]).optional(),
      item: part.optional(),
    }),
  }),
  z.looseObject({ command: z.string() }),
  z.looseObject({ type: z.literal('block_actions'), actions: z.array(part).min(1), ...interactive }),
  z.looseObject({ type: z.literal(['view_submission', 'view_closed']), view: part, ...interactive }),
  z.looseObject({ type: z.literal(['block_suggestion', 'shortcut', 'message_action']), ...interactive }),
  z.looseObject({ type: z.literal('url_verification'), challenge: z.string() }),
  z.looseObject({ ssl_check: z.literal('1') }),
  // More than 30,000 events in an hour; some of them never came.
  z.looseObject({ type: z.literal('app_rate_limited') }),
])

/** Whether this is a request as Slack sends them. */
export const isSlackRequest = (body: unknown): body is object => requestSchema.safeParse(body).success

/** Where a request names the workspace that the app is installed in. Wrong types count as missing. */
const workspaceSchema = z.looseObject({
  authorizations: z
    .array(
      z.looseObject({
        team_id: z.string().nullish(),
        enterprise_id: z.string().nullish(),
        is_enterprise_install: z.boolean().nullish(),
      }),
    )
    .nullish()
    .catch(undefined),
  view: z.looseObject({ app_installed_team_id: z.string().nullish() }).nullish().catch(undefined),
  message: z
    .looseObject({ bot_id: z.string().nullish(), team: z.string().nullish() })
    .nullish()
    .catch(undefined),
  is_enterprise_install: z.union([z.boolean(), z.stringbool()]).nullish().catch(undefined),
  enterprise_id: z.string().nullish().catch(undefined),
  enterprise: z.looseObject({ id: z.string() }).nullish().catch(undefined),
  context_team_id: z.string().nullish().catch(undefined),
  team_id: z.string().nullish().catch(undefined),
  team: z.looseObject({ id: z.string() }).nullish().catch(undefined),
  user: z.looseObject({ team_id: z.string().nullish() }).nullish().catch(undefined),
})

/**
 * Whether a request comes from our installation of the app. In a channel that is shared with another organisation (Slack
 * Connect), `team` can be the acting person's workspace, so what names the installation itself counts more.
 */
export function isForWorkspace(
  body: unknown,
  { teamId, botId }: Pick<Identity, 'teamId' | 'botId'>,
): boolean {
  const { authorizations, view, message, team_id, team, user } = workspaceSchema.parse(body)
  const authorized = (authorizations ?? []).flatMap(({ team_id: id }) => id ?? [])
  if (authorized.length > 0) return authorized.includes(teamId)
  if (view?.app_installed_team_id) return view.app_installed_team_id === teamId
  if (botId && message?.bot_id === botId) return true
  // An app installed for a whole organisation gets no team.
  return (team_id ?? team?.id ?? user?.team_id) === teamId
}

/** Which installation of the app a request is for. */
export interface Addressee {
  /** The workspace. Of an org-wide installation, that in which it happened. */
  teamId: string | undefined
  /** For an org-wide installation: the organisation. */
  organizationId?: string | undefined
  /** The bot whose message was clicked, and that bot's workspace: this counts more than where the person is from. */
  clicked?: { botId: string; teamId: string | undefined } | undefined
}

/** As `isForWorkspace`, for an app that many workspaces have installed. */
export function addresseeOf(body: unknown): Addressee {
  const read = workspaceSchema.parse(body)
  const { view, message, user } = read
  const given = read.team_id ?? read.team?.id ?? user?.team_id ?? undefined
  const [authorization] = read.authorizations ?? []
  if (authorization) {
    const isOrganization = authorization.is_enterprise_install === true
    return {
      teamId: authorization.team_id ?? read.context_team_id ?? given,
      organizationId: isOrganization ? (authorization.enterprise_id ?? undefined) : undefined,
    }
  }
  const organizationId = read.is_enterprise_install ? (read.enterprise_id ?? read.enterprise?.id) : undefined
  const installed = view?.app_installed_team_id
  if (installed?.startsWith('E')) return { teamId: given, organizationId: installed }
  if (installed) return { teamId: installed, organizationId }
  const clicked = message?.bot_id ? { botId: message.bot_id, teamId: message.team ?? undefined } : undefined
  return { teamId: given, organizationId, clicked }
}
