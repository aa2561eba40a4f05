import type { AutocompleteInteraction } from 'discord.js'
import { within } from '../../src/lib/time-limit.ts'
import type { FieldOption } from '../../src/messages/form.ts'
import { plain } from '../../src/messages/untrusted-text.ts'
import type { Suggest } from '../../src/ports/chat.ts'
import { shorten } from '../../src/text/graphemes.ts'
import { parametersOf } from './commands.ts'
import { AUTOCOMPLETE } from './limits.ts'
import type { Places } from './places.ts'

/** Discord waits 3 s, but people keep typing. */
const DEADLINE_MS = 1_500

/** Answers a partly typed option with suggestions, or with none. */
export async function autocomplete(
  interaction: AutocompleteInteraction,
  suggest: Suggest,
  places: Places,
): Promise<void> {
  const { name, value: typed } = interaction.options.getFocused(true)
  const command = interaction.options.getSubcommand(false) ?? ''
  const kind = parametersOf(command).find(parameter => parameter.name === name)?.suggestions
  const channel = `discord:${interaction.guildId ?? '@me'}/${await places.placeOf(interaction)}` as const
  const options = kind
    ? await within(
        suggest({ channel, kind, typed }).catch(() => []),
        DEADLINE_MS,
      )
    : undefined
  await interaction.respond(
    (options ?? [])
      .filter(({ label, value }) => plain(label).trim() && value.length <= AUTOCOMPLETE.value)
      .slice(0, AUTOCOMPLETE.options)
      .map(({ label, value }: FieldOption) => ({
        name: shorten(plain(label).trim(), AUTOCOMPLETE.label, part => part.length),
        value,
      })),
  )
}
