import type { ChannelId } from '../channels/channel-id.ts'
import type { FilledForm } from './form.ts'

/** A person's role in a workspace; guests are also the people of other organisations. */
export type Role = 'admin' | 'member' | 'guest'

/** A command from a person, independent of the platform. */
export interface Request {
  /** Unique per request; if a platform delivers an event twice, both have the same id. */
  id: string
  channel: ChannelId
  /** The person's display name; untrusted text. */
  person: string
  /** The person's id on the platform. */
  personId: string
  /** Whether the person may change what this channel receives. */
  mayChange: boolean
  /**
   * On platforms where the workspace decides who may change what its channels receive: the person's role, or `unknown`.
   * Elsewhere it is missing, and `mayChange` decides alone.
   */
  role?: Role | 'unknown' | undefined
  /**
   * The text after `/papers`, such as `subscribe diffusion models`. A platform with typed options joins them with spaces;
   * buttons, menu options and forms contain their command.
   */
  text: string
  /**
   * Whether a person typed the text, or a control (button, menu, form, shortcut) or the platform sent it. Typed text can't
   * confirm anything, and doesn't reach hidden commands.
   */
  origin: 'typed' | 'control'
  /** Whether it was said to the bot in a message: what isn't a command there is searched for. */
  isMessage?: boolean | undefined
  /**
   * Where the bot can answer the person, but not post: in a server that it isn't in, or in a conversation of people. Nothing can be
   * changed there.
   */
  answersOnly?: 'server' | 'conversation' | undefined
  /** The submitted values, if this is a form. */
  form?: FilledForm | undefined
}
