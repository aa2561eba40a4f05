import type { ChannelId, PlatformName } from '../channels/channel-id.ts'

/** A workspace with its platform, such as `slack:T1`. */
export type WorkspaceId = `${PlatformName}:${string}`

/** A person, as they are stored. */
export interface StoredPerson {
  platform: PlatformName
  /** Only in this workspace; by default in all of the platform. */
  workspace?: WorkspaceId | undefined
  personId: string
  /** See `People.hashesOf`. */
  hashes: readonly string[]
}

/** How many rows of each kind no longer name a person. */
export interface ForgottenPerson {
  changes: number
  subscriptions: number
  pauses: number
  posts: number
}

/** How many rows of each kind were removed. */
export interface ForgottenWorkspace {
  channels: number
  subscriptions: number
  deliveries: number
  changes: number
  suspensions: number
  installations: number
  webhooks: number
  /** E-mail addresses. */
  addresses: number
  facts: number
}

/** Who subscribed a channel to a topic. */
export interface StoredSubscription {
  topic: string
  person: string
  personId?: string | undefined
  /** ms UTC */
  at: number
}

/** What is stored about people and workspaces: to hand it out, and to remove it. */
export interface PersonalData {
  /** All stored channels of a workspace, ordered by id. */
  channelsOf(workspace: WorkspaceId): Promise<ChannelId[]>
  /** In the order of subscription. */
  subscriptionsOf(channel: ChannelId): Promise<StoredSubscription[]>
  /** How many deliveries to a workspace are being sent at this moment, ms UTC. */
  sendingTo(workspace: WorkspaceId, now: number): Promise<number>
  /** Workspaces that uninstalled the app before this moment, ms UTC, and of which something is stored; ordered by id. */
  uninstalledBefore(at: number): Promise<WorkspaceId[]>
  /** Removes a workspace, one kind after the other. May be repeated after an interruption. */
  forgetWorkspace(workspace: WorkspaceId): Promise<ForgottenWorkspace>
  /**
   * Replaces a person by `someone`, one kind after the other: channels keep what they follow. May be repeated after an interruption.
   * If a channel that only this person subscribed is paused, nobody can be told any more.
   */
  forgetPerson(person: StoredPerson): Promise<ForgottenPerson>
}
