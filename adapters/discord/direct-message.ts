import type { Publisher } from '../../src/ports/publisher.ts'
import type { PostClient } from './post-client.ts'
import { renderReply } from './render-reply.ts'

/** Tells a person something in a direct message; people may have turned those off. */
export const createTell =
  (client: PostClient): NonNullable<Publisher['sendDirectMessage']> =>
  async (_, personId, notice, signal) => {
    const conversation = await client.openDirect(personId, signal)
    await client.send(conversation, renderReply(notice), signal)
  }

/** Whether Discord takes the token. */
export const createWorks =
  (client: PostClient): NonNullable<Publisher['checkToken']> =>
  signal =>
    client.me(signal).then(
      () => true,
      () => false,
    )
