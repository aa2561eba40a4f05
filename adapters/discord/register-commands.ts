import { createHash } from 'node:crypto'
import { type REST, Routes } from 'discord.js'
import { z } from 'zod'
import type { KeyValueStore } from '../../src/ports/key-value-store.ts'
import { RefusedError } from '../../src/ports/refused-error.ts'
import { COMMAND_NAME, COMMANDS } from './commands.ts'
import { codeOf, reasonOf } from './errors.ts'

const HASH = createHash('sha256').update(JSON.stringify(COMMANDS)).digest('hex')

const registeredSchema = z.array(z.looseObject({ id: z.string(), name: z.string() }))

/**
 * Registers our commands with Discord if they have changed since the last registration.
 * @param options.guildId only in this server
 * @returns whether they had changed, and the id of `/papers` for mentions of it, where Discord said it
 * @throws RefusedError when trying again won't help
 */
export async function registerCommands(
  { application: { id }, rest }: { application: { id: string }; rest: REST },
  { guildId, keyValues }: { guildId?: string | undefined; keyValues: KeyValueStore },
): Promise<{ changed: boolean; commandId: string | undefined }> {
  const name = `discord commands ${id} ${guildId ?? 'global'}`
  const [hash, known] = (await keyValues.get(name))?.split(' ') ?? []
  if (hash === HASH && known) return { changed: false, commandId: known }
  const route = guildId ? Routes.applicationGuildCommands(id, guildId) : Routes.applicationCommands(id)
  try {
    const registered = registeredSchema.safeParse(await rest.put(route, { body: COMMANDS }))
    const commandId = registered.data?.find(command => command.name === COMMAND_NAME)?.id
    await keyValues.set(name, `${HASH} ${commandId ?? ''}`)
    return { changed: true, commandId }
  } catch (error) {
    if (codeOf(error) === undefined) throw error
    const where = guildId ? 'in the server of DISCORD_GUILD_ID. Is the bot in it?' : 'for the bot.'
    const message = `Discord refused to register /papers ${where} ${reasonOf(error)}`
    throw new RefusedError(message, { cause: error })
  }
}
