import type { ChannelId } from '../../../src/channels/channel-id.ts'
import type { Reply } from '../../../src/messages/reply.ts'
import type { Request } from '../../../src/messages/request.ts'
import type { Chat, Suggest } from '../../../src/ports/chat.ts'

/** What a person sees of an answer, and can do with it. */
export interface Seen {
  /** A new message, one in place of the message that was clicked, or that message taken away. */
  how: 'new' | 'replaced' | 'removed'
  visibility: Reply['visibility']
  text: string
  /** Clicks the button of this label. */
  click(label: string, options?: InteractionOptions): Promise<Interaction>
  /** Picks this option of a menu: a paper by the start of its title. */
  pick(label: string): Promise<Interaction>
}

/** Something that a person asked the bot for. */
export interface Interaction {
  id: string
  /** Resolves once the platform knows that the bot is at work. */
  acknowledged(): Promise<void>
  /** The next thing that the person sees of it. */
  seen(): Promise<Seen>
  /** The form that it opens. */
  form(): Promise<OpenForm>
}

export interface OpenForm {
  title: string
  /** Fills in some text fields by their names, and sends it. */
  send(filled: Readonly<Record<string, string>>, options?: InteractionOptions): Promise<SentForm>
}

export interface SentForm extends Interaction {
  /** What the person is told is wrong in the field of this name: at the field, where forms of the platform can. */
  problem(name: string): Promise<string>
}

export interface InteractionOptions {
  /** How often the platform delivers it (1). */
  copies?: number
}

export interface LogLine {
  level: string
  message: string
}

/** A platform of a test's own, with the bot on it and a person in one of its channels. It ends with the test. */
export interface ChatHome {
  chat: Chat
  channel: ChannelId
  person: { id: string; name: string }
  /** What was run, in order. */
  requests: readonly Request[]
  lines: readonly LogLine[]
  /** What must not stand in the log. */
  secrets: readonly string[]
  /** Types `/papers <text>`. */
  type(text: string, options?: InteractionOptions): Promise<Interaction>
  /** Looks up the papers of a message that textReply this, from the message's menu. */
  lookUp(text: string): Promise<Interaction>
  /** The next message that the bot posted to the channel. */
  posted(): Promise<Seen>
  /**
   * What is suggested while someone types where a time zone goes. `form` opens the command of a form with such a field,
   * for platforms that suggest in forms.
   */
  suggestZone(form: string, typed: string): Promise<string[]>
  /** Clicks a button that isn't ours. */
  clickForeign(): Promise<void>
  /** The platform fails for a while when the bot connects. @returns in how many different steps of it */
  failAtFirst(): number
  /** The platform can't be reached while the bot connects; resolves once it was tried. */
  beDown(): { tried(): Promise<void> }
  /** Throws where the platform would find a fault in anything that was sent. */
  assertClean(): void
}

/** A connection that lasts, and may be lost. */
export interface Connection {
  /** Breaks it without a word. */
  cut(): void
  /** Asks the bot to connect anew. */
  askToReconnect(): void
  /** Resolves once there is another one. */
  renewed(): Promise<void>
  /** Keeps new ones waiting; resolves once the bot waits. */
  keepWaiting(): { waits(): Promise<void> }
  /** Resolves when the bot has left. */
  left(): Promise<void>
}

export interface ConnectedHome extends ChatHome {
  connection: Connection
}

export interface ChatOptions {
  /** What a command answers. */
  reply?: (request: Request) => Reply | Promise<Reply>
  suggest?: Suggest
  wrongToken?: boolean
  /** Whether it is connected already (true). */
  started?: boolean
  /** Lets the bot say at once that it is at work, as it does after some time. */
  slow?: boolean
}

export type CreateChatHome<Home extends ChatHome = ChatHome> = (options?: ChatOptions) => Promise<Home>
