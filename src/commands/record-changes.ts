import { isDeepStrictEqual } from 'node:util'
import { platformOf } from '../channels/channel-id.ts'
import type { Reply } from '../messages/reply.ts'
import { readChangers } from './change-rights.ts'
import type { CommandDeps, CommandRequest } from './command.ts'
import { findCommand } from './registry.ts'

/** Fields of a channel that change without anyone's command. */
const AUTOMATIC_FIELDS = new Set(['nextSlotAt', 'lastSkip', 'createdAt', 'id'])

/** Runs a command that may change a channel, and records what it changed; its public answer can undo that. */
export async function recordChanges(
  {
    channels,
    audit,
    keyValues,
    people,
    clock,
  }: Pick<CommandDeps, 'channels' | 'audit' | 'keyValues' | 'people' | 'clock'>,
  { channel, person, personId, name, args }: CommandRequest,
  work: () => Promise<Reply>,
): Promise<Reply> {
  const state = async (): Promise<Record<string, unknown>> => ({
    ...(await channels.find(channel)),
    topics: await channels.topics(channel),
    changers: await readChangers(keyValues, channel),
  })
  const before = await state()
  const reply = await work()
  const after = await state()
  const names = Object.keys({ ...before, ...after }).filter(
    name => !AUTOMATIC_FIELDS.has(name) && !isDeepStrictEqual(before[name], after[name]),
  )
  if (names.length > 0) {
    const changedOf = (fields: Record<string, unknown>) =>
      Object.fromEntries(names.map(name => [name, fields[name]]))
    const change = await audit.record({
      channel,
      person,
      personHash: people.hashOf(platformOf(channel), personId),
      command: `${name} ${args}`.trim(),
      at: clock.now(),
      before: changedOf(before),
      after: changedOf(after),
    })
    if (findCommand(name)?.undoable) {
      // First, because platforms drop the last buttons where there are too many.
      return { ...reply, actions: [{ label: 'Undo', command: `undo ${change}` }, ...(reply.actions ?? [])] }
    }
  }
  return reply
}
