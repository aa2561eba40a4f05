import type { ChannelId } from '../channels/channel-id.ts'
import type { Variables } from '../lib/environment.ts'
import type { Publisher } from './publisher.ts'

/** Something that a person does on the platform's own pages. */
export interface SetupStep {
  /** A sentence, without what to click. */
  text: string
  url?: string | undefined
  /** The buttons to click, in order, as the platform labels them. */
  clicks: readonly string[]
}

/** A token, or another secret, that a person copies from the platform. */
export interface SetupToken {
  /** The environment variable that it is stored in. */
  variable: string
  /** As the platform calls it. */
  name: string
  /** Where it is found. @param known the tokens that were given before it */
  step(known: Variables): SetupStep
  /**
   * Asks the platform whether it accepts the token.
   * @throws RefusedError where it doesn't, and another error where the platform can't be asked; both say what to do
   */
  check(token: string, signal: AbortSignal): Promise<CheckedToken>
}

export interface CheckedToken {
  /** What the token is for, such as the workspace's name. */
  text: string
  /** What remains to be done on the platform, such as inviting the bot. */
  next?: SetupStep | undefined
  /** The workspace, for channels that are named without theirs. */
  workspace?: string | undefined
}

/** How a person connects a platform step by step, which `init` shows. */
export interface GuidedSetup {
  /** Makes the app. */
  create: SetupStep
  /** In the order in which they are asked for. */
  tokens: readonly SetupToken[]
  /** What names a channel, such as `a link to the channel`. */
  channelHint: string
  /** The channel that a link or an id names; undefined for anything else. @param workspace of the checked tokens */
  channelOf(text: string, workspace: string | undefined): ChannelId | undefined
  /** Posts with these tokens, without connecting the bot. */
  publish(tokens: Variables): Publisher['publish']
}
