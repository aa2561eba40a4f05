import type { ChannelId } from '../../../src/channels/channel-id.ts'
import type { Reply, TextFile } from '../../../src/messages/reply.ts'
import type { Request } from '../../../src/messages/request.ts'
import type { Chat, Suggest } from '../../../src/ports/chat.ts'
import type { Requests } from '../../../src/ports/requests.ts'

/** A message as a person sees it, and what they can do with it. */
export interface Seen {
  /** A new message, a replacement of the message that was clicked, or the removal of that message. */
  how: 'new' | 'replaced' | 'removed'
  visibility: Reply['visibility']
  text: string
  /** Clicks the button with this label. */
  click(label: string, options?: InteractionOptions): Promise<Interaction>
  /** Picks this option of the menu, a paper by the start of its title. */
  pick(label: string): Promise<Interaction>
}

/** A command, click or form that a person sent to the bot. */
export interface Interaction {
  id: string
  /** Resolves when the bot acknowledged it. */
  acknowledged(): Promise<void>
  /** The next answer. */
  seen(): Promise<Seen>
  /** The form that it opens. */
  form(): Promise<OpenForm>
}

export interface OpenForm {
  title: string
  /** Fills in fields by name, and submits the form. */
  send(
    filled: Readonly<Record<string, string | readonly string[]>>,
    options?: InteractionOptions,
  ): Promise<SentForm>
}

export interface SentForm extends Interaction {
  /** The problem shown for the field with this name; at the field, if the platform's forms can show it there. */
  problem(name: string): Promise<string>
}

export interface InteractionOptions {
  /** How many times the platform delivers it (1). */
  copies?: number
}

export interface LogLine {
  level: string
  message: string
}

/** A fake platform with the bot on it and a person in one of its channels. It stops after the test. */
export interface ChatHarness {
  chat: Chat
  channel: ChannelId
  person: { id: string; name: string }
  /** Their role, on platforms where the workspace decides who may change something. */
  role?: Request['role']
  /** The requests that were run, in order. */
  requests: readonly Request[]
  lines: readonly LogLine[]
  /** What must not be in the log. */
  secrets: readonly string[]
  /** Types `/papers <text>`. */
  type(text: string, options?: InteractionOptions): Promise<Interaction>
  /** Looks up the papers of a message with this text, using the message's menu. */
  lookUp(text: string): Promise<Interaction>
  /** The next message that the bot posted to the channel. */
  posted(): Promise<Seen>
  /**
   * The suggestions while someone types into a time zone field.
   * @param form the command of a form with such a field, for platforms whose suggestions are in forms
   */
  suggestZone(form: string, typed: string): Promise<string[]>
  /** The files that came so far; throws if others see one too. */
  received(): TextFile[]
  /** Clicks a button that isn't ours. */
  clickForeign(): Promise<void>
  /** Makes the platform fail for a while when the bot connects. @returns the number of connecting steps that fail */
  failAtFirst(): number
  /** Makes the platform unreachable. `tried` resolves when the bot tried to connect. */
  beDown(): { tried(): Promise<void> }
  /** Throws if the bot sent anything that the platform would reject. */
  assertClean(): void
}

/** A persistent connection. */
export interface Connection {
  /** Breaks it without closing it. */
  cut(): void
  /** Asks the bot to reconnect. */
  askToReconnect(): void
  /** Resolves when there is a new one. */
  renewed(): Promise<void>
  /** Keeps new ones waiting. `waits` resolves when the bot waits. */
  keepWaiting(): { waits(): Promise<void> }
  /** Resolves when the bot disconnected. */
  left(): Promise<void>
}

export interface ConnectedHarness extends ChatHarness {
  /** For each time that the chat said that it is connected again, whether it was. */
  reconnections: readonly boolean[]
  connection: Connection
}

export interface ChatOptions {
  /** The answer to every command. */
  reply?: (request: Request) => Reply | Promise<Reply>
  suggest?: Suggest
  /** Follows what people ask for. */
  requests?: Requests
  wrongToken?: boolean
  /** Whether the bot is already connected (true). */
  started?: boolean
  /** Makes the bot show at once that it is working, as it does when a command takes long. */
  slow?: boolean
}

export type CreateChatHarness<Harness extends ChatHarness = ChatHarness> = (
  options?: ChatOptions,
) => Promise<Harness>
