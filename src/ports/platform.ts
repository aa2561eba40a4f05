import type { RequestListener } from 'node:http'
import type { ChannelId } from '../channels/channel-id.ts'
import type { Variables } from '../lib/environment.ts'
import type { ProxySettings } from '../lib/proxy.ts'
import type { Sealer } from '../lib/sealed.ts'
import type { Digest } from '../messages/digest.ts'
import type { ReplySpan } from '../messages/reply.ts'
import type { Clock } from '../time/clock.ts'
import type { Chat, CommandHandlers } from './chat.ts'
import type { EmailAddresses, EmailLinks } from './email-addresses.ts'
import type { GuidedSetup } from './guided-setup.ts'
import type { Installations } from './installations.ts'
import type { KeyValueStore } from './key-value-store.ts'
import type { Log } from './log.ts'
import type { MailServer, MailSetup } from './mail.ts'
import type { Publisher } from './publisher.ts'
import type { Requests } from './requests.ts'
import type { Store } from './store.ts'

/** What workspaces that install the bot are stored with. */
export interface Installing {
  installations: Installations
  /** Seals their tokens. */
  sealer: Sealer
  /** What links to our pages begin with, without a slash at the end. */
  publicUrl: string
}

/** What a connection to a platform is made with. */
export interface ChatParts extends CommandHandlers {
  keyValues: KeyValueStore
  /** What a platform needs that workspaces install; undefined without a SECRET_KEY. */
  installing?: Installing | undefined
  clock: Clock
  log: Log
  /** Follows people's requests, if that is wanted. */
  requests?: Requests | undefined
  version: string
}

/** The mail server, the addresses, and the links in mails. */
export interface Mailing {
  server: MailServer
  addresses: Pick<EmailAddresses, 'find'>
  links: EmailLinks
}

/** What a publisher is made with, for a platform that only receives: without a chat, commands or a connection. */
export interface PublisherParts {
  store: Store
  /** Opens what is sealed in the store; undefined without a SECRET_KEY. */
  sealer: Sealer | undefined
  /** What e-mail needs; undefined where it isn't set up. */
  email?: Mailing | undefined
  proxy: ProxySettings | undefined
  clock: Clock
  log: Log
  version: string
}

/** A connection, and the requests over HTTP that it answers, such as `POST /slack/events`; their bodies are unread. */
export type PlatformChat = Chat & {
  routes?: Readonly<Record<`${'GET' | 'POST'} /${string}`, RequestListener>>
}

/** How a platform is set up by the environment. */
export type PlatformSetup =
  | { kind: 'absent' }
  /** One line per problem: `NAME: what it should be`. */
  | { kind: 'invalid'; problems: readonly string[] }
  /** `load` loads its SDK, which is most of the time and memory of a start. */
  | { kind: 'ready'; load: () => Promise<(parts: ChatParts) => PlatformChat> }
  /** It only receives. `mail` is the mail server that it sends through, if it is e-mail. */
  | { kind: 'publisher'; mail?: MailSetup; load: () => Promise<(parts: PublisherParts) => Publisher> }

/** Everything that Paper Round knows about a chat platform. Each adapter of one exports its own. */
export interface Platform {
  /** What its channels' ids begin with, such as `slack`. */
  name: string
  /** As people read it: `Slack`. */
  title: string
  /** The environment variables that it reads. */
  variables: readonly string[]
  configure(variables: Variables): PlatformSetup
  /** Whether a digest in the thread layout is several messages, as by default (see `messageCount`). */
  hasThreads?: boolean
  /** The body of one message of a digest (see `messageCount`), as the platform's API takes it. */
  renderDigest(digest: Digest, step: number): Promise<object>
  /** The platform's description of an app that it can be made from. @param url for many workspaces, where the bot is reached */
  appManifest?(url?: string): Promise<object>
  /** How to connect it step by step, if there is a way. */
  guided?: {
    /** The variables of the tokens that it asks for. */
    variables: readonly string[]
    /**
     * @param variables may hold the platform's address, if it isn't its own
     * @throws Error where that isn't an address
     */
    load(variables: Variables, parts: { version: string; clock: Clock }): Promise<GuidedSetup>
  }
  /** How to connect it, on one line. */
  setupGuide: readonly ReplySpan[]
  /** How a platform that only receives gets its first address once it is set up, on one line. */
  addressGuide?: readonly ReplySpan[]
  /** What to do when the platform doesn't accept the bot's token: a sentence that doctor ends with. */
  tokenAdvice: string
  /** What ends the pause of a channel that was rejected; by default that is `/papers resume` in the channel. */
  howToResume?(channel: ChannelId): string
}
