import type { Dead, Retry } from '../../src/ports/publisher.ts'
import type { WorkspaceBot } from './workspace-bot.ts'

/** A workspace's bot, or the verdict for messages to a workspace that has none. */
export type Access = { kind: 'granted'; bot: WorkspaceBot } | { kind: 'refused'; verdict: Retry | Dead }

/** The workspaces that the bot has access to. */
export interface Workspaces {
  /** Resolves when requests can be answered, or the signal aborts. @returns what the log calls them @throws RefusedError */
  start(): Promise<string | undefined>
  isReady(): boolean
  /** The bot of the workspace that a request is for; undefined where that isn't one of ours. Rejects with StoreError. */
  ofRequest(body: object): Promise<WorkspaceBot | undefined>
  /** Never rejects. */
  access(teamId: string): Promise<Access>
  /** Whether Slack accepts our token for the channels whose ids begin with this. */
  checkToken(scope?: string): Promise<boolean>
  /** Rejects with what `start` would reject with. */
  check(): Promise<void>
  /** Why a request of another workspace wasn't taken, in words for the log. */
  readonly strangers: string
}
