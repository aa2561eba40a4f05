import { z } from 'zod'
import type { Sealer } from '../../src/lib/sealed.ts'
import type { Installation } from '../../src/ports/installations.ts'
import type { Identity } from './identity.ts'

/** How Slack's parts of an installation are stored. */

const secretsSchema = z.object({
  botToken: z.string(),
  /** Where the app rotates tokens: what the next one is got with, once. */
  refreshToken: z.string().optional(),
  /** Until when the bot token is valid, ms UTC. */
  expiresAt: z.number().optional(),
})
export type Secrets = z.infer<typeof secretsSchema>

const detailsSchema = z.object({
  team: z.string().default(''),
  url: z.string().optional(),
  botUserId: z.string().default(''),
  botId: z.string().default(''),
  scopes: z.array(z.string()).optional(),
})
export type Details = z.infer<typeof detailsSchema>

export const slackId = (id: string): `slack:${string}` => `slack:${id}`

/** @throws SealError */
export const openSecrets = (sealer: Sealer, id: string, sealed: string): Secrets =>
  secretsSchema.parse(JSON.parse(sealer.open(sealed, id)))

export const sealSecrets = (sealer: Sealer, id: string, secrets: Secrets): string =>
  sealer.seal(JSON.stringify(secrets), id)

export const writeDetails = (details: Details): string => JSON.stringify(detailsSchema.parse(details))

/** The bot in a workspace. @param installation that of the workspace, or of its organisation, whose address isn't the workspace's */
export function identityIn(teamId: string, installation: Pick<Installation, 'id' | 'details'>): Identity {
  const { team, url, ...bot } = detailsSchema.parse(JSON.parse(installation.details))
  const isOwn = installation.id === slackId(teamId)
  return { ...bot, teamId, team, url: isOwn ? url : undefined }
}
