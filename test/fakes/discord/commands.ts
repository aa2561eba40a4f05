import { z } from 'zod'
import { createRecord, type Happened } from '../record.ts'
import type { FakeAnswer } from '../server.ts'
import { newId } from './world.ts'

const optionSchema = z.looseObject({
  name: z.string(),
  type: z.number(),
  required: z.boolean().default(false),
})
const commandSchema = z.looseObject({
  name: z.string(),
  options: z.array(optionSchema.extend({ options: z.array(optionSchema).default([]) })).default([]),
})
export type RegisteredCommand = z.infer<typeof commandSchema>

/** A request that replaced all commands, globally or in one server. */
export interface Registration {
  guildId: string | undefined
  commands: RegisteredCommand[]
}

export interface Commands {
  registrations: Happened<Registration>
  list(guildId: string | undefined): FakeAnswer
  overwrite(guildId: string | undefined, body: unknown): FakeAnswer
  /** Waits until a command of this name is registered. */
  find(name: string): Promise<RegisteredCommand>
}

export function createCommands(): Commands {
  const registrations = createRecord<Registration>()
  const byScope = new Map<string | undefined, (RegisteredCommand & { id: string })[]>()
  const waiting: (() => void)[] = []
  return {
    registrations,
    list: guildId => ({ body: byScope.get(guildId) ?? [] }),
    overwrite(guildId, body) {
      const commands = z.array(commandSchema).parse(body)
      const stored = commands.map(command => ({ ...command, id: newId() }))
      byScope.set(guildId, stored)
      registrations.add({ guildId, commands })
      for (const resolve of waiting.splice(0)) resolve()
      return { body: stored }
    },
    async find(name) {
      for (;;) {
        const found = [...byScope.values()].flat().find(command => command.name === name)
        if (found) return found
        await new Promise<void>(resolve => waiting.push(resolve))
      }
    },
  }
}

export interface FilledOption {
  name: string
  type: number
  value?: string
  options?: FilledOption[]
}

/**
 * `schedule 9:00 weekdays Europe/Paris` as the options that a person would fill in: one word each in the declared order, the
 * last option taking the rest.
 * @throws when the registered command has no such subcommand or option
 */
export function fillIn(command: RegisteredCommand, text: string): FilledOption[] {
  const [name = '', ...words] = text.split(' ').filter(Boolean)
  const subcommand = command.options.find(option => option.name === name)
  if (!subcommand) throw new Error(`/${command.name} has no subcommand "${name}"`)
  const { options: declared } = subcommand
  if (words.length > 0 && declared.length === 0) throw new Error(`/${command.name} ${name} takes no options`)
  const options = declared.flatMap((option, index) => {
    const isLast = index === declared.length - 1
    const value = (isLast ? words.slice(index) : words.slice(index, index + 1)).join(' ')
    if (!value && option.required) throw new Error(`/${command.name} ${name} needs ${option.name}`)
    return value ? [{ name: option.name, type: option.type, value }] : []
  })
  return [{ name, type: subcommand.type, options }]
}
