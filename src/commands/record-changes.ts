import { isDeepStrictEqual } from 'node:util'
import type { Reply } from '../messages/reply.ts'
import type { Asked, CommandDeps } from './command.ts'

/** Fields of a channel that move by themselves. */
const OWN = new Set(['nextSlotAt', 'lastSkip', 'createdAt', 'id'])

/** Does what may change a channel, and records what has changed by it. */
export async function recordChanges(
  { channels, audit, clock }: Pick<CommandDeps, 'channels' | 'audit' | 'clock'>,
  { channel, person, personId, name, args }: Asked,
  work: () => Promise<Reply>,
): Promise<Reply> {
  const state = async (): Promise<Record<string, unknown>> => ({
    ...(await channels.find(channel)),
    topics: await channels.topics(channel),
  })
  const before = await state()
  const reply = await work()
  const after = await state()
  const names = Object.keys({ ...before, ...after }).filter(
    name => !OWN.has(name) && !isDeepStrictEqual(before[name], after[name]),
  )
  if (names.length > 0) {
    const only = (fields: Record<string, unknown>) =>
      Object.fromEntries(names.map(name => [name, fields[name]]))
    await audit.record({
      ...{ channel, person, personId },
      command: `${name} ${args}`.trim(),
      at: clock.now(),
      before: only(before),
      after: only(after),
    })
  }
  return reply
}
