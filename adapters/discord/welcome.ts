import { ChannelType, type Guild, PermissionFlagsBits, type TextChannel } from 'discord.js'
import type { RunCommand } from '../../src/ports/chat.ts'
import type { KeyValueStore } from '../../src/ports/key-value-store.ts'
import type { Log } from '../../src/ports/log.ts'
import { bodyOf, type Render } from './answer.ts'
import { reasonOf } from './errors.ts'

const NEEDED = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages]

/** The server's system channel if the bot may post there, else the first text channel where it may. */
function welcomeChannelOf(guild: Guild): TextChannel | undefined {
  const me = guild.members.me
  const textChannels = guild.channels.cache
    .filter(channel => channel.type === ChannelType.GuildText)
    .sort((a, b) => a.rawPosition - b.rawPosition)
  const channels = [...(guild.systemChannel ? [guild.systemChannel] : []), ...textChannels.values()]
  return channels.find(channel => me && channel.permissionsFor(me).has(NEEDED))
}

/** Posts a welcome in a server that the bot has joined, once, if there is a channel where it may. */
export const createWelcome =
  ({
    run,
    render,
    keyValues,
    log,
  }: {
    run: RunCommand
    render: Render
    keyValues: KeyValueStore
    log: Log
  }) =>
  async (guild: Guild): Promise<void> => {
    try {
      const storeKey = `discord hello ${guild.id}`
      const channel = welcomeChannelOf(guild)
      if (!channel || !(await keyValues.add(storeKey, channel.id))) return
      const reply = await run({
        id: storeKey,
        channel: `discord:${guild.id}/${channel.id}`,
        text: 'welcome',
        origin: 'control',
        person: '',
        personId: '',
        mayChange: false,
      })
      await channel.send({
        ...bodyOf(render(reply)),
        nonce: guild.id.slice(-25),
        enforceNonce: true,
      })
    } catch (error) {
      log.warn({ guild: guild.id, reason: reasonOf(error) }, 'could not post a welcome in a new server')
    }
  }
