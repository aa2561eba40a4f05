import type { PlatformName } from '../channels/channel-id.ts'

/** A workspace or an organisation of several, with its platform: `slack:T1`, `slack:E1`. */
export type InstallationId = `${PlatformName}:${string}`

/** The access that a workspace gave us by installing the app. */
export interface Installation {
  id: InstallationId
  /** For a workspace without access of its own: the organisation that installed the app for it. */
  organization?: InstallationId | undefined
  /** The platform's id of the bot there; an organisation's workspaces share one. */
  botId?: string | undefined
  /** What the platform's adapter notes about it, as JSON; nothing secret. */
  details: string
  /** Its tokens, sealed for this id; undefined where it has none, or has uninstalled the app. */
  secrets?: string | undefined
  /** When it was last installed, ms UTC. */
  installedAt: number
  /** Since when the app is uninstalled, ms UTC. */
  removedAt?: number | undefined
  /** Differs after each change. */
  revision: number
}

/** The workspaces that installed the app. */
export interface Installations {
  find(id: InstallationId): Promise<Installation | undefined>
  /** The installation with this bot, if it has tokens. */
  findByBot(platform: PlatformName, botId: string): Promise<Installation | undefined>
  /** Inserts it, or replaces it and forgets when it was removed. */
  save(installation: Omit<Installation, 'revision' | 'removedAt'>): Promise<void>
  /** Replaces the tokens, unless the installation has changed since. @returns whether it did */
  replaceSecrets(id: InstallationId, revision: number, secrets: string): Promise<boolean>
  /**
   * Takes the right to renew the tokens until a moment, ms UTC, which `replaceSecrets` ends: whoever renews them spends what they are
   * renewed with.
   * @returns false where somebody else has it, or the installation has changed since
   */
  claimRenewal(id: InstallationId, revision: number, now: number, until: number): Promise<boolean>
  /** Deletes the tokens, and notes when. @param revision only if it is still this one. @returns whether there were any */
  remove(id: InstallationId, at: number, revision?: number): Promise<boolean>
  /** The workspaces that use an organisation's access, ordered by id. */
  ofOrganization(id: InstallationId): Promise<Installation[]>
  /** At most `limit` rows after an id, ordered by id. */
  page(after: InstallationId | undefined, limit: number): Promise<Installation[]>
}
