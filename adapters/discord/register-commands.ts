import { createHash } from 'node:crypto'
import { type Client, Routes } from 'discord.js'
import type { KeyValueStore } from '../../src/ports/key-value-store.ts'
import { RefusedError } from '../../src/ports/refused-error.ts'
import { COMMANDS } from './commands.ts'
import { codeOf, reasonOf } from './errors.ts'

const HASH = createHash('sha256').update(JSON.stringify(COMMANDS)).digest('hex')

/**
 * Registers our commands with Discord if they have changed since the last registration.
 * @param options.guildId only in this server
 * @returns whether they had changed
 * @throws RefusedError when trying again won't help
 */
export async function registerCommands(
  client: Client<true>,
  { guildId, keyValues }: { guildId?: string | undefined; keyValues: KeyValueStore },
): Promise<boolean> {
  const { id } = client.application
  const name = `discord commands ${id} ${guildId ?? 'global'}`
  if ((await keyValues.get(name)) === HASH) return false
  const route = guildId ? Routes.applicationGuildCommands(id, guildId) : Routes.applicationCommands(id)
  try {
    await client.rest.put(route, { body: COMMANDS })
  } catch (error) {
    if (codeOf(error) === undefined) throw error
    const where = guildId ? 'in the server of DISCORD_GUILD_ID. Is the bot in it?' : 'for the bot.'
    const message = `Discord refused to register /papers ${where} ${reasonOf(error)}`
    throw new RefusedError(message, { cause: error })
  }
  await keyValues.set(name, HASH)
  return true
}
