import type { ChannelId } from '../channels/channel-id.ts'
import type { FilledForm } from './form.ts'

/** A command as a person gave it, on whatever platform. */
export interface Request {
  /** Names this request; an event that a platform delivers twice carries the same id. */
  id: string
  channel: ChannelId
  /** The asker's name as the platform shows it; untrusted text. */
  person: string
  /** The asker's id on the platform. */
  personId: string
  /** Whether the asker may change what this channel receives. */
  mayChange: boolean
  /**
   * What stands after `/papers`, such as `subscribe diffusion models`. A platform with typed options joins them by spaces; a
   * button, an option of a choice and a form carry their command.
   */
  text: string
  /** What was filled in, where a form is sent. */
  form?: FilledForm | undefined
}
