import { command, ephemeralReply, type Reply } from '../messages/reply.ts'
import type { Request } from '../messages/request.ts'

/** Why nothing can be changed where the bot only answers, and what to do instead. */
export function answersOnlyReply(place: NonNullable<Request['answersOnly']>): Reply {
  const own = ['For a digest of your own, send Paper Round a direct message: ', command('subscribe')]
  return place === 'server'
    ? ephemeralReply(
        'Paper Round isn’t in this server, so it can’t post digests here. You can still search and read.',
        own,
        'For digests in this channel, ask someone who manages the server to add Paper Round.',
      )
    : ephemeralReply(
        'Paper Round can’t post digests in this conversation. You can still search and read.',
        own,
      )
}
