import type { Interaction, REST } from 'discord.js'
import type { Backoff } from '../../src/lib/backoff.ts'
import type { TaskTracker } from '../../src/lib/task-tracker.ts'
import type { ShardCounts } from '../../src/ports/chat.ts'
import type { KeyValueStore } from '../../src/ports/key-value-store.ts'
import type { Log } from '../../src/ports/log.ts'
import type { PlatformChat } from '../../src/ports/platform.ts'
import type { CheckAccess } from './access.ts'
import type { ClientOptions } from './clients.ts'
import type { Places } from './places.ts'

/** What is known about the bot once it is connected. */
export interface Linked {
  user: { id: string; username: string }
  application: { id: string }
  /** A client that calls the API with the bot's token. */
  rest: REST
  /** What the log says about it. */
  details: Readonly<Record<string, unknown>>
}

/** The way in which interactions come from Discord: by the gateway or over HTTP. */
export interface Link {
  places: Places
  /** Whether no process has run an interaction before, where it may come to several. */
  isNew?: (interactionId: string) => Promise<boolean>
  /** Resolves once interactions come, or with undefined when stopped first. @throws RefusedError */
  start(): Promise<Linked | undefined>
  /** Call it after aborting the signal. */
  stop(): Promise<void>
  connected(): boolean
  /** What this process has of the gateway, where all processes divide it. */
  shards?: () => ShardCounts | undefined
  /** Looks for paused channels in which the bot may post again, once at a start. */
  checkAccess(): Promise<void>
  routes?: PlatformChat['routes']
}

export interface LinkOptions {
  token: string
  client: ClientOptions
  /** Answers an interaction. */
  receive: (interaction: Interaction) => void
  checkAccess: CheckAccess
  taskTracker: TaskTracker
  keyValues: KeyValueStore
  log: Log
  backoff: Backoff
  signal: AbortSignal
}
