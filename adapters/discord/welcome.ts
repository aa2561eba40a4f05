import { ChannelType, type Guild, MessageFlags, PermissionFlagsBits, type TextChannel } from 'discord.js'
import type { RunCommand } from '../../src/ports/chat.ts'
import type { KeyValueStore } from '../../src/ports/key-value-store.ts'
import type { Log } from '../../src/ports/log.ts'
import { bodyOf } from './answer.ts'
import { reasonOf } from './errors.ts'
import { renderReply } from './render-reply.ts'

const NEEDED = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages]

/** Where the bot may speak: the server's own channel for such things, else the first one. */
function placeIn(guild: Guild): TextChannel | undefined {
  const me = guild.members.me
  const texts = guild.channels.cache
    .filter(channel => channel.type === ChannelType.GuildText)
    .sort((a, b) => a.rawPosition - b.rawPosition)
  const channels = [...(guild.systemChannel ? [guild.systemChannel] : []), ...texts.values()]
  return channels.find(channel => me && channel.permissionsFor(me).has(NEEDED))
}

/** Says hello in a server that the bot has joined, once and where it may; else it stays silent. */
export const createWelcome =
  ({ run, keyValues, log }: { run: RunCommand; keyValues: KeyValueStore; log: Log }) =>
  async (guild: Guild): Promise<void> => {
    try {
      const name = `discord hello ${guild.id}`
      if ((await keyValues.get(name)) !== undefined) return
      const channel = placeIn(guild)
      if (!channel) return
      await keyValues.set(name, channel.id)
      const reply = await run({
        ...{ id: name, channel: `discord:${guild.id}/${channel.id}`, text: 'welcome' },
        ...{ person: '', personId: '', mayChange: false },
      })
      await channel.send({
        ...bodyOf(renderReply(reply)),
        flags: MessageFlags.IsComponentsV2,
        nonce: guild.id.slice(-25),
        enforceNonce: true,
      })
    } catch (error) {
      log.warn({ guild: guild.id, reason: reasonOf(error) }, 'could not say hello in a new server')
    }
  }
