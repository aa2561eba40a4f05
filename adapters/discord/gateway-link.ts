import { type Client, Events, type Guild } from 'discord.js'
import { createAccessMonitor } from './access.ts'
import type { Shard } from './clients.ts'
import { createGateway } from './gateway.ts'
import { createGatewayPlaces } from './gateway-places.ts'
import type { Link, LinkOptions } from './link.ts'

/** The link by Discord's gateway, which also says what happens in the servers. */
export function createGatewayLink(
  options: LinkOptions & {
    reconnected: () => void
    /** Stops posting in a server that has removed the bot. */
    removed: (guildId: string) => Promise<void>
    /** Greets a server that the bot has joined. */
    welcome: (guild: Guild) => Promise<void>
    shard?: Shard | undefined
  },
): Link {
  const { receive, welcome, taskTracker } = options
  let ready: Client<true> | undefined
  const accessMonitor = createAccessMonitor({
    client: () => ready,
    check: options.checkAccess,
    removed: options.removed,
  })
  const gateway = createGateway({
    ...options,
    listen(client) {
      client.on(Events.InteractionCreate, receive)
      client.on(Events.GuildCreate, guild => void taskTracker.run(() => welcome(guild)))
      accessMonitor.listen(client)
    },
  })
  return {
    places: createGatewayPlaces(() => ready),
    async start() {
      ready = await gateway.start()
      if (!ready) return undefined
      const { user, application, rest, guilds } = ready
      return { user, application, rest, details: { servers: guilds.cache.size } }
    },
    stop: gateway.stop,
    connected: gateway.connected,
    checkAccess: accessMonitor.checkAll,
  }
}
