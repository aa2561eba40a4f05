import type { ReadyPlatform, ReadyPublisher } from '../../config/env.ts'
import type { MailSetup } from '../ports/mail.ts'
import type { ChatParts, PlatformChat, PublisherParts } from '../ports/platform.ts'
import type { Publisher } from '../ports/publisher.ts'
import type { Store } from '../ports/store.ts'

/** Loads the SDKs of the platforms that are set up, and only those: they are most of the time and memory of a start. */
export async function loadChats(chats: readonly ReadyPlatform[]) {
  const creators = await Promise.all(chats.map(({ load }) => load()))
  return (parts: ChatParts): readonly PlatformChat[] => creators.map(create => create(parts))
}

/** Makes the publishers of the platforms that only receive. */
export async function createPublishers(
  publishers: readonly ReadyPublisher[],
  parts: PublisherParts,
): Promise<Publisher[]> {
  const creators = await Promise.all(publishers.map(({ load }) => load()))
  return creators.map(create => create(parts))
}

/** Whether a channel of a platform that only receives is waiting for digests: then they aren't only a preview. */
export async function receivesWithoutChat(
  { channels }: Store,
  publishers: readonly ReadyPublisher[],
): Promise<boolean> {
  for (const { platform } of publishers) if (await channels.anyOn(platform.name)) return true
  return false
}

/** The mail server that is set up, if there is one. */
export const mailSetupOf = (publishers: readonly ReadyPublisher[]): MailSetup | undefined =>
  publishers.find(({ mail }) => mail)?.mail
