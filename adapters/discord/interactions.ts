import type { Interaction } from 'discord.js'
import type { RunCommand } from '../../src/commands/request.ts'
import type { Log } from '../../src/ports.ts'
import { createOnce, type UnderWay } from '../common/under-way.ts'
import { createAnswer } from './answer.ts'
import { changesChannel } from './commands.ts'
import { DROPPED_INTERACTION } from './error-codes.ts'
import { codeOf, reasonOf } from './errors.ts'
import { parseInteraction } from './requests.ts'

/** Ids of interactions that are remembered; Discord repeats one within minutes, after a resume. */
const REMEMBERED = 1_000

/**
 * Sees to commands and clicks: runs each once, and answers it.
 * @param options.isOpen whether new ones are taken
 */
export function createInteractionHandler(options: {
  run: RunCommand
  log: Log
  deferAfterMs: number
  underWay: UnderWay
  isOpen: () => boolean
}): (interaction: Interaction) => Promise<void> {
  const { run, log, underWay, isOpen } = options
  const answer = createAnswer(options)
  const isFirst = createOnce(REMEMBERED)

  return async interaction => {
    try {
      const parsed = isOpen() ? parseInteraction(interaction) : undefined
      if (!parsed || !isFirst(interaction.id)) return
      const { asking, request } = parsed
      const expected = changesChannel(request.text) ? 'channel' : 'asker'
      await underWay.run(() => answer(asking, run(request), expected))
    } catch (error) {
      const level = DROPPED_INTERACTION.includes(codeOf(error) ?? 0) ? 'debug' : 'warn'
      const fields = { channel: interaction.channelId, reason: reasonOf(error) }
      log[level](fields, 'could not answer a command on Discord')
    }
  }
}
